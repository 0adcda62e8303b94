import Foundation
import Testing

@Suite struct SourceTests {
  @Test func `no source file is too long to be read at once`() throws {
    for file in try Repository.sources() {
      let count = file.text.utf8.count { $0 == 0x0A }
      #expect(count <= House.longestFile, "\(file) has \(count) lines")
    }
  }

  @Test func `nothing prints, exits or gives up where it may not`() throws {
    for file in try Repository.sources() {
      let code = Code.of(file.text)
      for rule in House.forbidden where !rule.exceptIn.contains(where: file.path.hasPrefix) {
        #expect(!Self.calls(rule.code, in: code), "\(file) has \(rule.code)")
      }
    }
  }

  @Test(
    "Code is told from what looks like it",
    arguments: [
      ("  print(x)", true), ("// print(x)", false), (#"let a = "print(x)""#, false),
      (#"a("\(b("c")) print(x)")"#, false),
      (##"let a = #"" print(x)"#"##, false), ("let a = \"\"\"\n  \" print(x)\n  \"\"\"", false),
      (#"let a = "\""; print(x)"#, true), ("sprint(x)", false), ("file.print(x)", false), ("func print(x)", false),
    ] as [(String, Bool)])
  func codeAlone(text: String, expected: Bool) {
    #expect(Self.calls("print(", in: Code.of(text)) == expected)
  }

  @Test func `the top level stays small`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
    let others = names.filter { !$0.hasPrefix(".") && !House.topLevel.contains($0) }
    #expect(others.sorted() == [])
  }

  /// Whether code says a word, not as a part of a longer one, of somebody's member or of a declaration.
  private static func calls(_ word: String, in code: String) -> Bool {
    var rest = code[...]
    while let range = rest.range(of: word) {
      let before = code[..<range.lowerBound]
      let isMember = before.last.map { $0.isLetter || $0.isNumber || "_.`".contains($0) } ?? false
      if !isMember, !before.hasSuffix("func ") { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }
}
