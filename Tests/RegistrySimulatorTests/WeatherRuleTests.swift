import RegistrySimulator
import Testing

@Suite struct WeatherRuleTests {
  @Test(arguments: [
    "reset", "reset@0", "reset@4k on blob once", "close", "close@100 on GET manifest,blob",
    "lost-answer on PUT manifest",
    "stall", "stall@1", "endless on blob", "drip=10", "slow=64k on blob", "delay=250ms", "delay=2s", "flip", "flip@7",
    "length=+10", "length=-1k", "wrong-digest", "no-digest on HEAD manifest", "503",
    "429 retry-after=2 on manifest 3 times",
    "429 retry-at=0", "stale-token once", "redirect=loop", "redirect=/v2/", "redirect=http://mirror.example:5000",
    "redirect=https://mirror.example/blob?x=1 on blob", "no-range", "416 on blob", "html on tags", "bad-json",
    "huge-json=64M", "media-type=application/x-new+json", "hostile on search",
    "header=Location:http://evil.example/%20%25x on POST", "header=Link: on tags", "skew=-1h on token", "skew=+90s",
    "503 on upload with 20%", "503 with 0.0001%", "503 with 12.5% 3 times", "503 after 2 once", "503 on GET,HEAD once",
    "500 of library/* at */manifests/latest after 1 with 50% 7 times",
  ])
  func aRuleReadsAsItIsWritten(text: String) throws {
    let rule = try WeatherRule(parsing: text)
    #expect(rule.description == text)
    #expect(try WeatherRule(parsing: rule.description) == rule)
  }

  @Test(arguments: [
    ("503 once on blobs", "503 on blob once"), ("503  on  any", "503"), ("503 always", "503"),
    ("503 1 times", "503 once"), ("503 with 100%", "503"), ("reset@4096", "reset@4k"), ("slow=1000", "slow=1000"),
    ("delay=1", "delay=1s"), ("delay=60", "delay=1m"), ("503 on tag GET", "503 on GET tags"), ("503 after 0", "503"),
  ])
  func whatMeansTheSameIsWrittenOneWay(text: String, canonical: String) throws {
    #expect(try WeatherRule(parsing: text).description == canonical)
  }

  @Test(arguments: [
    ("", WeatherRuleError.empty), ("rain", .unknownFault("rain")), ("once 503", .unknownFault("once")),
    ("200", .invalidValue("200", example: "503")),
    ("reset=1", .invalidValue("reset=1", example: "reset@4096")),
    ("reset@-1", .invalidValue("reset@-1", example: "reset@4096")),
    ("reset@9999999999999999999", .invalidValue("reset@9999999999999999999", example: "reset@4096")),
    ("drip", .missingValue("drip", example: "drip=100")), ("drip=0", .invalidValue("drip=0", example: "drip=100")),
    ("delay=2h", .invalidValue("delay=2h", example: "delay=250ms")),
    ("length=10", .invalidValue("length=10", example: "length=+10")),
    ("html@3", .invalidValue("html@3", example: "html")),
    ("redirect=elsewhere", .invalidValue("redirect=elsewhere", example: "redirect=http://mirror.example")),
    ("429 retry-after=soon", .invalidValue("retry-after=soon", example: "retry-after=2")),
    ("header=Location", .invalidValue("header=Location", example: "header=Location:http://mirror.example/")),
    ("header=A:%0D%0AB:c", .invalidValue("header=A:%0D%0AB:c", example: "header=Location:http://mirror.example/")),
    ("reset retry-after=2", .unknownWord("retry-after=2")), ("503 on", .missingWord(after: "on", example: "GET blob")),
    ("503 on chunk", .unknownRequests("chunk")), ("503 on blob,", .unknownRequests("")),
    ("503 of", .missingWord(after: "of", example: "library/*")),
    ("503 with 20", .invalidWord("20", after: "with", example: "20%")),
    ("503 with 0%", .invalidWord("0%", after: "with", example: "20%")),
    ("503 after two", .invalidWord("two", after: "after", example: "2")), ("503 once 3 times", .repeated("3 times")),
    ("503 on blob on tags", .repeated("on")), ("503 3", .unknownWord("3")), ("503 20%", .unknownWord("20%")),
  ])
  func aTextThatIsNoRuleNamesTheRuleBroken(text: String, error: WeatherRuleError) {
    #expect(throws: error) { try WeatherRule(parsing: text) }
  }

  @Test func everyFaultWordIsUnderstood() throws {
    let values = ["reset@": "1", "close@": "1", "stall@": "1", "flip@": "1", "length=": "+1", "skew=": "+1"]
    let texts = ["redirect=": "loop", "media-type=": "a/b", "header=": "A:b", "huge-json=": "64"]
    for word in WeatherFault.words {
      let value = word.hasSuffix("=") || word.hasSuffix("@") ? values[word] ?? texts[word] ?? "1" : ""
      #expect(try WeatherRule(parsing: word + value).description.hasPrefix(word))
    }
  }
}
