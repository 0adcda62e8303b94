import ByteStreams
import Foundation
import ImageSpec
import TestSupport
import Testing

/// Other people's programs with a home of their own: nothing of the user's or the machine's is read or written.
final class ForeignTools: Sendable {
  struct Ended {
    let status: Int32
    let output: String
    let errors: String
    var line: String { output.trimmingCharacters(in: .whitespacesAndNewlines) }
  }

  let scratch: ScratchFolder
  /// podman takes no longer path than 50 bytes for what it keeps while it runs.
  private let runFolder: String
  private let environment: [String: String]

  init(_ others: [String: String] = [:]) throws {
    scratch = try ScratchFolder()
    runFolder = NSTemporaryDirectory().appending("pod-\(UUID().uuidString.prefix(13))")
    for folder in ["home", "run", "tmp", "docker"] {
      try FileManager.default.createDirectory(
        atPath: scratch(folder), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    // podman and buildah want these to be there.
    try "{}".write(toFile: scratch("auth.json"), atomically: false, encoding: .utf8)
    try "".write(toFile: scratch("containers.conf"), atomically: false, encoding: .utf8)
    try "unqualified-search-registries = []\n".write(
      toFile: scratch("registries.conf"), atomically: false, encoding: .utf8)
    environment = [
      "HOME": scratch("home"), "XDG_RUNTIME_DIR": scratch("run"), "XDG_DATA_HOME": scratch("home/data"),
      "XDG_CONFIG_HOME": scratch("home/config"), "TMPDIR": scratch("tmp"), "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
      "REGISTRY_AUTH_FILE": scratch("auth.json"), "CONTAINERS_CONF": scratch("containers.conf"),
      "CONTAINERS_REGISTRIES_CONF": scratch("registries.conf"), "DOCKER_CONFIG": scratch("docker"),
      "LC_ALL": "C.UTF-8",
    ].merging(others) { $1 }
  }

  deinit { try? FileManager.default.removeItem(atPath: runFolder) }

  func skopeo(_ words: String...) async throws -> Ended { try await run(["skopeo", "--insecure-policy"] + words) }

  func podman(_ words: String...) async throws -> Ended { try await podman(words) }

  func podman(_ words: [String]) async throws -> Ended {
    let own = ["--events-backend=file", "--tmpdir", scratch("podman"), "--cgroup-manager=cgroupfs"]
    return try await run(["podman"] + store + own + words)
  }

  func buildah(_ words: String...) async throws -> Ended { try await buildah(words) }

  func buildah(_ words: [String]) async throws -> Ended { try await run(["buildah"] + store + words) }

  func docker(_ words: String...) async throws -> Ended { try await run(["docker"] + words) }

  private var store: [String] {
    ["--root", scratch("store"), "--runroot", runFolder, "--storage-driver", "vfs"]
  }

  /// Runs a program to its end; the output goes through files, so that what it leaves running can't hold a pipe.
  private func run(_ words: [String]) async throws -> Ended {
    let name = scratch(UUID().uuidString)
    let (environment, folder) = (environment, scratch.path)
    return try await BlockingThreads.run {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = words
      process.environment = environment
      process.currentDirectoryURL = URL(filePath: folder)
      func file(_ kind: String) throws -> FileHandle {
        try "".write(toFile: "\(name).\(kind)", atomically: false, encoding: .utf8)
        return try #require(FileHandle(forWritingAtPath: "\(name).\(kind)"))
      }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try file("out")
      process.standardError = try file("err")
      try process.run()
      process.waitUntilExit()
      func text(_ kind: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(name).\(kind)")), as: UTF8.self)
      }
      return Ended(status: process.terminationStatus, output: try text("out"), errors: try text("err"))
    }
  }

  /// The text of a file below the scratch folder, as tools write a digest there.
  func text(_ file: String) throws -> String {
    try String(contentsOfFile: scratch(file), encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func bytes(_ file: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: scratch(file)))) }

  /// The digests of the bytes of all files in a folder that a tool wrote.
  func digests(_ folder: String) throws -> Set<Digest> {
    Set(
      try FileManager.default.contentsOfDirectory(atPath: scratch(folder)).map {
        try Digest(of: try bytes("\(folder)/\($0)"))
      })
  }
}

extension ForeignTools.Ended {
  /// Expects a success, and says what the program said where it is none.
  @discardableResult
  func succeeded(_ location: SourceLocation = #_sourceLocation) -> ForeignTools.Ended {
    #expect(status == 0, "\(output)\(errors)", sourceLocation: location)
    return self
  }

  /// Expects a refusal.
  @discardableResult
  func failed(_ location: SourceLocation = #_sourceLocation) -> ForeignTools.Ended {
    #expect(status != 0, "\(output)\(errors)", sourceLocation: location)
    return self
  }
}
