import Presentation
import Testing

/// Cells as Go's tabwriter lays them out.
@Suite struct TabbedLinesTests {
  @Test func `A column ends where a line has no cell for it`() {
    let text = TabbedLines("a\tb\tc\nlonger than ten\tb\tc\nalone\nx\ty\n").text()
    #expect(
      text == """
        a                 b         c
        longer than ten   b         c
        alone
        x         y

        """)
  }

  @Test func `An empty last cell leaves the padding of the one before`() {
    #expect(TabbedLines("a\t\nb\t\n").text() == "a         \nb         \n")
    #expect(TabbedLines("").text() == "")
    #expect(TabbedLines("\n\na\n").text() == "\n\na\n")
  }

  /// Whatever the cells are, each comes back from where its column begins, and no line is padded at its end.
  @Test(arguments: 0..<200)
  func `Cells stand in their columns`(_ seed: UInt64) {
    var random = Seeded(state: seed)
    let columns = Int.random(in: 1...5, using: &random)
    let rows = (0..<Int.random(in: 1...8, using: &random)).map { _ in
      (0..<columns).map { _ in
        (0..<Int.random(in: 0...14, using: &random)).map { _ in
          ["a", "ß", "日", "-", "😀", "x"].randomElement(using: &random) ?? "a"
        }.joined()
      }
    }
    let lines = TabbedLines(rows).text().split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count == rows.count)
    let starts = (0..<columns).map { column in
      (0..<column).reduce(0) { sum, before in
        sum + max(10, 3 + (rows.map { DisplayWidth.of($0[before]) }.max() ?? 0))
      }
    }
    for (line, row) in zip(lines, rows) {
      #expect(DisplayWidth.of(String(line)) == starts[columns - 1] + DisplayWidth.of(row[columns - 1]))
      #expect(line.hasSuffix(row[columns - 1]))
      var rest = String(line)
      for column in 0..<columns {
        #expect(rest.hasPrefix(row[column]))
        guard column < columns - 1 else { continue }
        let blanks = starts[column + 1] - starts[column] - DisplayWidth.of(row[column])
        rest = String(rest.dropFirst(row[column].count + blanks))
      }
    }
  }
}

/// Numbers that are the same for the same seed.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
