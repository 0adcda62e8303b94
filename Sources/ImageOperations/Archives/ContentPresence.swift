import ContentStore
import ImageSpec

/// A store that can be asked what it has before a copy out of it begins.
typealias PresentContent = ContentFetcher & ContentChecker

/// What of an image a store has: which entries of an index are there whole, and what becomes of foreign layers.
struct ContentPresence {
  /// The documents that a copy follows: those that are there with all that they need.
  private(set) var documents: Set<Digest> = []
  /// The manifests among them.
  private(set) var manifests: [Document<Manifest>] = []
  /// Whether a foreign layer's bytes are not there.
  private(set) var lacksForeignLayers = false
  /// The bytes of everything that is there, each piece once.
  private(set) var bytes: Int64 = 0
  private var counted: Set<Digest> = []

  /// Looks at a root and, of an index, at the entries that `wanted` lets through.
  init(
    of root: Descriptor, in store: any PresentContent, wanted: (Document<Index>) throws -> [Descriptor]
  ) async throws {
    _ = try await add(root, in: store, wanted: wanted)
  }

  /// Whether a document is there whole.
  private mutating func add(
    _ document: Descriptor, in store: any PresentContent, wanted: (Document<Index>) throws -> [Descriptor]
  ) async throws -> Bool {
    guard try await store.contains(document) else { return false }
    switch try await store.successors(of: document) {
    case .index(let index):
      var isAnyThere = false
      for entry in try wanted(index) where entry.mediaType.isDocument {
        if try await add(entry, in: store, wanted: { $0.body.manifests }) { isAnyThere = true }
      }
      guard isAnyThere || index.body.manifests.isEmpty else { return false }
    case .manifest(let manifest):
      var isForeignMissing = false
      for blob in manifest.body.layers + [manifest.body.configuration] where try await !store.contains(blob) {
        guard blob.mediaType.isNonDistributable else { return false }
        isForeignMissing = true
      }
      if isForeignMissing { lacksForeignLayers = true }
      manifests.append(manifest)
      for blob in manifest.body.layers + [manifest.body.configuration] where try await store.contains(blob) {
        count(blob)
      }
    }
    count(document)
    documents.insert(document.digest)
    return true
  }

  private mutating func count(_ content: Descriptor) {
    if counted.insert(content.digest).inserted { bytes += content.size }
  }

  /// Whether anything is there whole.
  var isEmpty: Bool { manifests.isEmpty }

  /// Sets up a copy so that it takes what is there, and a foreign layer's bytes where all of them are.
  func prepare(_ copy: inout GraphCopy) {
    let documents = documents
    copy.selection = { index in index.body.manifests.filter { documents.contains($0.digest) } }
    copy.foreignLayers = lacksForeignLayers ? .reference : .copy
  }
}
