import DistributionSpec
import ImageSpec
import Testing

@Suite struct AnswerTests {
  @Test func anErrorIsWrittenAsItIsRead() throws {
    let envelope = ErrorEnvelope(.init(.manifestUnknown, detail: ["tag": "x"]), .init(.denied, message: "no"))
    let again = try #require(ErrorEnvelope(parsing: envelope.encoded()))
    #expect(again == envelope)
    #expect(again.errors[0].message == "manifest unknown")
    #expect(again.errors[0].code.words == "manifest unknown")
  }

  @Test(
    arguments: [
      (#"{"errors":[{"code":"NEW_CODE","message":"m"}]}"#, ErrorCode.unknown, "m"),
      (#"{"errors":[{"code":"DENIED"}]}"#, .denied, "requested access to the resource is denied"),
      (#"{"message":"toomanyrequests: slow down"}"#, .unknown, "toomanyrequests: slow down"),
      (#"{"details":"incorrect username or password"}"#, .unknown, "incorrect username or password"),
      (#"{"error":"x"}"#, .unknown, "x"),
    ])
  func whatGatewaysSend(body: String, code: ErrorCode, message: String) {
    let error = ErrorEnvelope(parsing: Array(body.utf8))?.errors.first
    #expect(error?.code == code)
    #expect(error?.message == message)
  }

  @Test(arguments: ["", "<html>", "[]", "{}", #"{"errors":[]}"#, #"{"errors":"x"}"#, "404 page not found", "null"])
  func noErrorBody(body: String) { #expect(ErrorEnvelope(parsing: Array(body.utf8)) == nil) }

  @Test func everyCodeHasWords() {
    for code in ErrorCode.allCases {
      #expect(!code.usualMessage.isEmpty)
      #expect(!code.words.contains("_"))
    }
  }

  @Test func listsLeaveOutWhatBreaksTheGrammar() throws {
    let tags = try TagList(parsing: Array(#"{"name":"a","tags":["1","-bad","\u001b[31m","2"]}"#.utf8))
    #expect(tags.tags.map(\.description) == ["1", "2"])
    #expect(try TagList(parsing: tags.encoded()) == tags)
    #expect(try TagList(parsing: Array(#"{"name":"a","tags":null}"#.utf8)).tags == [])
    let names = try RepositoryList(parsing: Array(#"{"repositories":["a/b","../x","UP","c"]}"#.utf8))
    #expect(names.repositories.map(\.description) == ["a/b", "c"])
    #expect(try RepositoryList(parsing: names.encoded()) == names)
    #expect(throws: DocumentError.self) { try TagList(parsing: Array("<html>".utf8)) }
    #expect(throws: DocumentError.self) { try RepositoryList(parsing: Array(#"{"repositories":[1]}"#.utf8)) }
  }

  @Test func aSearchAnswerIsWrittenAsItIsRead() throws {
    let result = SearchResult(name: "a/b", description: "say \"hi\"", stars: 7, isOfficial: true, isAutomated: true)
    let answer = SearchAnswer(query: "*", results: [result, SearchResult(name: "c")])
    #expect(try SearchAnswer(parsing: answer.encoded()) == answer)
    let sparse = try SearchAnswer(parsing: Array(#"{"results":[{"name":"x"}]}"#.utf8))
    #expect(sparse.results == [SearchResult(name: "x")])
    #expect(throws: DocumentError.self) { try SearchAnswer(parsing: Array("{}".utf8)) }
  }
}
