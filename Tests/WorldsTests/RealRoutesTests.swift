import Foundation
import HTTPTransport
import ImageSpec
import RegistryClient
import TestSupport
import Testing

@testable import Worlds

@Suite struct RealRoutesTests {
  private let scratch: ScratchFolder
  private let settings = RunSettings()
  private let routes: RoutingTable
  private let certificate = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----"

  init() throws {
    scratch = try ScratchFolder()
    routes = RoutingTable(
      settings: settings, certificates: CertificateFolders([scratch("absent"), scratch("certs")]))
  }

  private func set(_ words: String...) throws {
    let setting = try Setting(parsing: words) { $0 }
    settings.change { $0.set(setting) }
  }

  private func host(_ text: String) throws -> RegistryHost { try RegistryHost(parsing: text) }

  private func put(_ name: String, _ text: String? = nil) throws {
    let path = scratch("certs/\(name)")
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
    try (text ?? certificate).write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func url(_ text: String, _ options: ConnectionOptions = ConnectionOptions()) throws -> String {
    try routes.reached(by: options).route(to: host(text)).endpoint.base.description
  }

  @Test func `https is the rule, plain http for this machine and for who is named`() throws {
    #expect(try url("r.example") == "https://r.example/")
    #expect(try url("localhost:5000") == "http://localhost:5000/")
    #expect(try url("docker.io") == "https://registry-1.docker.io/")
    try set("plain-http", "r.example:80")
    #expect(try url("r.example:80").hasPrefix("http://r.example"))
    #expect(try url("r.example") == "https://r.example/")
  }

  @Test func `a command's own wish is for that command, and never for Docker Hub`() throws {
    var plain = ConnectionOptions()
    plain.usesPlainHTTP = true
    #expect(try url("r.example", plain) == "http://r.example/")
    #expect(try url("docker.io", plain) == "https://registry-1.docker.io/")
    #expect(try url("r.example") == "https://r.example/")
  }

  @Test func `authorities make https of a registry on this machine`() throws {
    try put("ca.pem")
    try set("ca-file", "localhost:5000", scratch("certs/ca.pem"))
    #expect(try url("localhost:5000") == "https://localhost:5000/")
    #expect(try url("localhost:5001") == "http://localhost:5001/")
    var options = ConnectionOptions()
    options.authoritiesFile = scratch("certs/ca.pem")
    #expect(try url("localhost:5001", options) == "https://localhost:5001/")
    options.authoritiesFile = scratch("certs/none.pem")
    #expect(throws: CertificateError.unreadable(scratch("certs/none.pem"), errno: ENOENT)) {
      try url("localhost:5001", options)
    }
  }

  @Test func `docker's folders of certificates are read`() throws {
    try put("r.example:5000/b.crt", certificate + "B")
    try put("r.example:5000/a.crt", certificate + "A")
    try put("r.example:5000/me.cert")
    try put("r.example:5000/me.key")
    let tls = try routes.route(to: host("r.example:5000")).endpoint.tls
    #expect(String(decoding: tls.authorities, as: UTF8.self) == "\(certificate)A\n\(certificate)B\n")
    #expect(tls.certificateFile == scratch("certs/r.example:5000/me.cert"))
    #expect(tls.keyFile == scratch("certs/r.example:5000/me.key"))
    #expect(try routes.route(to: host("r.example")).endpoint.tls == TLSSettings())
  }

  @Test(arguments: [("x.cert", "x.key"), ("x.key", "x.cert")])
  func `a certificate without its key is told`(there: String, missing: String) throws {
    try put("r.example/\(there)")
    #expect(throws: CertificateError.withoutPartner(scratch("certs/r.example/\(there)"), missing: missing)) {
      try routes.route(to: host("r.example"))
    }
  }

  @Test func `a file without a certificate is told`() throws {
    try put("r.example/x.crt", "nothing\n")
    #expect(throws: CertificateError.noCertificate(scratch("certs/r.example/x.crt"))) {
      try routes.route(to: host("r.example"))
    }
  }

  @Test func `a mirror is for its host, in order, and says whose content it is asked for`() throws {
    try set("mirror", "docker.io", "https://one.example")
    try set("mirror", "docker.io", "http://two.example:5000/v2/hub")
    try set("mirror", "r.example", "http://127.0.0.1:5000")
    let mirrors = try routes.route(to: .dockerHub).mirrors
    #expect(mirrors.map(\.endpoint.base.description) == ["https://one.example/", "http://two.example:5000/"])
    #expect(mirrors.map(\.prefix) == ["", "hub/"])
    #expect(mirrors.map(\.endpoint.namespace) == ["docker.io", "docker.io"])
    // A password goes over plain http to this machine only, or where 'plain-http' allows it.
    #expect(mirrors.map(\.usesCredentials) == [true, false])
    #expect(try routes.route(to: host("r.example")).mirrors.map(\.usesCredentials) == [true])
    #expect(try routes.route(to: host("other.example")).mirrors.isEmpty)
    try set("plain-http", "two.example:5000")
    #expect(try routes.route(to: .dockerHub).mirrors.map(\.usesCredentials) == [true, true])
  }

  @Test func `proxies come from the environment, once`() {
    let http = HTTPConfiguration(environment: [
      "HTTPS_PROXY": "http://p:1", "HTTP_PROXY": "http://evil", "no_proxy": "a.example, .b.example",
    ])
    #expect(http.httpsProxy == "http://p:1")
    #expect(http.httpProxy == nil)
    #expect(http.withoutProxy == ["a.example", ".b.example"])
  }
}
