import Foundation
import ImageSpec
import RegistrySimulator
import TestSupport
import Testing

/// skopeo against our registry: copies in and out, lists, syncs, deletes, and logs in.
@Suite struct SkopeoTests {
  /// The images, each with the name that it has from the beginning.
  static let images = [
    "oci-index": "team/linux:latest", "docker-list": "team/mixed:latest", "windows-foreign": "team/windows:foreign",
  ]

  @Test(arguments: RegistrySetting.all)
  func imagesGoInAndOutUnchanged(setting: RegistrySetting) async throws {
    try await ServedRegistry.run(setting) { served in
      let tools = try ForeignTools()
      try await Self.logIn(tools, served, setting)
      for (image, name) in Self.images {
        let copy = "ann/\(image):copy"
        try await tools.skopeo(
          "copy", "--all", "--preserve-digests", "--digestfile", tools.scratch("digest"), "--src-tls-verify=false",
          "--dest-tls-verify=false", "docker://\(served.host)/\(name)", "docker://\(served.host)/\(copy)"
        ).succeeded()
        let root = try served.root(image)
        #expect(try served.descriptor(copy) == root)
        #expect(try tools.text("digest") == root.digest.description)
        #expect(try await served.digests(copy) == served.digests(name))
      }
      #expect(
        try await served.osVersions("ann/docker-list:copy") == [nil, nil, "10.0.17763.1000", "10.0.20348.2000"])
      #expect(try await served.configuration("ann/windows-foreign:copy").platform.osVersion == "10.0.14300.1000")
    }
  }

  @Test(arguments: RegistrySetting.all)
  func layoutsArchivesAndFoldersComeBackAsTheyWere(setting: RegistrySetting) async throws {
    try await ServedRegistry.run(setting) { served in
      let tools = try ForeignTools()
      try await Self.logIn(tools, served, setting)
      let places = ["oci:\(tools.scratch("layout")):x", "oci-archive:\(tools.scratch("a.tar")):x"]
      for (number, place) in places.enumerated() {
        let back = "ann/linux:\(number)"
        try await tools.skopeo(
          "copy", "--all", "--src-tls-verify=false", "docker://\(served.host)/team/linux:latest", place
        ).succeeded()
        try await tools.skopeo(
          "copy", "--all", "--preserve-digests", "--dest-tls-verify=false", place, "docker://\(served.host)/\(back)"
        ).succeeded()
        #expect(try served.descriptor(back) == served.root("oci-index"))
      }
      #expect(try await tools.digests("layout/blobs/sha256") == served.digests("team/linux:latest"))
      // A folder keeps docker's documents as they are; its version file is the one that is no content.
      try await tools.skopeo(
        "copy", "--all", "--src-tls-verify=false", "docker://\(served.host)/team/mixed:latest",
        "dir:\(tools.scratch("dir"))"
      ).succeeded()
      try FileManager.default.removeItem(atPath: tools.scratch("dir/version"))
      #expect(try await tools.digests("dir") == served.digests("team/mixed:latest"))
    }
  }

  @Test(arguments: RegistrySetting.all)
  func formatsAreConvertedAndLayersKept(setting: RegistrySetting) async throws {
    try await ServedRegistry.run(setting) { served in
      let tools = try ForeignTools()
      try await Self.logIn(tools, served, setting)
      for (name, format, type) in [
        ("team/linux:amd64", "v2s2", MediaType.dockerManifest), ("team/mixed:amd64", "oci", .ociManifest),
        ("team/windows:1809", "oci", .ociManifest),
      ] {
        let copy = "ann/\(format):\(name.suffix(4))"
        try await tools.skopeo(
          "copy", "--format", format, "--src-tls-verify=false", "--dest-tls-verify=false", "--digestfile",
          tools.scratch("digest"), "docker://\(served.host)/\(name)", "docker://\(served.host)/\(copy)"
        ).succeeded()
        let root = try #require(try served.descriptor(copy))
        #expect(root.mediaType == type)
        #expect(try tools.text("digest") == root.digest.description)
        let (before, after) = (try await served.manifest(name), try await served.manifest(copy))
        #expect(before.layers.map(\.digest) == after.layers.map(\.digest))
        #expect(before.configuration.digest == after.configuration.digest)
      }
      #expect(try await served.configuration("ann/oci:1809").platform.osVersion == "10.0.17763.1000")
    }
  }

  @Test(arguments: RegistrySetting.all)
  func repositoriesAreSyncedListedInspectedAndDeleted(setting: RegistrySetting) async throws {
    try await ServedRegistry.run(setting) { served in
      let tools = try ForeignTools()
      try await Self.logIn(tools, served, setting)
      try await tools.skopeo(
        "sync", "--all", "--src", "docker", "--dest", "docker", "--src-tls-verify=false", "--dest-tls-verify=false",
        "\(served.host)/team/windows", "\(served.host)/ann"
      ).succeeded()
      for tag in ["1809", "2022", "foreign"] {
        #expect(try served.descriptor("ann/windows:\(tag)") == served.descriptor("team/windows:\(tag)"))
      }
      let list = try await tools.skopeo("list-tags", "--tls-verify=false", "docker://\(served.host)/ann/windows")
      #expect(try JSON(parsing: Array(list.output.utf8)).object?["Tags"] == .strings(["1809", "2022", "foreign"]))

      let mixed = "docker://\(served.host)/team/mixed"
      let raw = try await tools.skopeo("inspect", "--raw", "--tls-verify=false", mixed).succeeded()
      #expect(try Digest(of: Array(raw.output.utf8)) == served.root("docker-list").digest)
      let told = try await tools.skopeo("inspect", "--format", "{{.Digest}}", "--tls-verify=false", mixed).succeeded()
      #expect(try told.line == served.root("docker-list").digest.description)
      let configuration = try await tools.skopeo(
        "--override-os", "windows", "inspect", "--raw", "--config", "--tls-verify=false", mixed
      ).succeeded()
      #expect(try await Digest(of: Array(configuration.output.utf8)) == served.id("windows-1809"))

      try await tools.skopeo("delete", "--tls-verify=false", "docker://\(served.host)/ann/windows:2022").succeeded()
      #expect(try served.tags("ann/windows") == ["1809", "foreign"])
      try await tools.skopeo("inspect", "--tls-verify=false", "docker://\(served.host)/ann/windows:2022").failed()
    }
  }

  @Test(arguments: RegistrySetting.all.filter(\.hasAccounts))
  func onlyWhoMayPushesPushes(setting: RegistrySetting) async throws {
    try await ServedRegistry.run(setting) { served in
      let tools = try ForeignTools()
      func push(to repository: String) async throws -> ForeignTools.Ended {
        try await tools.skopeo(
          "copy", "--src-tls-verify=false", "--dest-tls-verify=false", "docker://\(served.host)/team/windows:1809",
          "docker://\(served.host)/\(repository):1")
      }
      try await push(to: "ann/app").failed()
      try await tools.skopeo("login", "--tls-verify=false", "-u", "ann", "-p", "wrong", served.host).failed()
      try await push(to: "ann/app").failed()
      try await Self.logIn(tools, served, setting)
      try await push(to: "team/app").failed()
      try await push(to: "ann/app").succeeded()
      try await tools.skopeo("logout", served.host).succeeded()
      try await push(to: "ann/other").failed()
      #expect(served.registry.repositories.map(\.description).filter { $0.hasSuffix("app") } == ["ann/app"])
      #expect(!served.registry.repositories.map(\.description).contains("ann/other"))
    }
  }

  private static func logIn(
    _ tools: ForeignTools, _ served: ServedRegistry, _ setting: RegistrySetting
  ) async throws {
    guard setting.hasAccounts else { return }
    try await tools.skopeo("login", "--tls-verify=false", "-u", "ann", "-p", "secret", served.host).succeeded()
  }
}
