import ImageSpec

/// What a list says of an image in a few words, out of its documents.
public struct ImageSummary: Hashable, Sendable {
  /// The image's id: its configuration's digest, or an artifact's manifest digest.
  public let id: Digest
  /// When it was made, in whole seconds since 1970; nil where it does not say.
  public let created: Int64?
  /// The uncompressed size in bytes; nil where nobody looked yet.
  public let size: Int64?
  /// What it runs on, `linux/amd64`; nil for an artifact.
  public let platform: String?

  /// Sums an image up. A platform that is no plain word is left out: it is foreign text.
  public init(id: Digest, created: Int64?, size: Int64?, platform: String?) {
    self.id = id
    self.created = created
    self.size = size
    self.platform = platform.flatMap { $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !$0.isEmpty ? $0 : nil }
  }

  /// The fields of a ``NameList``'s line.
  var fields: String { "\(id)\t\(created.map(String.init) ?? "")\t\(size.map(String.init) ?? "")\t\(platform ?? "")" }

  /// Reads the fields; nil where they are none.
  init?(fields: ArraySlice<Substring>) {
    let fields = Array(fields)
    guard fields.count == 4, let id = try? Digest(parsing: fields[0]) else { return nil }
    self.init(
      id: id, created: Int64(fields[1]), size: Int64(fields[2]), platform: fields[3].isEmpty ? nil : String(fields[3]))
  }
}
