import CLibedit
import Testing

@testable import LineEditing

@Suite struct CompletionTests {
  @Test(
    "A Tab inserts what extends the typed text, and the only candidate that contains it",
    arguments: [
      ("im", ["images"], .beginning, .insert("images ")), ("im", ["images", "image"], .beginning, .insert("image")),
      ("image", ["images", "image"], .beginning, .list), ("ages", ["images"], .part, .insert("images ")),
      ("age", ["images", "image"], .part, .list), ("imgaes", ["images"], .nearMiss, .list),
      ("imge", ["imgex"], .nearMiss, .list), ("", [], .beginning, .nothing),
      ("ö", ["öl", "öß"], .beginning, .list), ("", ["e\u{301}a", "eb"], .beginning, .list),
    ] as [(String, [String], Completion.Fit, Completion.Step)])
  func step(typed: String, texts: [String], fit: Completion.Fit, step: Completion.Step) {
    let completion = Completion(
      replaceRange: 0..<typed.utf8.count, candidates: texts.map { Candidate($0) }, fit: fit)
    #expect(completion.step(typed: typed) == step)
  }

  @Test func `A list without glosses has columns, and no control character gets out`() {
    let candidates = ["a", "bb", "東", "d\u{1b}[2J", "e"].map { Candidate($0) }
    #expect(lines(candidates, columns: 20) == ["a      東     e", "bb     d\u{fffd}[2J"])
  }

  @Test func `Groups stand under headings when there are several, glosses are cut, and names are not`() {
    let long = "registry.example.com/a/long/name:with-a-tag"
    let candidates = [
      Candidate("greeter:old", gloss: "2 weeks ago, 4.1kB, and more than fits the width", group: "Images"),
      Candidate("東京", gloss: "a\u{1b}[2Jb", group: "Images"), Candidate("web", group: "Containers"),
      Candidate("db", group: "Containers"), Candidate(long, gloss: "a gloss of its own", group: "Images"),
    ]
    #expect(
      lines(candidates, columns: 50) == [
        "Images", "greeter:old  2 weeks ago, 4.1kB, and more than f…", "東京         a\u{fffd}[2Jb", long,
        "Containers", "web  db",
      ])
    #expect(lines(Array(candidates.prefix(2)), columns: 50).first?.hasPrefix("greeter:old") == true)
    let near = [Candidate("images", group: "Images"), Candidate("image", group: "Groups")]
    #expect(lines(near, columns: 50, fit: .nearMiss) == ["No match; near it:", "images  image"])
    let styled = CompletionList(columns: 20, hasStyles: true).lines(
      Completion(replaceRange: 0..<0, candidates: [Candidate("tag", gloss: "Name an image")]))
    #expect(styled == ["tag  \u{1b}[2mName an image\u{1b}[0m"])
    for columns in 1...60 {
      #expect(lines(candidates, columns: columns).allSatisfy { $0.displayColumns < max(columns, 2) })
    }
  }

  private func lines(_ candidates: [Candidate], columns: Int, fit: Completion.Fit = .beginning) -> [String] {
    _ = libedit_use_utf8()
    return CompletionList(columns: columns, hasStyles: false).lines(
      Completion(replaceRange: 0..<0, candidates: candidates, fit: fit))
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
