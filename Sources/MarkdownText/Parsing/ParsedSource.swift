/// The lines that the parser gets to see, made harmless.
///
/// Measured with cmark-gfm 0.29.0.gfm.6: each blank line costs a look at every open list, and a table costs the square
/// of its columns in every row and fills up rows that are too short, so that 250 kB become 80 million nodes. So at most
/// 64 blank lines are parsed in a row, and a source with a table of absurd width is parsed without tables.
struct ParsedSource {
  /// What is parsed.
  let lines: [String]
  /// Whether tables are looked for.
  let mayHaveTables: Bool

  /// The line of the source for each parsed line; `nil` where they are the same.
  private let numbers: [Int]?

  private static let blankLineLimit = 64
  private static let columnLimit = 256
  private static let cellLimit = 1 << 20

  init(_ source: [String]) {
    var blanks = 0
    var widest = 0
    var kept: [Int] = []
    kept.reserveCapacity(source.count)
    for (index, line) in source.enumerated() {
      var isBlank = true
      var bars = 0
      for byte in line.utf8 {
        if byte != 0x20, byte != 0x09 { isBlank = false }
        if byte == UInt8(ascii: "|") { bars += 1 }
      }
      widest = max(widest, bars)
      blanks = isBlank ? blanks + 1 : 0
      if blanks <= Self.blankLineLimit { kept.append(index) }
    }
    mayHaveTables = widest <= Self.columnLimit && (widest + 1) * source.count <= Self.cellLimit
    lines = kept.count == source.count ? source : kept.map { source[$0] }
    numbers = kept.count == source.count ? nil : kept.map { $0 + 1 }
  }

  /// The number in the source, from 1, of a parsed line.
  func number(of line: Int) -> Int {
    guard let numbers, !numbers.isEmpty else { return line }
    return line < 1 ? line : numbers[min(line, numbers.count) - 1]
  }
}
