import Foundation
import TestSupport
import Testing

/// Registries behind https: what people read when the certificates do not fit, and what makes them fit.
@Suite struct TLSCommandTests {
  private let authority: CertificateAuthority

  init() throws { authority = try CertificateAuthority() }

  private func start(_ name: String, isExpired: Bool = false, wantsClient: Bool = false) throws -> RealRegistry {
    try RealRegistry(
      identity: authority.sign(name, isExpired: isExpired),
      clientAuthorities: wantsClient ? authority.certificate : nil)
  }

  @Test func `an authority that is named makes a registry trusted, for a command or for good`() async throws {
    let registry = try start("DNS:localhost")
    let image = "localhost:\(registry.port)/x"
    let bench = try Workbench()
    let plain = try await bench.run("pull \(image)")
    #expect(plain.headline == "Error response from daemon: received unexpected HTTP status: 400 Bad Request")
    #expect(plain.errors.contains("wants https") && plain.errors.contains("--ca-file FILE"))
    let trusted = try await bench.run("pull --ca-file \(authority.certificate) \(image)")
    #expect(trusted.headline.hasSuffix("manifest unknown: manifest unknown"))
    #expect(try await bench.run("set --save ca-file localhost:\(registry.port) \(authority.certificate)").status == 0)
    #expect(try await bench.run("pull \(image)").headline.hasSuffix("manifest unknown: manifest unknown"))
  }

  @Test func `an unknown authority, a wrong name and a late certificate are told apart`() async throws {
    let other = try CertificateAuthority()
    let bench = try Workbench()
    let good = try start("DNS:localhost")
    let unknown = try await bench.run("pull --ca-file \(other.certificate) localhost:\(good.port)/x")
    #expect(
      unknown.headline
        == "Error response from daemon: Get \"https://localhost:\(good.port)/v2/\": tls: failed to verify certificate: x509: certificate signed by unknown authority"
    )
    #expect(unknown.errors.contains("set --save ca-file localhost:\(good.port) FILE"))
    let name = try await bench.run("pull --ca-file \(authority.certificate) 127.0.0.1:\(good.port)/x")
    #expect(
      name.headline.hasSuffix(
        "x509: certificate is not valid for any names, but wanted to match 127.0.0.1:\(good.port)"))
    let late = try start("DNS:localhost", isExpired: true)
    let expired = try await bench.run("pull --ca-file \(authority.certificate) localhost:\(late.port)/x")
    #expect(expired.headline.hasSuffix("x509: certificate has expired or is not yet valid"))
    #expect(expired.errors.contains("has expired."))
  }

  @Test func `plain http where https was expected is told with the flag`() async throws {
    let registry = try RealRegistry()
    let ended = try await Workbench().run("pull --ca-file \(authority.certificate) \(registry.host)/x")
    #expect(ended.headline.hasSuffix("http: server gave HTTP response to HTTPS client"))
    #expect(ended.errors.contains("'set --save plain-http \(registry.host)'"))
  }

  @Test func `a client's certificate is asked for, and shown from docker's folder`() async throws {
    let registry = try start("DNS:localhost", wantsClient: true)
    let host = "localhost:\(registry.port)"
    let bench = try Workbench()
    let folder = bench.scratch(".config/docker/certs.d/\(host)")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: authority.certificate, toPath: "\(folder)/ca.crt")
    let without = try await bench.run("pull \(host)/x")
    #expect(
      without.errors.contains("wants to see a client's certificate") || without.errors.contains("bad certificate"))
    let identity = try authority.sign("DNS:client")
    try FileManager.default.copyItem(atPath: identity.certificate, toPath: "\(folder)/client.cert")
    let half = try await bench.run("pull \(host)/x")
    #expect(half.headline == "missing client.key beside \(folder)/client.cert")
    try FileManager.default.copyItem(atPath: identity.key, toPath: "\(folder)/client.key")
    #expect(try await bench.run("pull \(host)/x").headline.hasSuffix("manifest unknown: manifest unknown"))
  }
}
