import HTTPTransport
import Testing

@Suite struct HTTPURLTests {
  @Test func `a URL shows itself without its query`() throws {
    let url = try HTTPURL("HTTPS://Example.COM:443/v2/a?x=1&y=2#frag")
    #expect(url.origin.description == "https://example.com")
    #expect(url.path == "/v2/a")
    #expect(url.query == "x=1&y=2")
    #expect(url.description == "https://example.com/v2/a")
    #expect(!url.text.contains("frag"))
  }

  @Test(arguments: [
    ("/a", "http://h:5/a"), ("b?c", "http://h:5/v2/b?c"), ("https://other/x", "https://other/x"),
    ("?n=2", "http://h:5/v2/x?n=2"),
  ])
  func `references resolve against the page`(reference: String, result: String) throws {
    #expect(try HTTPURL("http://h:5/v2/x?q=1").resolving(reference).text == result)
  }

  @Test(arguments: [
    "", "/x", "host/x", "ftp://h/", "file:///x", "http://u@h/", "http://u:p@h/", "http://h:99999/", "http://h\u{0}/",
  ])
  func `what is no http URL is refused`(text: String) {
    #expect(throws: HTTPURL.Invalid.self) { try HTTPURL(text) }
  }

  @Test func `query is added behind what is there`() throws {
    #expect(try HTTPURL("http://h/u").adding(query: "digest=sha256%3Aab").text == "http://h/u?digest=sha256%3Aab")
    #expect(try HTTPURL("http://h/u?_state=A%3D%3D").adding(query: "d=1").text == "http://h/u?_state=A%3D%3D&d=1")
  }

  @Test(arguments: [
    ("http://localhost/", true), ("http://127.0.0.1:5/", true), ("http://[::1]:80/", true), ("http://127.1/", true),
    ("http://a.localhost/", true), ("http://127.0.0.1.example.com/", false), ("http://10.0.0.1/", false),
  ])
  func `loopback is known by its name`(text: String, isLoopback: Bool) throws {
    #expect(try HTTPURL(text).origin.isLoopback == isLoopback)
  }
}
