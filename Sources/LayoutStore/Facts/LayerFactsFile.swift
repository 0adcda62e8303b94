import Archive
import ImageSpec

/// The cached result of a pass over a layer: its facts, or why it can't be read.
enum LayerFactsFile {
  case facts(LayerFacts)
  case unreadable(String)

  private static let limit = 64 << 10

  /// Reads the file; nil when there is none or it is no such file, as the cache may be damaged at will. Blocks.
  init?(at path: String) {
    guard let bytes = try? FileSystem.contents(of: path, limit: Self.limit),
      let object = (try? JSON(parsing: bytes))?.object
    else { return nil }
    if let reason = object["unreadable"]?.string {
      self = .unreadable(reason)
      return
    }
    guard let diffID = try? Digest(parsing: object["diffID"]?.string ?? ""),
      let compressed = object["compressedSize"]?.integer, let uncompressed = object["uncompressedSize"]?.integer,
      let entries = object["entryCount"]?.integer, let content = object["contentSize"]?.integer
    else { return nil }
    self = .facts(
      LayerFacts(
        diffID: diffID, compressedDigest: nil, compressedSize: compressed, uncompressedSize: uncompressed,
        entryCount: Int(entries), contentSize: content))
  }

  /// Writes the file, in one step. Blocks.
  func write(to path: String) throws {
    let json: JSON =
      switch self {
      case .facts(let facts):
        [
          "diffID": .string(facts.diffID.description), "compressedSize": .integer(facts.compressedSize),
          "uncompressedSize": .integer(facts.uncompressedSize), "entryCount": .integer(Int64(facts.entryCount)),
          "contentSize": .integer(facts.contentSize),
        ]
      case .unreadable(let reason): ["unreadable": .string(String(reason.prefix(1000)))]
      }
    try FileSystem.replace(path, with: json.encoded(), durability: .scratch)
  }
}
