import Foundation
import Glibc
import ImageSpec
import TestSupport
import Testing

/// A docker engine with data and network of its own, for one test; ended with it.
///
/// `@unchecked Sendable`: nothing changes after `init`.
final class DockerEngine: @unchecked Sendable {
  let address: String
  private let folder: ScratchFolder
  private let process: Process

  /// Whether one can be started: where Debian's `docker.io` is installed, by root.
  static let isInstalled =
    geteuid() == 0 && access("/usr/sbin/dockerd", X_OK) == 0 && access("/usr/bin/docker", X_OK) == 0

  /// Starts an engine without a bridge and returns once it listens.
  init() throws {
    folder = try ScratchFolder()
    address = "unix://\(folder("docker.sock"))"
    try "{}".write(toFile: folder("daemon.json"), atomically: false, encoding: .utf8)
    let output = Pipe()
    process = Process()
    process.executableURL = URL(filePath: "/usr/sbin/dockerd")
    process.arguments = [
      "--config-file", folder("daemon.json"), "--data-root", folder("data"), "--exec-root", folder("exec"), "--pidfile",
      folder("pid"), "-H", address, "--storage-driver", "vfs", "--bridge=none", "--iptables=false",
      "--ip6tables=false", "--ip-forward=false", "--ip-masq=false",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = output
    try process.run()
    var log = ""
    while !log.contains("API listen on") {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw CocoaError(.executableLoad, userInfo: ["log": log]) }
      log += String(decoding: data, as: UTF8.self)
    }
    // Somebody must go on reading, or its log fills the pipe and it stops.
    output.fileHandleForReading.readabilityHandler = { handle in
      if handle.availableData.isEmpty { handle.readabilityHandler = nil }
    }
  }

  // An engine ends its own containerd when it is asked to; killed, it would leave that behind.
  deinit {
    process.terminate()
    process.waitUntilExit()
  }
}

/// docker's engine and its client against our registry.
@Suite(.enabled(if: DockerEngine.isInstalled, "there is no docker engine here, or nobody may start it"))
struct DockerTests {
  @Test(arguments: RegistrySetting.Storage.allCases)
  func imagesArePulledPushedAndListed(storage: RegistrySetting.Storage) async throws {
    let engine = try DockerEngine()
    for access in RegistrySetting.Access.allCases {
      let setting = RegistrySetting(storage: storage, access: access)
      try await ServedRegistry.run(setting) { served in
        let tools = try ForeignTools(["DOCKER_HOST": engine.address])
        let linux = "\(served.host)/team/linux:latest"
        func logIn(_ password: String) async throws -> ForeignTools.Ended {
          try await tools.docker("login", "-u", "ann", "-p", password, served.host)
        }
        if setting.access == .basic {
          // Where `/v2/` asks for a password the engine does not try without one, though anybody may pull.
          try await tools.docker("pull", linux).failed()
          try await logIn("secret").succeeded()
        }
        let pulled = try await tools.docker("pull", linux).succeeded()
        #expect(try pulled.output.contains("Digest: \(served.root("oci-index").digest)"))
        let id = try await tools.docker("image", "inspect", "--format", "{{.Id}}", linux)
        #expect(try await id.line == served.id("oci-amd64").description)
        try await tools.docker("pull", "\(served.host)/team/mixed@\(served.root("docker-amd64").digest)").succeeded()
        try await tools.docker("pull", "-a", "\(served.host)/team/mixed").succeeded()
        // The engine of another system does not keep it: it says so, and the registry gave it all the same.
        let windows = try await tools.docker("pull", "\(served.host)/team/windows:1809").failed()
        #expect(windows.errors.contains("image operating system \"windows\" cannot be used on this platform"))

        let copy = "\(served.host)/ann/linux:1"
        try await tools.docker("tag", linux, copy).succeeded()
        if setting.hasAccounts {
          try await tools.docker("logout", served.host).succeeded()
          try await tools.docker("push", copy).failed()
          try await logIn("wrong").failed()
          try await logIn("secret").succeeded()
        }
        let pushed = try await tools.docker("push", copy).succeeded()
        let root = try #require(try served.descriptor("ann/linux:1"))
        #expect(pushed.output.contains("1: digest: \(root.digest) size: \(root.size)"), "\(pushed.output)")
        #expect(try await served.manifest("ann/linux:1").configuration.digest == served.id("oci-amd64"))
        _ = try await served.digests("ann/linux:1")
        #expect(try await tools.docker("push", copy).succeeded().output.contains("Layer already exists"))
        #expect(try await tools.docker("search", "\(served.host)/linux").succeeded().output.contains("team/linux"))

        // The client of this version writes each manifest anew before it pushes a list: only the engine's own ones come
        // out as they were.
        let arm = "\(served.host)/ann/arm:1"
        try await tools.docker("pull", "--platform", "linux/arm64", "\(served.host)/team/linux").succeeded()
        try await tools.docker("tag", linux, arm).succeeded()
        try await tools.docker("push", arm).succeeded()
        let list = "\(served.host)/ann/list:1"
        try await tools.docker("manifest", "create", "--insecure", list, copy, arm).succeeded()
        let told = try await tools.docker("manifest", "push", "--insecure", list).succeeded()
        #expect(try told.output.contains(#require(try served.descriptor("ann/list:1")).digest.description))
        #expect(
          try await Set(served.index("ann/list:1").manifests.map(\.platform?.architecture)) == ["amd64", "arm64"])
        _ = try await served.digests("ann/list:1")

        guard setting.hasAccounts else { return }
        try await tools.docker("logout", served.host).succeeded()
        try await tools.docker("tag", linux, "\(served.host)/ann/late:1").succeeded()
        try await tools.docker("push", "\(served.host)/ann/late:1").failed()
        #expect(try served.tags("ann/late") == [])
      }
    }
  }
}
