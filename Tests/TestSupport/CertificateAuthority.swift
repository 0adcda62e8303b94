import Foundation

/// A certificate authority of one test's own, by `openssl`: it signs certificates that are right, late, or for others.
public final class CertificateAuthority: Sendable {
  /// A certificate and its key, as PEM files.
  public struct Identity: Sendable {
    public let certificate: String
    public let key: String
  }

  private let folder: ScratchFolder
  /// The authority's own certificate, as a PEM file.
  public let certificate: String

  /// Makes an authority.
  public init() throws {
    folder = try ScratchFolder()
    certificate = folder("ca.pem")
    try Self.openssl(
      ["req", "-x509"] + Self.newKey + [
        "-keyout", folder("ca.key"), "-out", certificate, "-days", "2", "-subj", "/CN=Test Authority", "-addext",
        "basicConstraints=critical,CA:TRUE",
      ])
  }

  /// Signs a certificate for a name, `DNS:localhost` or `IP:127.0.0.1`; one that has expired where `isExpired` says so.
  public func sign(_ name: String, isExpired: Bool = false) throws -> Identity {
    let stem = folder(UUID().uuidString)
    try Self.openssl(
      ["req"] + Self.newKey + ["-keyout", "\(stem).key", "-out", "\(stem).csr", "-subj", "/CN=test"])
    try "subjectAltName=\(name)\nextendedKeyUsage=serverAuth,clientAuth\n".write(
      toFile: "\(stem).ext", atomically: true, encoding: .utf8)
    // A certificate for a negative number of days ended before it began.
    try Self.openssl([
      "x509", "-req", "-in", "\(stem).csr", "-CA", certificate, "-CAkey", folder("ca.key"), "-CAcreateserial", "-days",
      isExpired ? "-1" : "2", "-extfile", "\(stem).ext", "-out", "\(stem).pem",
    ])
    return Identity(certificate: "\(stem).pem", key: "\(stem).key")
  }

  private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

  private static func openssl(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableRuntimeMismatch) }
  }
}
