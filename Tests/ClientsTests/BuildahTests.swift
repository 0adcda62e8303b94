import Foundation
import ImageSpec
import TestSupport
import Testing

/// buildah against our registry.
@Suite(.enabled(if: keepsForeignOwners, "buildah keeps images here as root only"))
struct BuildahTests {
  @Test(arguments: RegistrySetting.all)
  func imagesArePulledChangedAndPushed(setting: RegistrySetting) async throws {
    try await ServedRegistry.run(setting) { served in
      let tools = try ForeignTools()
      let base = "\(served.host)/team/linux:amd64"
      let pulled = try await tools.buildah("pull", "-q", "--tls-verify=false", base).succeeded()
      #expect(try await pulled.line == served.id("oci-amd64").hex)
      if setting.hasAccounts {
        let refused = "docker://\(served.host)/ann/same:1"
        try await tools.buildah("push", "-q", "--tls-verify=false", base, refused).failed()
        try await tools.buildah("login", "--tls-verify=false", "-u", "ann", "-p", "wrong", served.host).failed()
        try await tools.buildah("login", "--tls-verify=false", "-u", "ann", "-p", "secret", served.host).succeeded()
      }
      try await tools.buildah(
        "push", "-q", "--tls-verify=false", "--digestfile", tools.scratch("digest"), base,
        "docker://\(served.host)/ann/same:1"
      ).succeeded()
      #expect(try tools.text("digest") == served.descriptor("ann/same:1")?.digest.description)
      #expect(try await served.manifest("ann/same:1").configuration.digest == served.id("oci-amd64"))

      // An image of its own: layers of the base and one that the registry has never seen.
      try "changed\n".write(toFile: tools.scratch("file"), atomically: false, encoding: .utf8)
      let container = try await tools.buildah("from", "--tls-verify=false", base).succeeded().line
      try await tools.buildah("copy", container, tools.scratch("file"), "/etc/motd").succeeded()
      try await tools.buildah(
        "commit", "-q", "--tls-verify=false", container, "docker://\(served.host)/ann/built:1"
      ).succeeded()
      let built = try await served.configuration("ann/built:1")
      let before = try await served.configuration("team/linux:amd64")
      #expect(built.diffIDs.dropLast() == before.diffIDs[...])
      _ = try await served.digests("ann/built:1")

      guard setting.hasAccounts else { return }
      try await tools.buildah("logout", served.host).succeeded()
      try await tools.buildah("push", "-q", "--tls-verify=false", base, "docker://\(served.host)/ann/late:1").failed()
      #expect(try served.tags("ann/late") == [])
    }
  }
}
