import ContentStore
import ImageSpec
import LayoutStore

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

  /// The entries of an index that are not there whole.
  private(set) var absent: [Descriptor] = []

  /// Looks at a root and, of an index, at the entries that `wanted` lets through.
  ///
  /// - Parameters:
  ///   - root: what is looked at.
  ///   - content: what documents are read from.
  ///   - checker: says what is there; nil takes it that everything is, but foreign layers.
  ///   - wanted: chooses the entries of an index.
  /// - Throws: what the content's reading, the checker and `wanted` throw.
  init(
    of root: Descriptor, in content: any ContentFetcher, checkedBy checker: (any ContentChecker)?,
    wanted: (Document<Index>) throws -> [Descriptor]
  ) async throws {
    _ = try await add(root, Source(content: content, checker: checker), wanted)
  }

  private struct Source {
    let content: any ContentFetcher
    let checker: (any ContentChecker)?

    func has(_ descriptor: Descriptor) async throws -> Bool {
      guard let checker else { return !descriptor.mediaType.isNonDistributable }
      return try await checker.contains(descriptor)
    }
  }

  /// Whether a document is there whole.
  private mutating func add(
    _ document: Descriptor, _ source: Source, _ wanted: (Document<Index>) throws -> [Descriptor]
  ) async throws -> Bool {
    guard try await source.has(document) else { return false }
    switch try await source.content.successors(of: document) {
    case .index(let index):
      var isAnyThere = false
      for entry in try wanted(index) where entry.mediaType.isDocument {
        if try await add(entry, source, { $0.body.manifests }) { isAnyThere = true } else { absent.append(entry) }
      }
      guard isAnyThere || index.body.manifests.isEmpty else { return false }
    case .manifest(let manifest):
      var present: [Descriptor] = []
      for blob in manifest.body.layers + [manifest.body.configuration] {
        if try await source.has(blob) {
          present.append(blob)
        } else if blob.mediaType.isNonDistributable {
          lacksForeignLayers = true
        } else {
          return false
        }
      }
      manifests.append(manifest)
      for blob in present { count(blob) }
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

  /// Checks the layers that arrived in the store against the configurations' diffIDs.
  ///
  /// - Throws: ``ImageFormatError``.
  func verifyLayers(in store: LayoutStore) async throws {
    for manifest in manifests where manifest.body.isImage {
      let configuration: Document<ImageConfiguration> = try await store.document(of: manifest.body.configuration)
      try await LayerVerification(manifest: manifest.body, configuration: configuration.body).run(in: store)
    }
  }
}
