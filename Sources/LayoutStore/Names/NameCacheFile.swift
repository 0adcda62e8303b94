import ImageSpec

/// `cache/names`: the names of an index as a ``NameList``, so that they are found without the index.
///
/// Its first line says what it is of, the digest of the index's bytes and the platform by which images of several were
/// chosen, and the digest of all that follows. It is believed where both digests hold, and may be torn or gone.
struct NameCacheFile {
  /// The index's digest.
  let index: Digest
  /// The platform.
  let platform: Platform
  /// The names.
  let list: NameList

  private static let kind = "drydock names 1"
  private static let limit = LayoutIndex.maximumSize

  /// States what a file says.
  init(index: Digest, platform: Platform, list: NameList) {
    self.index = index
    self.platform = platform
    self.list = list
  }

  /// Reads the file; nil when there is none, or it is not what it says. Blocks.
  init?(at path: String) {
    guard let bytes = try? FileSystem.contents(of: path, limit: Self.limit), bytes.last == UInt8(ascii: "\n"),
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    let head = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\t", omittingEmptySubsequences: false)
    let text = Array(bytes[(end + 1)...])
    guard head.count == 4, head[0] == Self.kind, let index = try? Digest(parsing: head[1]),
      let platform = try? Platform(parsing: String(head[2])), let digest = try? Digest(parsing: head[3]),
      (try? Digest(of: text)) == digest
    else { return nil }
    self.init(index: index, platform: platform, list: NameList(text: text))
  }

  /// Writes the file, in one step. Blocks.
  func write(to path: String) throws {
    let head = "\(Self.kind)\t\(index)\t\(platform)\t\(try Digest(of: list.text))\n"
    try FileSystem.replace(path, with: Array(head.utf8) + list.text, durability: .scratch)
  }
}
