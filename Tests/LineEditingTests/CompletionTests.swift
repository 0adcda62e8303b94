import CLibedit
import Testing

@testable import LineEditing

@Suite struct CompletionTests {
  @Test(
    "A Tab inserts only what extends the typed text",
    arguments: [
      ("im", ["images"], .insert("images ")), ("im", ["images", "image"], .insert("image")),
      ("image", ["images", "image"], .list), ("ig", ["images"], .list), ("", [], .nothing),
      ("ö", ["öl", "öß"], .list), ("", ["e\u{301}a", "eb"], .list),
    ] as [(String, [String], Completion.Step)])
  func step(typed: String, texts: [String], step: Completion.Step) {
    let completion = Completion(replaceRange: 0..<typed.utf8.count, candidates: texts.map { Candidate($0) })
    #expect(completion.step(typed: typed) == step)
  }

  @Test func `A list without glosses has columns, and no control character gets out`() {
    _ = libedit_use_utf8()
    let lines = CompletionList.lines(
      ["a", "bb", "東", "d\u{1b}[2J", "e"].map { Candidate($0) }, columns: 20, hasColours: true)
    #expect(lines == ["a      東     e", "bb     d\u{fffd}[2J"])
  }

  @Test(
    "Bytes become characters, and a broken sequence one mark",
    arguments: [
      (Array("aö東🐳".utf8), "aö東🐳"), ([0xC3, 0x61], "\u{fffd}a"), ([0xFF, 0x61], "\u{fffd}a"),
      ([0xE6, 0x9D, 0xC3, 0xB6], "\u{fffd}ö"), ([0xED, 0xA0, 0x80, 0x61], "\u{fffd}a"),
    ] as [([UInt8], String)])
  func decoding(bytes: [UInt8], text: String) {
    var decoder = KeyDecoder()
    #expect(String(String.UnicodeScalarView(bytes.flatMap { decoder.take($0) })) == text)
  }
}
