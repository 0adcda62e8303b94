import CommandLanguage
import Testing

@Suite struct WordsTests {
  @Test(arguments: [
    ("docker pull alpine", ["docker", "pull", "alpine"]),
    ("  images   -a\t--no-trunc  ", ["images", "-a", "--no-trunc"]),
    ("commit -m 'a message' c1 new:tag", ["commit", "-m", "a message", "c1", "new:tag"]),
    ("a\"b c\"'d e'f", ["ab cd ef"]),
    ("a\\ b \\\"x\\\" \\\\ \\#no", ["a b", "\"x\"", "\\", "#no"]),
    (#""a \"b\" \$x \n""#, [#"a "b" $x \n"#]),
    ("''", [""]),
    ("a '' b", ["a", "", "b"]),
    (#"inspect --format '{{.Id}}|x' y"#, ["inspect", "--format", "{{.Id}}|x", "y"]),
    ("search *", ["search", "*"]),
    ("tag a b#c", ["tag", "a", "b#c"]),
    ("images # all of them", ["images"]),
    ("# only a comment", []),
    ("", []),
    ("pull größe/образ:ü", ["pull", "größe/образ:ü"]),
    ("filter size>5 a=b", ["filter", "size>5", "a=b"]),
    ("x a&b", ["x", "a&b"]),
    ("pull \\\n  alpine", ["pull", "alpine"]),
    ("pull al\\\npine", ["pull", "alpine"]),
    ("pull \\\r\n alpine\r\n", ["pull", "alpine"]),
    ("images\n\n", ["images"]),
    ("'two\nlines'", ["two\nlines"]),
  ])
  func aLineIsSplitIntoWords(line: String, words: [String]) throws {
    #expect(try CommandLine(line).words.map(\.value) == words)
  }

  @Test(arguments: [
    (#"cp c1:C:\inetpub\wwwroot\index.html ."#, [#"c1:C:\inetpub\wwwroot\index.html"#, "."]),
    (#"cp C:\ c1:C:\"#, [#"C:\"#, #"c1:C:\"#]),
    (#"cp c1:C:\ dest"#, [#"c1:C:\"#, "dest"]),
    (#"cp C:\"Program Files"\x c1:/y"#, [#"C:\Program Files\x"#, "c1:/y"]),
    (#"cp "C:\Program Files\a b" x"#, [#"C:\Program Files\a b"#, "x"]),
    (#"cp C:\\Users\\me x"#, [#"C:\Users\me"#, "x"]),
    (#"cp 'C:\a'\b x"#, [#"C:\a\b"#, "x"]),
    (#"cp Files\inetpub x"#, [#"Files\inetpub"#, "x"]),
    (#"cp .\site\index.html c1:C:\site\"#, [#".\site\index.html"#, #"c1:C:\site\"#]),
    (#"cp --volume=D:\data\$id x"#, [#"--volume=D:\data\$id"#, "x"]),
  ])
  func windowsPathsSurvive(line: String, operands: [String]) throws {
    #expect(try CommandLine(line).words.dropFirst().map(\.value) == operands)
  }

  @Test func aWordKnowsItsPlaceAndItsQuotes() throws {
    let line = try CommandLine(#"tag 'a b' "c" d\ e "f"g *"#)
    let text = Array(line.source.utf8)
    #expect(
      line.words.map { String(decoding: text[$0.span], as: UTF8.self) } == [
        "tag", "'a b'", "\"c\"", "d\\ e", "\"f\"g", "*",
      ])
    #expect(line.words.map(\.quoting) == [[], .single, .double, .backslash, .double, []])
    #expect(line.words.map(\.hasBareWildcard) == [false, false, false, false, false, true])
    #expect(try CommandLine("search '*'").words[1].hasBareWildcard == false)
  }

  @Test func variablesStayAsTheirOwnPieces() throws {
    let words = try CommandLine(#"rmi $id x-${id}/y "$a b" '$c' $5 $ \$d"#).words
    #expect(words[1].variable == "id")
    #expect(words[2].pieces == [.text("x-"), .variable("id"), .text("/y")])
    #expect(words[2].value(replacing: { $0 == .variable("id") ? "42" : nil }) == "x-42/y")
    #expect(words[3].pieces == [.variable("a"), .text(" b")])
    #expect(words.dropFirst(4).map(\.variable) == [nil, nil, nil, nil])
    #expect(words.dropFirst(4).map(\.value) == ["$c", "$5", "$", "$d"])
  }

  @Test func placeholdersAreErrorsForPeopleAndPiecesOnPages() throws {
    #expect(throws: LexicalError.placeholder("image id", at: 4..<14)) { try CommandLine("rmi <image id>") }
    #expect(throws: LexicalError.placeholder("tag", at: 9..<14)) { try CommandLine("pull app:<tag>") }
    let words = try CommandLine("tag <image id> app:<tag> <none>", rules: .page).words
    #expect(words.map(\.value) == ["tag", "<image id>", "app:<tag>", "<none>"])
    #expect(words.map(\.placeholders) == [[], ["image id"], ["tag"], []])
    #expect(try CommandLine("tag '<x>' y").words[1].value == "<x>")
  }

  @Test func redirectionsFiltersAndBackgroundAreSeparated() throws {
    let line = try CommandLine("images -q | grep -v 'a b' | sort >> out.txt &")
    #expect(line.words.map(\.value) == ["images", "-q"])
    #expect(line.filters.map { $0.map(\.value) } == [["grep", "-v", "a b"], ["sort"]])
    #expect(line.output?.target.value == "out.txt")
    #expect(line.output?.appends == true)
    #expect(line.runsInBackground)
    let load = try CommandLine("load < image.tar >'a b' # note")
    #expect(load.input?.target.value == "image.tar")
    #expect(load.output?.target.value == "a b")
    #expect(load.output?.appends == false)
    #expect(load.comment == 24..<30)
  }

  @Test(arguments: [
    ("commit -m 'open", LexicalError.incomplete(.singleQuote)),
    ("commit -m \"open", .incomplete(.doubleQuote)),
    ("pull \\", .incomplete(.continuation)),
    ("pull alp\\", .incomplete(.continuation)),
    ("images |", .incomplete(.pipe)),
    ("images |\n", .incomplete(.pipe)),
    ("a ; b", .unsupported(.sequence, at: 2..<3)),
    ("a; b", .unsupported(.sequence, at: 1..<2)),
    ("a && b", .unsupported(.and, at: 2..<4)),
    ("a&& b", .unsupported(.and, at: 1..<3)),
    ("a || b", .unsupported(.or, at: 2..<4)),
    ("a & b", .unsupported(.background, at: 2..<3)),
    ("rmi $(images -q)", .unsupported(.commandSubstitution, at: 4..<6)),
    ("rmi \"$(images -q)\"", .unsupported(.commandSubstitution, at: 5..<7)),
    ("rmi `x`", .unsupported(.backquote, at: 4..<5)),
    ("(a)", .unsupported(.subshell, at: 0..<1)),
    ("a 2> x", .unsupported(.descriptorRedirection, at: 2..<4)),
    ("a >& x", .unsupported(.descriptorRedirection, at: 2..<4)),
    ("a << END", .unsupported(.hereDocument, at: 2..<4)),
    ("a\nb", .unsupported(.severalLines, at: 1..<2)),
    ("a >", .missingRedirectionTarget(at: 2..<3)),
    ("a > b > c", .repeatedRedirection(at: 6..<9)),
    ("| a", .missingCommand(at: 0..<1)),
    ("&", .missingCommand(at: 0..<1)),
  ])
  func whatTheLanguageLacksIsRefusedByName(line: String, error: LexicalError) {
    #expect(throws: error) { try CommandLine(line) }
  }

  @Test func anUnfinishedLineEndsWithItsContinuation() throws {
    for (start, rest) in [("commit -m 'a", "b' c"), ("pull \\", "x"), ("images |", "sort"), ("a \"b", "c\"")] {
      #expect(throws: LexicalError.self) { try CommandLine(start) }
      _ = try CommandLine(start + "\n" + rest)
    }
  }
}
