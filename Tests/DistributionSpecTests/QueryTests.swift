import DistributionSpec
import Testing

@Suite struct QueryTests {
  @Test(
    arguments: [
      ("n=5&last=a%2Fb", [("n", "5"), ("last", "a/b")]), ("q=a+b%20c", [("q", "a b c")]), ("flag", [("flag", "")]),
      ("a=1&&b=2", [("a", "1"), ("b", "2")]), ("a=b=c", [("a", "b=c")]), ("", []), ("a=%zz%4", [("a", "%zz%4")]),
      ("a=%", [("a", "%")]), ("a=%e2%82%ac", [("a", "€")]), ("a=%+1", [("a", "% 1")]), ("%61=1", [("a", "1")]),
    ] as [(String, [(String, String)])])
  func aQueryIsRead(text: String, items: [(String, String)]) {
    #expect(Query(parsing: text) == Query(items))
  }

  @Test func aQueryIsWrittenEscaped() {
    var query = Query([("scope", "repository:a/b:pull,push"), ("q", "a b&c=é")])
    query.append("scope", "x")
    #expect(query.encoded == "scope=repository%3Aa%2Fb%3Apull%2Cpush&q=a%20b%26c%3D%C3%A9&scope=x")
    #expect(Query(parsing: query.encoded) == query)
    #expect(query.values("scope") == ["repository:a/b:pull,push", "x"])
    #expect(query["none"] == nil)
  }

  @Test func aPlusInAPathIsAPlus() {
    #expect(Query.decode("a+b%2Bc", plusIsBlank: false) == "a+b+c")
  }
}
