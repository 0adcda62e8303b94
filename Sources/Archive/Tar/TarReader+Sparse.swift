import ImageSpec

/// The map of a sparse file that is being read: in the old GNU format it goes on in blocks of its own, in version 1.0 of
/// pax it is a text in front of the data.
struct SparseMapReader {
  private(set) var entry: TarEntry
  /// The bytes of the entry that are still to come.
  private(set) var rest: Int64
  private var numbers: [Int64]
  private let isText: Bool
  private var text: [UInt8] = []
  private var size: Int64

  /// Begins with a header of the old format: four parts, and whether more follow.
  init(_ header: TarHeader, _ entry: TarEntry) throws(TarError) {
    self.entry = entry
    rest = entry.size
    isText = false
    size = try header.number(483..<495, "realsize")
    numbers = try Self.numbers(header, at: 386, count: 4)
    isComplete = !header.hasMoreSparseBlocks
  }

  /// Begins a map of version 1.0, which the data begins with; nil for other entries, whose map their records hold.
  init?(_ entry: TarEntry) throws(TarError) {
    guard entry.records["GNU.sparse.major"] == "1", entry.records["GNU.sparse.minor"] == "0" else { return nil }
    guard let size = entry.records["GNU.sparse.realsize"].flatMap({ Int64($0) }) else {
      throw .malformedSparseMap(name: entry.name)
    }
    self.entry = entry
    self.size = size
    rest = entry.size
    isText = true
    numbers = []
  }

  /// Whether the whole map is there.
  private(set) var isComplete = false

  /// Takes the next block.
  mutating func take(_ block: TarHeader) throws(TarError) {
    guard isText else {
      numbers += try Self.numbers(block, at: 0, count: 21)
      isComplete = block.bytes[504] == 0
      guard numbers.count <= 2 * SparseMap.maximumParts else { throw .malformedSparseMap(name: entry.name) }
      return
    }
    guard rest >= Int64(TarHeader.blockSize) else { throw .malformedSparseMap(name: entry.name) }
    rest -= Int64(TarHeader.blockSize)
    text += block.bytes
    // The first line says how many numbers follow, one a line; the rest of the last block is zeros.
    while let end = text.firstIndex(of: UInt8(ascii: "\n")) {
      guard let number = Int64(String(decoding: text[..<end], as: UTF8.self)), number >= 0 else {
        throw .malformedSparseMap(name: entry.name)
      }
      numbers.append(number)
      text.removeSubrange(...end)
      guard numbers[0] <= Int64(SparseMap.maximumParts) else { throw .malformedSparseMap(name: entry.name) }
      if numbers.count == Int(numbers[0]) * 2 + 1 {
        numbers.removeFirst()
        isComplete = true
        return
      }
    }
    guard text.count < TarHeader.blockSize else { throw .malformedSparseMap(name: entry.name) }
  }

  /// The entry with its map.
  func finished() throws(TarError) -> TarEntry {
    var entry = entry
    try entry.setSparse(try SparseMap(numbers, size: size, name: entry.name), stored: rest)
    return entry
  }

  private static func numbers(_ header: TarHeader, at start: Int, count: Int) throws(TarError) -> [Int64] {
    var numbers: [Int64] = []
    for part in 0..<count {
      let field = start + part * 24
      // A part that is not used is all zeros.
      if header.bytes[field..<field + 24].allSatisfy({ $0 == 0 }) { break }
      numbers.append(try header.number(field..<field + 12, "sparse offset"))
      numbers.append(try header.number(field + 12..<field + 24, "sparse size"))
    }
    return numbers
  }
}

extension TarEntry {
  /// Reads the map that records hold, in the versions 0.0 and 0.1; an entry without one stays as it is.
  mutating func takeSparseRecords() throws(TarError) {
    guard let text = records["GNU.sparse.map"] else { return }
    let size = (records["GNU.sparse.size"] ?? records["GNU.sparse.realsize"]).flatMap { Int64($0) }
    let numbers = text.isEmpty ? [] : text.split(separator: ",").map { Int64($0) }
    guard let size, !numbers.contains(nil) else { throw .malformedSparseMap(name: name) }
    try setSparse(try SparseMap(numbers.compactMap { $0 }, size: size, name: name), stored: self.size)
  }

  /// Makes the entry one with holes. What is stored must be what the map says, or readers would differ.
  fileprivate mutating func setSparse(_ map: SparseMap, stored: Int64) throws(TarError) {
    guard map.storedSize == stored else { throw .malformedSparseMap(name: name) }
    sparse = map
    size = map.size
    records.values = records.values.filter { !$0.key.hasPrefix("GNU.sparse.") }
  }
}
