import GoTemplates
import Testing

/// What a template may not do to us.
@Suite struct LimitTests {
  @Test(arguments: [
    String(repeating: "{{if 1}}", count: 5_000), "{{" + String(repeating: "(", count: 5_000),
    "{{define \"a\"}}{{template \"a\"}}{{end}}{{template \"a\"}}", "{{range 10000000000}}x{{end}}",
    "{{range 10000}}{{range 10000}}{{end}}{{end}}", "{{pad \"x\" 1000000000 1}}",
    "{{range 2000}}{{printf \"%65536d\" 1}}{{end}}", String(repeating: "x", count: 2 << 20),
    "{{range 100}}{{else if 1}}{{end}}",
  ])
  func `Excess is refused`(_ template: String) {
    #expect(throws: TemplateError.self) { try Template(parsing: template).text(for: .null) }
  }

  /// Any text at all is either a template or refused: nothing hangs and nothing traps.
  @Test(arguments: 0..<300)
  func `Any text ends`(_ seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    let parts = [
      "{{", "}}", "{{-", "-}}", " ", ".", ".A", "$", "$x", ":=", "=", "|", "(", ")", "\"a\"", "\"", "`", "'", "1",
      "-1.5e",
      "if", "range", "with", "end", "else", "define", "template", "break", "json", "printf", "index", "len", "nil", ",",
      "é", "\u{0}", "\n", "/*", "*/", "%", "\\", "x",
    ]
    for _ in 0..<40 {
      let text = (0..<Int.random(in: 1...14, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }
        .joined()
      let value = Value.record(Record(form: .row, ["A": .strings(["a", "b"])]))
      do { _ = try Template(parsing: text).text(for: value) } catch {
        #expect(error.description.hasPrefix("template: :"))
      }
    }
  }

  /// Text without delimiters is itself; a quoted text comes back from its quotes.
  @Test(arguments: 0..<200)
  func `Texts come through unchanged`(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let scalars = (0..<30).map { _ in Unicode.Scalar(UInt32.random(in: 1..<0x2FFF, using: &random)) ?? "x" }
    let text = String(String.UnicodeScalarView(scalars))
    #expect(try Template(parsing: "{{.A}}").text(for: .record(Record(["A": .string(text)]))) == text)
    #expect(try Template(parsing: "{{\(GoQuoting.quote(text))}}").text(for: .null) == text)
    #expect(
      try Template(parsing: "a \(text.filter { $0 != "{" }) b").text(for: .null) == "a \(text.filter { $0 != "{" }) b")
  }

  /// Width and alignment by Go's rules: never cut, filled up to the width.
  @Test(arguments: 0..<100)
  func `printf fills up and never cuts`(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let (number, width) = (Int64.random(in: -5_000...5_000, using: &random), Int.random(in: 0...9, using: &random))
    for flags in ["", "-", "0", "+", "+0"] {
      let text = try Template(parsing: "{{printf \"%\(flags)\(width)d\" .N}}").text(
        for: .record(Record(["N": .integer(number)])))
      #expect(text.count >= width)
      #expect(Int64(text.filter { $0 != " " }) == number)
      if flags == "-" { #expect(!text.hasPrefix(" ")) }
    }
  }
}

/// Numbers that are the same for the same seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
