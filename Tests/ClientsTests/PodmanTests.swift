import Foundation
import Glibc
import ImageSpec
import TestSupport
import Testing

/// podman and buildah keep images with other people's owners in them: without root that takes a user namespace, which
/// machines may forbid.
let keepsForeignOwners = geteuid() == 0

/// podman against our registry.
@Suite(.enabled(if: keepsForeignOwners, "podman keeps images here as root only"))
struct PodmanTests {
  @Test(arguments: RegistrySetting.all)
  func imagesArePulledPushedAndFound(setting: RegistrySetting) async throws {
    try await ServedRegistry.run(setting) { served in
      let tools = try ForeignTools()
      let linux = "\(served.host)/team/linux:latest"
      let pulled = try await tools.podman("pull", "-q", "--tls-verify=false", linux).succeeded()
      #expect(try await pulled.line == served.id("oci-amd64").hex)
      let digest = try await tools.podman("image", "inspect", "--format", "{{.Digest}}", linux).succeeded()
      #expect(try digest.line == served.root("oci-index").digest.description)

      func push(_ name: String, to repository: String) async throws -> ForeignTools.Ended {
        try await tools.podman(
          "push", "-q", "--tls-verify=false", "--digestfile", tools.scratch("digest"), name,
          "\(served.host)/\(repository)")
      }
      if setting.hasAccounts {
        try await push(linux, to: "ann/linux:1").failed()
        try await tools.podman("login", "--tls-verify=false", "-u", "ann", "-p", "wrong", served.host).failed()
        try await tools.podman("login", "--tls-verify=false", "-u", "ann", "-p", "secret", served.host).succeeded()
      }
      try await push(linux, to: "ann/linux:1").succeeded()
      #expect(try tools.text("digest") == served.descriptor("ann/linux:1")?.digest.description)
      #expect(try await served.manifest("ann/linux:1").configuration.digest == served.id("oci-amd64"))
      _ = try await served.digests("ann/linux:1")

      // Every layer comes from the other repository, or is sent: nothing else changes for a Windows image.
      let mixed = "\(served.host)/team/mixed:latest"
      let windows = try await tools.podman(
        "pull", "-q", "--tls-verify=false", "--os", "windows", "--arch", "amd64", mixed
      ).succeeded()
      #expect(try await windows.line == served.id("windows-1809").hex)
      try await push(mixed, to: "ann/windows:1").succeeded()
      #expect(try await served.configuration("ann/windows:1").platform.osVersion == "10.0.17763.1000")
      #expect(try await served.manifest("ann/windows:1").configuration.digest == served.id("windows-1809"))

      let found = try await tools.podman(
        "search", "--tls-verify=false", "--format", "{{.Name}}", "\(served.host)/linux"
      ).succeeded()
      #expect(
        Set(found.line.split(separator: "\n")) == ["\(served.host)/team/linux", "\(served.host)/ann/linux"])
      let tags = try await tools.podman(
        "search", "--tls-verify=false", "--list-tags", "\(served.host)/team/linux"
      ).succeeded()
      let rows = tags.line.split(separator: "\n").dropFirst()
      #expect(rows.map { $0.split(separator: " ").last } == ["amd64", "latest"])

      guard setting.hasAccounts else { return }
      try await tools.podman("logout", served.host).succeeded()
      try await push(linux, to: "ann/late:1").failed()
      #expect(try served.tags("ann/late") == [])
    }
  }
}
