import ImageSpec
import Testing

/// Manifest lists that podman and buildah make of a list with Windows images, against our registry.
@Suite(.enabled(if: keepsForeignOwners, "podman and buildah keep images here as root only"))
struct ManifestListTests {
  enum Tool: CaseIterable { case podman, buildah }

  @Test(arguments: Tool.allCases, RegistrySetting.all)
  func aListGoesInWhole(tool: Tool, setting: RegistrySetting) async throws {
    try await ServedRegistry.run(setting) { served in
      let tools = try ForeignTools()
      func run(_ words: String...) async throws {
        try await (tool == .podman ? tools.podman(words) : tools.buildah(words)).succeeded()
      }
      if setting.hasAccounts { try await run("login", "--tls-verify=false", "-u", "ann", "-p", "secret", served.host) }
      try await run("manifest", "create", "list")
      try await run(
        "manifest", "add", "--tls-verify=false", "--all", "list", "docker://\(served.host)/team/mixed:latest")
      try await run(
        "manifest", "push", "-q", "--tls-verify=false", "--all", "list", "docker://\(served.host)/ann/list:1")

      let (before, after) = (try await served.index("team/mixed:latest"), try await served.index("ann/list:1"))
      #expect(before.manifests.map(\.digest) == after.manifests.map(\.digest))
      #expect(before.manifests.map(\.platform) == after.manifests.map(\.platform))
      #expect(try await served.osVersions("ann/list:1") == [nil, nil, "10.0.17763.1000", "10.0.20348.2000"])
      let root = try #require(try served.descriptor("ann/list:1"))
      let old = try served.root("docker-list").digest
      #expect(
        try await served.digests("ann/list:1").subtracting([root.digest])
          == served.digests("team/mixed:latest").subtracting([old]))
    }
  }
}
