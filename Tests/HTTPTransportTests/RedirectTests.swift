import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite struct RedirectTests {
  let transport = HTTPTransport()

  @Test(arguments: [301, 302, 303, 307, 308])
  func `a redirect to the same origin keeps the authorization`(status: Int) async throws {
    let server = try ScriptedServer(answering: { request in
      request.target == "/a"
        ? ScriptedServer.response("\(status) Elsewhere", ["Location: /b?c=d"], body: "moved")
        : ScriptedServer.response("200 OK", body: "here")
    })
    let request = try HTTPRequest(.get, HTTPURL(server.url + "/a"), headers: ["Authorization": "Bearer t"])
    let response = try await transport.send(request)
    #expect(response.body == Array("here".utf8))
    #expect(response.head.url.text == server.url + "/b?c=d")
    #expect(server.requests.map { $0["authorization"] } == ["Bearer t", "Bearer t"])
  }

  @Test func `a redirect to another port drops the authorization`() async throws {
    let blobs = try ScriptedServer(answering: { _ in ScriptedServer.response("200 OK", body: "blob") })
    let server = try ScriptedServer(answering: { _ in
      ScriptedServer.response("307 Temporary", ["Location: \(blobs.url)/x"])
    })
    let request = try HTTPRequest(
      .get, HTTPURL(server.url), headers: ["Authorization": "Basic x", "Cookie": "c", "Range": "bytes=1-"])
    #expect(try await transport.send(request).body == Array("blob".utf8))
    let there = try #require(blobs.requests.first)
    #expect(there["authorization"] == nil && there["cookie"] == nil)
    #expect(there["range"] == "bytes=1-")
  }

  @Test func `redirects end after their maximum`() async throws {
    let server = try ScriptedServer(answering: { _ in ScriptedServer.response("302 Found", ["Location: /again"]) })
    let request = try HTTPRequest(.get, HTTPURL(server.url))
    #expect(await reason { try await transport.send(request) } == .tooManyRedirects(limit: 10))
    #expect(server.requests.count == 11)
  }

  @Test func `with no redirects allowed the redirect is the answer`() async throws {
    let server = try ScriptedServer(answering: { _ in ScriptedServer.response("302 Found", ["Location: /again"]) })
    var request = try HTTPRequest(.get, HTTPURL(server.url))
    request.maximumRedirects = 0
    #expect(try await transport.send(request).status == 302)
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://x/", "http://user:pw@x/", "http://"])
  func `a redirect to no URL of ours is an error`(location: String) async throws {
    let server = try ScriptedServer(answering: { _ in ScriptedServer.response("302 Found", ["Location: \(location)"]) })
    let found = await reason { try await transport.send(HTTPRequest(.get, HTTPURL(server.url))) }
    guard case .unusableRedirect = found else { return #expect(Bool(false), "\(String(describing: found))") }
  }

  @Test func `a body of bytes is sent again, a stream can't be`() async throws {
    let server = try ScriptedServer(answering: { request in
      request.target == "/"
        ? ScriptedServer.response("307 T", ["Location: /b"]) : ScriptedServer.response("201 Created")
    })
    let url = try HTTPURL(server.url)
    #expect(try await transport.send(HTTPRequest(.put, url, body: .bytes([65]))).status == 201)
    #expect(server.requests.map(\.body) == [[65], [65]])
  }
}
