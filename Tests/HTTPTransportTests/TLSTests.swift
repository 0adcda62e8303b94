import Foundation
import HTTPTransport
import TestSupport
import Testing

/// OpenSSL's test server with a certificate of its own for `localhost`; it serves files that hold whole responses.
final class TLSServer {
  let port: Int
  let certificate: String
  private let folder: ScratchFolder
  private let process = Process()

  init(responses: [String: String]) throws {
    folder = try ScratchFolder()
    certificate = folder("certificate.pem")
    for (name, text) in responses { try text.write(toFile: folder(name), atomically: true, encoding: .utf8) }
    let request = Process()
    request.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    request.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-keyout",
      folder("key.pem"), "-out", certificate, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
    ]
    request.standardError = FileHandle.nullDevice
    try request.run()
    request.waitUntilExit()

    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = [
      "s_server", "-accept", "127.0.0.1:0", "-HTTP", "-cert", certificate, "-key", folder("key.pem"),
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var text = ""
    // It says "ACCEPT 127.0.0.1:PORT" once it listens.
    while !text.contains("ACCEPT") || !text.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
    }
    let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }
    port = try #require(line?.split(separator: ":").last.flatMap { Int($0) })
  }

  // SIGKILL: a child of the test process begins with SIGTERM blocked.
  deinit { kill(process.processIdentifier, SIGKILL) }
}

@Suite struct TLSTests {
  let transport = HTTPTransport()
  let server: TLSServer

  init() throws {
    server = try TLSServer(responses: [
      "page": "HTTP/1.0 200 OK\r\n\r\nsecret page",
      "down": "HTTP/1.0 302 Found\r\nLocation: http://127.0.0.1:1/x?q=1\r\nContent-Length: 0\r\n\r\n",
    ])
  }

  @Test func `a certificate that nobody signed is refused`() async throws {
    let found = await reason {
      try await transport.send(HTTPRequest(.get, HTTPURL("https://localhost:\(server.port)/page")))
    }
    guard case .tls = found else { return #expect(Bool(false), "\(String(describing: found))") }
  }

  @Test func `a named authority makes it trusted, for its own host name only`() async throws {
    let tls = try TLSSettings(authorities: Array(Data(contentsOf: URL(fileURLWithPath: server.certificate))))
    let good = try HTTPRequest(.get, HTTPURL("https://localhost:\(server.port)/page"), tls: tls)
    #expect(try await transport.send(good).body == Array("secret page".utf8))
    let bad = try HTTPRequest(.get, HTTPURL("https://127.0.0.1:\(server.port)/page"), tls: tls)
    let found = await reason { try await transport.send(bad) }
    guard case .tls = found else { return #expect(Bool(false), "\(String(describing: found))") }
  }

  @Test func `a redirect from https to http is refused`() async throws {
    let tls = try TLSSettings(authorities: Array(Data(contentsOf: URL(fileURLWithPath: server.certificate))))
    let request = try HTTPRequest(.get, HTTPURL("https://localhost:\(server.port)/down"), tls: tls)
    #expect(await reason { try await transport.send(request) } == .redirectDowngrade(to: "http://127.0.0.1:1/x"))
  }

  @Test func `authorities that are none are a TLS error`() async throws {
    let tls = TLSSettings(authorities: Array("no certificate".utf8))
    let request = try HTTPRequest(.get, HTTPURL("https://localhost:\(server.port)/page"), tls: tls)
    let found = await reason { try await transport.send(request) }
    guard case .tls = found else { return #expect(Bool(false), "\(String(describing: found))") }
  }
}
