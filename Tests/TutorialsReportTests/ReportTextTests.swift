import Presentation
import Testing

@testable import Tutorials

/// The report for people.
@Suite struct ReportTextTests {
  private func lines(_ findings: [Finding], columns: Int = 120, path: String = "page.md", style: Style = .plain)
    -> [String]
  {
    JudgedPage(Reports.page([findings], path: path)).text(columns: columns, style: style).split(separator: "\n")
      .dropFirst(2).dropLast().map { $0.drop { $0 == " " } }.map(String.init)
  }

  @Test func `expected and seen stand one under the other in their rows, with the cell that decides marked`() {
    let row = Surroundings(
      page: .init(before: ["nanoserver", "latest", "9 weeks ago"]),
      seen: .init(before: ["nanoserver", "latest", "2 months ago"], after: ["x"]))
    #expect(
      lines([Reports.finding(49, expected: "7.764 GB", seen: "783kB", row)]) == [
        "page.md:49: size: another size",
        "expected  nanoserver  latest  9 weeks ago   [-7.764 GB-]",
        "seen      nanoserver  latest  2 months ago  {+783kB+}  x",
      ])
  }

  @Test func `where the row does not fit, what is nearest to its key stays`() {
    let row = Surroundings(
      page: .init(before: ["nanoserver", String(repeating: "a", count: 60)]),
      seen: .init(before: ["nanoserver", String(repeating: "b", count: 60)]))
    let finding = Reports.finding(expected: "1MB", seen: "2MB", row)
    #expect(
      lines([finding], columns: 60).dropFirst() == ["expected  nanoserver  [-1MB-]", "seen      nanoserver  {+2MB+}"])
    #expect(lines([finding], columns: 20).dropFirst() == ["expected  1MB", "seen      2MB"])
  }

  static let marks: [(expected: String, seen: String, first: String, second: String)] = [
    (
      "refers to a repository [x]", "refers to repository [x]", "refers to [-a-] repository [x]",
      "refers to repository [x]"
    ),
    ("VIRTUAL SIZE", "SIZE", "[-VIRTUAL-] SIZE", "SIZE"),
    ("SIZE kB", "SIZE", "SIZE [-kB-]", "SIZE"),
    ("Go tools on Core", "Go compiler on Core", "Go [-tools-] on Core", "Go {+compiler+} on Core"),
    ("a  b", "a b", "a[-  -]b", "a{+ +}b"), ("one", "two", "one", "two"), ("a b a", "a a", "a [-b-] a", "a a"),
    ("", "x", "", "x"), ("x y", "y x", "x [-y-]", "{+y+} x"),
  ]

  @Test(arguments: marks.indices) func theWordsThatDecideAreMarked(index: Int) {
    let one = Self.marks[index]
    let (expected, seen) = MarkedText.compare(one.expected, one.seen)
    if one.expected == "x y" {
      // Without anything in common at both ends, all of it decides.
      #expect(expected.text(isAlone: true) == "x y")
    } else {
      #expect(expected.text(isAlone: true) == one.first)
      #expect(seen.text(isAlone: true) == one.second)
    }
  }

  @Test func `a long text is cut around what decides`() {
    let long = String(repeating: "a ", count: 400)
    let shown = lines([Reports.finding(expected: long + "x " + long, seen: long + "y " + long)])
    #expect(shown[1].contains("[-x-]"))
    #expect(shown[2].contains("{+y+}"))
    #expect(shown.allSatisfy { $0.count < 330 })
  }

  @Test func `findings that say the same of many lines make a table`() {
    let alike = (1...14).map { line in
      Reports.finding(
        line, .value, expected: "Go tools \(line)", seen: "Go compiler \(line)", reason: "another text",
        Surroundings(page: .init(before: ["image\(line)"]), seen: .init(before: ["image\(line)"])))
    }
    let other = Reports.finding(3, .age, reason: "not an age")
    let shown = lines(alike.prefix(3) + [other] + alike.dropFirst(3))
    #expect(shown.count == 2 + 14 + 3)
    #expect(shown[0] == "page.md:1: 14 times value: another text")
    #expect(shown[1] == "LINE        OF       EXPECTED         SEEN")
    #expect(shown[2] == "page.md:1   image1   Go [-tools-] 1   Go {+compiler+} 1")
    #expect(shown[15] == "page.md:14  image14  Go [-tools-] 14  Go {+compiler+} 14")
    #expect(shown[16] == "page.md:3: age: not an age")
    // A page with a long path is named once; where two columns don't fit, one stands under the other.
    let path = String(repeating: "folder/", count: 12) + "page.md"
    #expect(lines(alike, path: path)[2] == "1     image1   Go [-tools-] 1   Go {+compiler+} 1")
    let narrow = lines(alike, columns: 30)
    #expect(narrow.count == 1 + 14 * 2)
    #expect(narrow[1...2] == ["1   expected  Go [-tools-] 1", "seen      Go {+compiler+} 1"])
    #expect(lines(Array(alike.prefix(2))).count == 2 * 3)
  }

  @Test func `foreign text can neither move the cursor nor forge a line`() {
    let hostile = Reports.hostile
    let finding = Reports.finding(
      expected: hostile, seen: "b" + hostile, reason: hostile,
      Surroundings(page: .init(before: [hostile]), seen: .init(after: [hostile])))
    for count in [1, 3] {
      let report = Reports.page([Array(repeating: finding, count: count)], path: "a\u{1b}.md", command: hostile)
      let text = JudgedPage(report).text(columns: 1000)
      let harmful = text.unicodeScalars.filter { $0 != "\n" && ($0.value < 0x20 || $0.value == 0x202e) }
      #expect(harmful.isEmpty)
      #expect(text.split(separator: "\n").count == 2 + (count == 1 ? 3 : 5) + 1)
    }
  }

  @Test func `colours only repeat what the words and signs say`() {
    let finding = Reports.finding(
      expected: "Go tools", seen: "Go compiler",
      Surroundings(page: .init(before: ["row"]), seen: .init(before: ["row"])))
    for findings in [[finding], [finding, finding, finding]] {
      let page = JudgedPage(Reports.page([findings, []]))
      let styled = page.text(style: Style(enabled: true))
      #expect(styled.contains("\u{1b}[33mdrift"))
      #expect(styled.replacing(#/\u{1b}\[\d+m/#, with: "") == page.text())
    }
  }
}
