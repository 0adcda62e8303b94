import CommandLanguage
import Testing

@Suite struct CompletionPointTests {
  @Test(
    arguments: [
      ("", [], "", 0..<0),
      ("pu", [], "pu", 0..<2),
      ("pull ", ["pull"], "", 5..<5),
      ("pull al", ["pull"], "al", 5..<7),
      ("rmi 'my im", ["rmi"], "my im", 4..<10),
      ("rmi \"my im", ["rmi"], "my im", 4..<10),
      (#"rmi my\ im"#, ["rmi"], "my im", 4..<10),
      (#"cp c1:C:\Pro"#, ["cp"], #"c1:C:\Pro"#, 3..<12),
      ("tag <id> ne", ["tag", "<id>"], "ne", 9..<11),
      ("pull \\\n al", ["pull"], "al", 8..<10),
    ] as [(String, [String], String, Range<Int>)])
  func theWordUnderTheCursorIsUnquoted(line: String, previous: [String], prefix: String, span: Range<Int>) throws {
    let point = try #require(CommandLine.words(upTo: line.utf8.count, in: line))
    #expect(point.previous.map(\.value) == previous)
    #expect(point.prefix == prefix)
    #expect(point.span == span)
    #expect(point.place == .argument)
  }

  @Test func onlyWhatStandsBeforeTheCursorCounts() throws {
    let point = try #require(CommandLine.words(upTo: 6, in: "pull alpine 'x"))
    #expect(point.prefix == "a")
    #expect(point.openQuote == nil)
    #expect(CommandLine.words(upTo: 9, in: "rmi 'my im")?.openQuote == .single)
  }

  @Test(arguments: [
    ("images > o", CompletionPoint.Place.output, "o"), ("images >", .output, ""), ("images >> ", .output, ""),
    ("load < f", .input, "f"), ("images | gr", .filter, "gr"), ("images | ", .filter, ""),
    ("images > out -", .argument, "-"),
  ])
  func thePlaceOfTheWordIsKnown(line: String, place: CompletionPoint.Place, prefix: String) throws {
    let point = try #require(CommandLine.words(upTo: line.utf8.count, in: line))
    #expect(point.place == place)
    #expect(point.prefix == prefix)
  }

  @Test(arguments: ["# com", "images # c", "a && b", "a &", "a; b", "a $(b"])
  func nothingIsCompletedWhereNoWordCanStand(line: String) {
    #expect(CommandLine.words(upTo: line.utf8.count, in: line) == nil)
  }
}
