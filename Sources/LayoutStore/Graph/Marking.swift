import ContentStore
import ImageSpec

/// Finds all digests that roots reach. Blocks.
///
/// Errs on the side of keeping: content that can't be read as the document that it should be, and content of types that
/// we don't know, keeps every digest that its bytes mention.
struct Marking {
  private let folder: LayoutFolder
  private var graph: ContentGraph
  /// The digests that are reachable, whether their content is there or not.
  private(set) var reached: Set<Digest> = []

  init(_ folder: LayoutFolder) {
    self.folder = folder
    graph = ContentGraph(folder)
  }

  mutating func mark(_ root: Descriptor) throws {
    var unclear: [Digest] = []
    var reached = reached
    try graph.walk(root) { node in
      reached.insert(node.descriptor.digest)
      let isClear = node.failure == nil && Self.isUnderstood(node.descriptor.mediaType)
      if !isClear { unclear.append(node.descriptor.digest) }
    }
    self.reached = reached
    for digest in unclear { try markMentions(in: digest) }
  }

  /// Marks what an entry of the index mentions that is no valid descriptor.
  mutating func mark(mentionedIn json: JSON) throws {
    for digest in Self.digests(in: json.encoded()) where reached.insert(digest).inserted {
      try markMentions(in: digest)
    }
  }

  private static func isUnderstood(_ type: MediaType) -> Bool {
    type.isDocument || type.isLayer || type == .ociConfiguration || type == .dockerConfiguration || type == .ociEmpty
  }

  private mutating func markMentions(in first: Digest) throws {
    var pending = [first]
    let limit = Document<Manifest>.maximumSize
    while let digest = pending.popLast() {
      let path = folder.blob(digest)
      guard let status = try FileStatus.of(path), status.isRegular, status.size <= limit,
        let bytes = try FileSystem.contents(of: path, limit: limit)
      else { continue }
      for found in Self.digests(in: bytes) where reached.insert(found).inserted { pending.append(found) }
    }
  }

  /// Every digest that some bytes mention.
  static func digests(in bytes: [UInt8]) -> [Digest] {
    var digests: [Digest] = []
    for colon in bytes.indices where bytes[colon] == UInt8(ascii: ":") {
      for algorithm in Digest.Algorithm.allCases {
        let start = colon - algorithm.rawValue.utf8.count
        let end = colon + 1 + algorithm.hexLength
        guard start >= 0, end <= bytes.count else { continue }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        if let digest = try? Digest(parsing: text) { digests.append(digest) }
      }
    }
    return digests
  }
}
