import ContentStore
import ImageSpec

/// Walks what is reachable in the store's files, documents first read once. Blocks.
struct ContentGraph {
  /// A piece of content that the walk came to.
  struct Node {
    let descriptor: Descriptor
    /// Whether an image is broken without it; an index's entry may be absent, and a foreign layer too.
    let isRequired: Bool
    /// What the document names, empty for other content.
    var successors: [Node] = []
    /// Why it could not be read as the document that it should be.
    var failure: (any Error)?
  }

  private let folder: LayoutFolder
  private var known: [Digest: [Node]] = [:]
  private var failures: [Digest: any Error] = [:]

  init(_ folder: LayoutFolder) { self.folder = folder }

  /// Visits everything that a root reaches, each digest once, a document before what it names.
  mutating func walk(_ root: Descriptor, isRequired: Bool = true, _ visit: (Node) throws -> Void) throws {
    var seen: Set<Digest> = []
    var pending = [Node(descriptor: root, isRequired: isRequired)]
    while var node = pending.popLast() {
      guard seen.insert(node.descriptor.digest).inserted else { continue }
      node.successors = try successors(of: node.descriptor)
      node.failure = failures[node.descriptor.digest]
      try visit(node)
      pending.append(contentsOf: node.successors.reversed())
    }
  }

  private mutating func successors(of descriptor: Descriptor) throws -> [Node] {
    guard descriptor.mediaType.isDocument else { return [] }
    if let nodes = known[descriptor.digest] { return nodes }
    let nodes = try read(descriptor)
    known[descriptor.digest] = nodes
    return nodes
  }

  private mutating func read(_ descriptor: Descriptor) throws -> [Node] {
    let limit = Document<Manifest>.maximumSize
    let path = folder.blob(descriptor.digest)
    guard let status = try FileStatus.of(path), status.isRegular else { return [] }
    guard status.size <= limit, let bytes = try FileSystem.contents(of: path, limit: limit) else { return [] }
    do {
      switch try Successors(bytes: bytes, descriptor: descriptor) {
      case .index(let index):
        return index.body.manifests.map { Node(descriptor: $0, isRequired: false) }
      case .manifest(let manifest):
        return ([manifest.body.configuration] + manifest.body.layers).map {
          Node(descriptor: $0, isRequired: !$0.mediaType.isNonDistributable)
        }
      }
    } catch {
      failures[descriptor.digest] = error
      return []
    }
  }
}
