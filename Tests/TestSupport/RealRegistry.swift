import Foundation
import Glibc

/// Debian's `docker-registry` on a free loopback port with storage of its own, for one test; ended with it.
///
/// `@unchecked Sendable`: nothing changes after `init`.
public final class RealRegistry: @unchecked Sendable {
  /// The port that it listens on.
  public let port: Int
  /// Where it keeps its data; blobs lie below `docker/registry/v2`.
  public let storage: String
  private let folder: ScratchFolder
  private let process: Process

  /// `http://127.0.0.1:PORT`
  public var url: String { "http://127.0.0.1:\(port)" }
  /// `127.0.0.1:PORT`, as it stands in a reference.
  public var host: String { "127.0.0.1:\(port)" }

  /// Starts a registry and returns once it listens.
  ///
  /// - Parameters:
  ///   - user: a name and a password that it asks for; nobody is asked without.
  ///   - allowsDelete: whether it deletes.
  ///   - ports: where its port is from, if that matters: one that is free is found by trying.
  ///   - identity: its certificate, where it speaks https.
  ///   - clientAuthorities: a PEM file; with it only clients whose certificate these signed are let in.
  ///   - inMemory: whether it keeps everything in memory, for tests that push so much that removing its files would take
  ///     longer than they do.
  /// - Throws: the error of the program that did not start, with its log.
  public init(
    user: (name: String, password: String)? = nil, allowsDelete: Bool = true, ports: ClosedRange<Int>? = nil,
    identity: CertificateAuthority.Identity? = nil, clientAuthorities: String? = nil, inMemory: Bool = false
  ) throws {
    folder = try ScratchFolder()
    storage = folder("storage")
    var configuration = """
      version: 0.1
      log: {accesslog: {disabled: true}}
      storage:
        \(inMemory ? "inmemory: {}" : "filesystem: {rootdirectory: \"\(storage)\"}")
        delete: {enabled: \(allowsDelete)}
        maintenance: {uploadpurging: {enabled: false}}
      validation: {manifests: {urls: {allow: ["^http://127[.]0[.]0[.]1[:/]"]}}}

      """
    if let user {
      let users = Process()
      let output = Pipe()
      users.executableURL = URL(fileURLWithPath: "/usr/bin/htpasswd")
      users.arguments = ["-Bbn", "-C", "4", user.name, user.password]
      users.standardOutput = output
      try users.run()
      let line = output.fileHandleForReading.readDataToEndOfFile()
      try line.write(to: URL(fileURLWithPath: folder("users")))
      configuration += "auth: {htpasswd: {realm: test, path: \"\(folder("users"))\"}}\n"
    }
    var tls = ""
    if let identity {
      tls = ", tls: {certificate: \"\(identity.certificate)\", key: \"\(identity.key)\""
      tls += clientAuthorities.map { ", clientcas: [\"\($0)\"]}" } ?? "}"
    }
    var tries = 0
    while true {
      let wanted = try ports.map { try FreePort.find(in: $0) } ?? 0
      let http = "http: {addr: \"127.0.0.1:\(wanted)\", secret: \"test\"\(tls)}\n"
      try (configuration + http).write(toFile: folder("config.yml"), atomically: true, encoding: .utf8)
      do {
        (process, port) = try Self.start(folder("config.yml"))
        return
      } catch  where ports != nil && tries < 10 {
        // Somebody took the port in between.
        tries += 1
      }
    }
  }

  private static func start(_ configuration: String) throws -> (Process, port: Int) {
    let output = Pipe()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/docker-registry")
    process.arguments = ["serve", configuration]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = output
    process.environment = [:]
    try process.run()
    var text = ""
    var found: Int?
    // It says which port it got once it listens.
    while found == nil {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
      guard let start = text.range(of: "listening on 127.0.0.1:") else { continue }
      let digits = text[start.upperBound...].prefix { $0.isNumber }
      if start.upperBound != text.endIndex, digits.endIndex != text.endIndex { found = Int(digits) }
    }
    guard let found else {
      kill(process.processIdentifier, SIGKILL)
      throw CocoaError(.executableLoad, userInfo: ["log": text])
    }
    // Somebody must go on reading, or its log fills the pipe and it stops.
    let log = output.fileHandleForReading
    Thread.detachNewThread {
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      while read(log.fileDescriptor, &buffer, buffer.count) > 0 {}
    }
    return (process, found)
  }

  // SIGKILL: a child of the test process begins with SIGTERM blocked.
  deinit { kill(process.processIdentifier, SIGKILL) }
}
