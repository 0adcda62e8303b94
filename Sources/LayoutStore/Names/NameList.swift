import ImageSpec

/// The names of a store's images, sorted by their bytes, each with what it means: found by their beginning without the
/// index, and read only where they are looked at.
///
/// It is kept as text, a line a name: `NAME⇥ROOT`, and behind it, where the image was looked at, `⇥ID⇥CREATED⇥SIZE⇥PLATFORM`.
/// Names are the familiar ones with their tags. An image without any has one line without a name; those come first.
public struct NameList: Sendable {
  /// A line.
  public struct Entry: Hashable, Sendable {
    /// The familiar name with its tag; nil for an image that has none.
    public let name: String?
    /// The digest of the document that the name means.
    public let root: Digest
    /// What is known of the image.
    public let summary: ImageSummary?

    /// Composes a line.
    public init(name: String?, root: Digest, summary: ImageSummary? = nil) {
      self.name = name
      self.root = root
      self.summary = summary
    }

    fileprivate var line: String { "\(name ?? "")\t\(root)\(summary.map { "\t\($0.fields)" } ?? "")\n" }
  }

  /// The lines' text.
  let text: [UInt8]
  /// Where each line begins, and where the text ends.
  private let starts: [Int]
  /// The lines of images of which nothing is known.
  private let bare: [Int]

  /// Sorts entries into a list.
  public init(_ entries: some Sequence<Entry>) {
    // Names and digests are ASCII, whose order as text is that of its bytes.
    var text: [UInt8] = []
    for line in entries.map(\.line).sorted() { text.append(contentsOf: line.utf8) }
    self.init(text: text)
  }

  /// The names and the nameless images of an index.
  ///
  /// - Parameters:
  ///   - index: the index.
  ///   - summaries: what is known of images, by the digests of their roots.
  init(_ index: LayoutIndex, summaries: [Digest: ImageSummary]) {
    self.init(
      index.images.lazy.filter(\.isListed).flatMap { image -> [Entry] in
        let root = image.descriptor.digest
        let names = image.tags.map { Optional($0.familiar) }
        return (names.isEmpty ? [nil] : names).map { Entry(name: $0, root: root, summary: summaries[root]) }
      })
  }

  /// Takes the text of a list; that it is one was checked.
  init(text: [UInt8]) {
    var (starts, bare, tabs) = ([0], [Int](), 0)
    text.withUnsafeBufferPointer { text in
      for position in text.indices {
        if text[position] == UInt8(ascii: "\t") { tabs += 1 }
        guard text[position] == UInt8(ascii: "\n") else { continue }
        if tabs == 1 { bare.append(starts.count - 1) }
        tabs = 0
        starts.append(position + 1)
      }
    }
    (self.text, self.starts, self.bare) = (text, starts, bare)
  }

  /// The same names with what became known of images, by the digests of their roots; nil where that is nothing new.
  func summarized(by summaries: [Digest: ImageSummary]) -> NameList? {
    var text: [UInt8] = []
    var isNew = false
    for position in 0..<count {
      if let entry = self[position], let summary = summaries[entry.root], summary != entry.summary {
        text.append(contentsOf: Entry(name: entry.name, root: entry.root, summary: summary).line.utf8)
        isNew = true
      } else {
        text.append(contentsOf: self.text[starts[position]..<starts[position + 1]])
      }
    }
    return isNew ? NameList(text: text) : nil
  }

  // MARK: Reading

  /// How many lines there are.
  public var count: Int { starts.count - 1 }

  /// A line; nil where it can't be read.
  ///
  /// - Parameter position: its place, from 0, below ``count``.
  public subscript(position: Int) -> Entry? {
    let line = Substring(decoding: text[starts[position]..<starts[position + 1] - 1], as: UTF8.self)
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count >= 2, let root = try? Digest(parsing: fields[1]) else { return nil }
    return Entry(
      name: fields[0].isEmpty ? nil : String(fields[0]), root: root, summary: ImageSummary(fields: fields[2...]))
  }

  /// The name in a line; empty where there is none.
  public func name(at position: Int) -> String { String(decoding: nameBytes(position), as: UTF8.self) }

  /// What is known of images, by the digests of their roots.
  var summaries: [Digest: ImageSummary] {
    var known: [Digest: ImageSummary] = [:]
    for position in 0..<count {
      if let entry = self[position], let summary = entry.summary { known[entry.root] = summary }
    }
    return known
  }

  /// The roots of the images of which nothing is known.
  public var unsummarized: Set<Digest> { Set(bare.compactMap { self[$0]?.root }) }

  // MARK: Finding

  /// The lines whose names begin with a text, those without a name never.
  public func positions(beginningWith prefix: String) -> Range<Int> {
    let prefix = Array(prefix.utf8)
    let first = firstPosition { !$0.isEmpty && !$0.lexicographicallyPrecedes(prefix) }
    let end = firstPosition { !$0.isEmpty && !$0.starts(with: prefix) && prefix.lexicographicallyPrecedes($0) }
    return first..<max(first, end)
  }

  /// The lines whose names contain a text, whatever its case.
  public func positions(containing part: String) -> [Int] {
    let part = part.utf8.map(Self.lowercased)
    return (0..<count).filter { position in
      let name = nameBytes(position)
      guard name.count >= part.count else { return false }
      return (name.startIndex...(name.endIndex - part.count)).contains { start in
        part.indices.allSatisfy { Self.lowercased(name[start + $0]) == part[$0] }
      }
    }
  }

  /// The lines of images whose ids begin with some hexadecimal digits, those without a name too.
  public func positions(identifierBeginningWith digits: String) -> [Int] {
    let wanted = Array(digits.utf8)
    return (0..<count).filter { position in
      let line = text[starts[position]..<starts[position + 1]]
      guard let root = line.firstIndex(of: UInt8(ascii: "\t")),
        let identifier = line[(root + 1)...].firstIndex(of: UInt8(ascii: "\t")),
        let colon = line[(identifier + 1)...].firstIndex(of: UInt8(ascii: ":"))
      else { return false }
      return line[(colon + 1)...].starts(with: wanted)
    }
  }

  /// The nameless images' lines.
  public var namelessPositions: Range<Int> { 0..<firstPosition { !$0.isEmpty } }

  /// The first line for whose name something holds that holds for all lines behind it, too.
  private func firstPosition(where holds: (ArraySlice<UInt8>) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(nameBytes(middle)) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func nameBytes(_ position: Int) -> ArraySlice<UInt8> {
    text[starts[position]..<starts[position + 1]].prefix { $0 != UInt8(ascii: "\t") }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
