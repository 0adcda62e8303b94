import DistributionSpec
import Testing

@Suite struct ChallengeTests {
  @Test(arguments: [
    (#"Bearer realm="https://auth.test/token",service="reg",scope="repository:a/b:pull""#, ["bearer"]),
    (#"bearer   REALM="https://auth.test/token" , Service=reg"#, ["bearer"]),
    (#"Basic realm="a, b", Bearer realm="https://auth.test/token",service="reg""#, ["basic", "bearer"]),
    (#"Negotiate, Basic realm="x""#, ["negotiate", "basic"]),
    (#"Basic realm="say \"hi\"""#, ["basic"]), ("Basic", ["basic"]), ("", []), (",,", []), ("=", []),
    (#"Basic realm="never ends"#, ["basic"]),
  ])
  func schemesOfAHeader(header: String, schemes: [String]) {
    #expect(Challenge.parse(header).map(\.scheme).prefix(schemes.count) == schemes[...])
  }

  @Test func theParametersOfABearerChallenge() throws {
    let header =
      #"Bearer realm="https://auth.test/token?a=1,2",service="reg",scope="repository:a/b:pull,push registry:catalog:*",error="invalid_token""#
    let challenge = try #require(Challenge.parse(header).first)
    #expect(challenge.realm == "https://auth.test/token?a=1,2")
    #expect(challenge.service == "reg")
    #expect(challenge.scopes.map(\.description) == ["repository:a/b:pull,push", "registry:catalog:*"])
    #expect(challenge.description == header)
  }

  @Test func aQuotedStringIsWrittenAsItIsRead() throws {
    let challenge = Challenge(scheme: "Basic", parameters: ["realm": #"a "b" \c"#])
    #expect(challenge.description == #"Basic realm="a \"b\" \\c""#)
    #expect(Challenge.parse(challenge.description) == [challenge])
    #expect(Challenge(scheme: "negotiate").description == "Negotiate")
  }

  @Test func severalChallengesKeepTheirOwnParameters() {
    let list = Challenge.parse(#"Basic realm="a", Bearer realm="b",service="c", Digest realm=d"#)
    #expect(list.map(\.realm) == ["a", "b", "d"])
    #expect(list.map(\.service) == [nil, "c", nil])
  }

  @Test(arguments: [
    ("repository:a/b:pull", "repository", "a/b", ["pull"]),
    ("repository:host:5000/a:push,pull", "repository", "host:5000/a", ["pull", "push"]),
    ("registry:catalog:*", "registry", "catalog", ["*"]), ("repository:a:", "repository", "a", []),
  ])
  func aScope(text: String, type: String, name: String, actions: [String]) throws {
    let scope = try #require(TokenScope(parsing: text))
    #expect(scope.type == type)
    #expect(scope.name == name)
    #expect(scope.actions == actions)
    #expect(TokenScope(parsing: scope.description) == scope)
  }

  @Test(arguments: ["", "repository", "repository:a", ":a:pull"])
  func noScope(text: String) { #expect(TokenScope(parsing: text) == nil) }

  @Test func aTokenStandsUnderTwoNamesAndLivesAMinuteAtLeast() throws {
    let old = try TokenAnswer(parsing: Array(#"{"token":"t","expires_in":5}"#.utf8))
    #expect(old.token == "t")
    #expect(old.lifetime == 60)
    let new = try TokenAnswer(parsing: Array(#"{"access_token":"a","expires_in":300,"refresh_token":"r"}"#.utf8))
    #expect(new.token == "a")
    #expect(new.lifetime == 300)
    #expect(new.refreshToken == "r")
    let again = try TokenAnswer(parsing: new.encoded())
    #expect(again.token == "a")
    #expect(again.refreshToken == "r")
    #expect(throws: (any Error).self) { try TokenAnswer(parsing: Array("{}".utf8)) }
    #expect(throws: (any Error).self) { try TokenAnswer(parsing: Array("<html>".utf8)) }
  }
}
