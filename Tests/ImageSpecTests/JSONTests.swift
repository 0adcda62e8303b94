import ImageSpec
import Testing

@Suite struct JSONTests {
  private func parse(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

  @Test(arguments: [
    "null", "true", "false", "0", "-0", "12.50", "1e9", "-1.5E-3", "9223372036854775807",
    "123456789012345678901234567890",
    #""""#, #""a/b""#, "[]", "{}", #"{"b":1,"a":[1,{"c":null}],"":""}"#, #""ü€😀""#, #""\"\\\n\r\t""#,
  ])
  func whatIsReadIsWrittenTheSame(text: String) throws { #expect(try parse(text).text() == text) }

  @Test(arguments: [
    (#""\u0041\u00fc\u20ac""#, "Aü€"), (#""\ud83d\ude00""#, "😀"), (#""\/\b\f""#, "/\u{8}\u{C}"),
    (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83dA""#, "\u{FFFD}A"), (#""\u0000""#, "\u{0}"),
    (#""\uD83D\u0041""#, "\u{FFFD}A"),
  ])
  func escapesAreRead(text: String, value: String) throws { #expect(try parse(text) == .string(value)) }

  @Test func controlCharactersAreWrittenEscaped() {
    #expect(JSON.string("\u{0}\u{1B}\u{7F}\u{2028}").text() == #""\u0000\u001b\u007f\u2028""#)
  }

  @Test(arguments: [
    "", " ", "nul", "tru", "nullx", "01", "-", "+1", "1.", ".5", "1e", "0x1", "NaN", "'a'", "{", "}", "[", "[1", "[1,]",
    "[,1]",
    "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}", "\"", "\"\n\"", "\"\t\"", #""\x""#, #""\u12""#,
    #""\u12G4""#,
    #""\u-000""#, #""\u+041""#, #""\u 041""#, "1 1", "{} {}", "// x\n1", "\u{FEFF}1", #"{"a":1,"a":1}"#,
    #"{"a":{"b":1,"b":2}}"#,
    #"{"a":1,"\u0061":2}"#,
  ])
  func whatIsNotExactlyOneTextIsRefused(text: String) { #expect(throws: JSONError.self) { try parse(text) } }

  @Test(
    arguments: [[0xFF], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22]] as [[UInt8]])
  func bytesThatAreNoUTF8AreRefused(bytes: [UInt8]) {
    #expect { try JSON(parsing: bytes) } throws: { ($0 as? JSONError)?.rule == .notUTF8 }
  }

  @Test func nestingHasALimit() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(try parse(nested(JSON.maximumDepth)).kind == "an array")
    #expect { try parse(nested(JSON.maximumDepth + 1)) } throws: { ($0 as? JSONError)?.rule == .tooDeep }
    #expect { try parse(String(repeating: "{\"a\":", count: 100_000)) } throws: { ($0 as? JSONError)?.rule == .tooDeep }
  }

  @Test func keysThatLookAlikeAreDifferentKeys() throws {
    // A precomposed letter and its decomposed form are other bytes, so another key.
    let object = try #require(try parse("{\"\u{E9}\":1,\"e\u{301}\":2}").object)
    #expect(object.members.count == 2)
    #expect(object["e\u{301}"] == 2)
  }

  @Test func anObjectKeepsItsOrderWhenItIsChanged() throws {
    var object = try #require(try parse(#"{"c":1,"a":2,"b":3}"#).object)
    object["a"] = nil
    object["c"] = 9
    object["d"] = 4
    #expect(JSON.object(object).text() == #"{"c":9,"b":3,"d":4}"#)
    #expect(object["b"] == 3)
  }

  @Test func theIndentedLayoutIsGos() throws {
    let value = try parse(#"{"a":[1,{}],"b":{"c":"d"},"e":[]}"#)
    #expect(
      value.text(.indented("\t"))
        == "{\n\t\"a\": [\n\t\t1,\n\t\t{}\n\t],\n\t\"b\": {\n\t\t\"c\": \"d\"\n\t},\n\t\"e\": []\n}")
  }
}
