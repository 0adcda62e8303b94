import ImageSpec
import Testing

private let hex = String(repeating: "0123456789abcdef", count: 4)

@Suite struct ReferenceTests {
  @Test(arguments: [
    ("ubuntu", "docker.io/library/ubuntu", "ubuntu"),
    ("ubuntu:24.04", "docker.io/library/ubuntu:24.04", "ubuntu:24.04"),
    ("library/ubuntu", "docker.io/library/ubuntu", "ubuntu"),
    ("docker.io/ubuntu", "docker.io/library/ubuntu", "ubuntu"),
    ("index.docker.io/library/ubuntu", "docker.io/library/ubuntu", "ubuntu"),
    ("docker.io/library/a/b", "docker.io/library/a/b", "library/a/b"),
    ("microsoft/windowsservercore", "docker.io/microsoft/windowsservercore", "microsoft/windowsservercore"),
    ("me/app:v1", "docker.io/me/app:v1", "me/app:v1"),
    ("localhost/app", "localhost/app", "localhost/app"),
    ("localhost", "docker.io/library/localhost", "localhost"),
    ("localhost:5000", "docker.io/library/localhost:5000", "localhost:5000"),
    ("example.com", "docker.io/library/example.com", "example.com"),
    ("example.com/app", "example.com/app", "example.com/app"),
    ("127.0.0.1:5000/small:1", "127.0.0.1:5000/small:1", "127.0.0.1:5000/small:1"),
    ("[::1]:5000/app", "[::1]:5000/app", "[::1]:5000/app"),
    ("host:5000/a/b/c:T_a.g-1", "host:5000/a/b/c:T_a.g-1", "host:5000/a/b/c:T_a.g-1"),
    ("Foo/bar", "Foo/bar", "Foo/bar"),
    ("me/a.b_c__d-e---f", "docker.io/me/a.b_c__d-e---f", "me/a.b_c__d-e---f"),
    ("sha256:\(hex)", "docker.io/library/sha256:\(hex)", "sha256:\(hex)"),
    ("ubuntu@sha256:\(hex)", "docker.io/library/ubuntu@sha256:\(hex)", "ubuntu@sha256:\(hex)"),
    ("ubuntu:1@sha256:\(hex)", "docker.io/library/ubuntu:1@sha256:\(hex)", "ubuntu:1@sha256:\(hex)"),
    ("a:_", "docker.io/library/a:_", "a:_"),
  ])
  func aNameIsNormalisedAndShownAsItsUsersKnowIt(text: String, whole: String, familiar: String) throws {
    let reference = try ImageReference(parsing: text)
    #expect(reference.description == whole)
    #expect(reference.familiar == familiar)
    #expect(try ImageReference(parsing: whole) == reference)
    #expect(try ImageReference(parsing: familiar) == reference)
  }

  @Test(arguments: [
    "", " ", "ubuntu ", " ubuntu", ":tag", "@sha256:\(hex)", "a:", "a:-x", "a:.x", "a:b:c", "a//b", "/a", "a/", "-a",
    "a-",
    "a..b", "a._b", "a___b", ".a", "a/.b", "ü", "a:ü", "a\n", "a\u{0}", "http://a/b", "a..b.c/x", "-a.b/x", "a.b_c/x",
    "a.b:x/y",
    "a.b:70000/y", "a.b:/y", "[::1/x", "[::1]5000/x", "[]/x", "../a", "a/../b", "a b", "a:b c", "a;b", "a$b",
    "a:\(String(repeating: "t", count: 129))", "a@sha256:abc", "a@md5:\(hex)", "a@sha256:\(hex)@sha256:\(hex)", "a@",
    "me/\(String(repeating: "n", count: 256))",
  ])
  func whatTheGrammarDoesNotAllowIsRefused(text: String) {
    #expect(throws: ReferenceError.self) { try ImageReference(parsing: text) }
  }

  @Test func refusalsNameTheRule() throws {
    #expect(throws: ReferenceError.upperCase("library/FOO")) { try ImageReference(parsing: "FOO") }
    #expect(throws: ReferenceError.upperCase("Bar")) { try ImageReference(parsing: "Foo/Bar") }
    #expect(throws: ReferenceError.upperCase("me/Bar")) { try ImageReference(parsing: "me/Bar:1") }
    #expect(throws: ReferenceError.looksLikeID(hex)) { try ImageReference(parsing: hex) }
    #expect(throws: ReferenceError.invalidDigest(.wrongLength("abc", .sha256))) {
      try ImageReference(parsing: "a@sha256:abc")
    }
    let long = String(repeating: "n", count: 254)
    #expect(throws: ReferenceError.tooLong("me/\(long)")) { try ImageReference(parsing: "me/\(long)") }
    #expect(throws: ReferenceError.tooLong("library/\(long)")) { try ImageReference(parsing: long) }
  }

  @Test func lengthsAtTheirLimitsAreAllowed() throws {
    let name = "me/\(String(repeating: "n", count: 252))"
    #expect(try ImageReference(parsing: "host.example/\(name)").repository.description == name)
    let tag = String(repeating: "t", count: 128)
    #expect(try ImageReference(parsing: "a:\(tag)").tag?.description == tag)
    #expect(try ImageReference(parsing: "\(String(hex.dropLast()))").repository.components.count == 2)
  }

  @Test func theDefaultTagStandsWhereNothingElseDoes() throws {
    #expect(try ImageReference(parsing: "a").withDefaultTag.familiar == "a:latest")
    #expect(try ImageReference(parsing: "a:1").withDefaultTag.familiar == "a:1")
    #expect(try ImageReference(parsing: "a@sha256:\(hex)").withDefaultTag.familiar == "a@sha256:\(hex)")
  }

  @Test(
    arguments: [
      ("localhost", "localhost", nil, true), ("localhost:5000", "localhost", 5000, true), ("[::1]", "[::1]", nil, true),
      ("[::1]:80", "[::1]", 80, true), ("127.0.0.1:1", "127.0.0.1", 1, true), ("127.1.2.3", "127.1.2.3", nil, true),
      ("127.0.0.1.evil.com", "127.0.0.1.evil.com", nil, false), ("127.evil.1.1", "127.evil.1.1", nil, false),
      ("localhost.evil.com", "localhost.evil.com", nil, false), ("a.localhost", "a.localhost", nil, true),
      ("[::2]", "[::2]", nil, false), ("example.com:443", "example.com", 443, false),
    ] as [(String, String, Int?, Bool)])
  func aHostIsTakenApart(text: String, name: String, port: Int?, isLoopback: Bool) throws {
    let host = try RegistryHost(parsing: text)
    #expect(host.name == name)
    #expect(host.port == port)
    #expect(host.isLoopback == isLoopback)
  }
}
