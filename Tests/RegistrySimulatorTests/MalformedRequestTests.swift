import ByteStreams
import Foundation
import RegistrySimulator
import Testing

/// Bytes that are no request, or none that HTTP allows: each gets an answer or a close, and the listener goes on.
@Suite struct MalformedRequestTests {
  private static let head = "PUT /v2/a/manifests/b HTTP/1.1\r\nHost: x\r\n"

  @Test(arguments: [
    ("nonsense\r\n\r\n", 400),
    ("\r\n\r\n\r\nGET", 408),
    ("GET  HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /v2/ HTTP/1.1 extra\r\nHost: x\r\n\r\n", 505),
    ("get /v2/ HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /v2/ HTTP/2.0\r\nHost: x\r\n\r\n", 505),
    ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    ("GET /v2/ HTTP/1.1\r\n\r\n", 400),
    ("GET /v2/ HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
    ("GET /v2/ HTTP/1.1\r\nHost: x\r\nNul: a\0b\r\n\r\n", 400),
    ("GET /v2/\0 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /v2/ HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n", 400),
    ("GET /v2/ HTTP/1.1\r\nHost: x\r\nBlank : a\r\n\r\n", 400),
    ("GET /v2/ HTTP/1.1\r\nHost: x\r\n: empty\r\n\r\n", 400),
    ("\(head)Content-Length: -1\r\n\r\n", 400),
    ("\(head)Content-Length: 99999999999999999999999\r\n\r\n", 400),
    ("\(head)Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}", 400),
    ("\(head)Content-Length: 2x\r\n\r\n{}", 400),
    ("\(head)Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400),
    ("\(head)Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 501),
    ("\(head)Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    ("\(head)Transfer-Encoding: chunked\r\n\r\n2\r\n{}garbage", 400),
    ("\(head)Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n", 400),
    ("PUT /v2/a/manifests/b HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ("\(head)Expect: a miracle\r\nContent-Length: 2\r\n\r\n", 417),
    ("GET /v2/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404),
    ("GET /v2/a/blobs/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400),
    ("OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404),
    ("GET /v2/ HTTP/1.0\r\n\r\n", 200),
    ("GET http://x/v2/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 200),
    ("\r\nGET /v2/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 200),
  ])
  func aRequestLineOrAHeadOrABody(text: String, status: Int) async throws {
    let test = try await TestRegistry()
    var configuration = ListenerConfiguration()
    configuration.headerTimeout = .milliseconds(200)
    try await listening(test, configuration: configuration) { host in
      let client = try Connected(host)
      let answer = try await BlockingThreads.run {
        client.send(text)
        return client.receiveAll()
      }
      #expect(answer.status == status, "\(answer.head)")
      if status >= 400 {
        #expect(answer["Content-Type"] == "application/json")
        #expect(String(decoding: answer.body, as: UTF8.self).hasPrefix(#"{"errors":[{"code":"#))
        #expect(answer["Content-Length"] == String(answer.body.count))
      }
      #expect(try await exchange(host, "GET /v2/ HTTP/1.0\r\n\r\n").hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test func theFirstBytesOfTLSAreAnsweredAndClosed() async throws {
    let test = try await TestRegistry()
    let client: [UInt8] = [0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x00]
    try await listening(test) { host in
      let connected = try Connected(host)
      let answer = try await BlockingThreads.run {
        connected.send(client)
        return connected.receiveAll()
      }
      #expect(answer.status == 400)
      let curl = try await run("curl", "-sS", "https://\(host)/v2/")
      #expect(curl.status == 35, "\(curl.output)")
    }
  }

  @Test func whatWasAskedBeforeIsAnsweredFirst() async throws {
    let test = try await TestRegistry()
    let output = try await listening(test) { host in
      try await exchange(host, "GET /v2/ HTTP/1.1\r\nHost: x\r\n\r\nnonsense\r\n\r\n")
    }
    let statuses = output.split(separator: "\r\n").filter { $0.contains("HTTP/1.1 ") }
    #expect(statuses.count == 2)
    #expect(output.hasPrefix("HTTP/1.1 200"))
    #expect(output.contains("HTTP/1.1 400"))
  }

  @Test func anOfferToSpeakAnotherProtocolIsPassedOver() async throws {
    let test = try await TestRegistry()
    try await test.pushImage("app", "1")
    try await listening(test) { host in
      let answers = try await run(
        "curl", "-sS", "--http2", "-m", "20", "-w", "%{http_code} ", "-o", "/dev/null", "http://\(host)/v2/",
        "-o", "/dev/null", "http://\(host)/v2/app/tags/list")
      #expect(answers.output == "200 200 ")
    }
  }

  @Test func aConnectionOfTheOldProtocolIsKeptOnlyWhereItAsks() async throws {
    let test = try await TestRegistry()
    let output = try await listening(test) { host in
      try await exchange(
        host, "GET /v2/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /v2/ HTTP/1.0\r\n\r\n")
    }
    #expect(output.split(separator: "\r\n").filter { $0.contains("HTTP/1.1 200") }.count == 2)
    #expect(output.lowercased().contains("connection: keep-alive"))
    #expect(output.lowercased().contains("connection: close"))
  }
}
