import Foundation
import ImageSpec
import RegistrySimulator
import TestSupport
import Testing

/// Debian's own clients against the listener.
@Suite struct ToolTests {
  @Test func skopeoCopiesInAndOut() async throws {
    let test = try await TestRegistry()
    let manifest = try await test.pushImage("base", "1", layer: layer())
    let folder = try ScratchFolder()
    try await listening(test) { host in
      let out = try await run(
        "skopeo", "--insecure-policy", "copy", "--preserve-digests", "--src-tls-verify=false",
        "docker://\(host)/base:1", "oci:\(folder("layout")):1")
      #expect(out.status == 0, "\(out.output)")
      let back = try await run(
        "skopeo", "--insecure-policy", "copy", "--preserve-digests", "--dest-tls-verify=false",
        "oci:\(folder("layout")):1", "docker://\(host)/team/copy:2")
      #expect(back.status == 0, "\(back.output)")
      let list = try await run("skopeo", "list-tags", "--tls-verify=false", "docker://\(host)/team/copy")
      #expect(list.output.contains(#""2""#))
      let inspect = try await run("skopeo", "inspect", "--tls-verify=false", "docker://\(host)/team/copy:2")
      #expect(inspect.output.contains(manifest.digest.description))
      let delete = try await run("skopeo", "delete", "--tls-verify=false", "docker://\(host)/team/copy:2")
      #expect(delete.status == 0, "\(delete.output)")
    }
    #expect(test.registry.repository(try RepositoryName(parsing: "team/copy")).tags == [])
  }

  @Test(arguments: [true, false])
  func skopeoLogsInWithCredentials(byToken: Bool) async throws {
    let user = RegistryUser(name: "ann", password: "secret")
    let test = try await TestRegistry(
      policy: AccessPolicy(users: [user], scheme: byToken ? .token(service: "sim", lifetime: 300) : .basic))
    let folder = try ScratchFolder()
    let source = try await TestRegistry()
    try await source.pushImage("base", "1", layer: layer())
    try await listening(source) { from in
      try await listening(test) { host in
        func copy(_ credentials: String..., to name: String) async throws -> (status: Int32, output: String) {
          let words = ["--insecure-policy", "copy", "--src-tls-verify=false", "--dest-tls-verify=false"]
          return try await run(
            (["skopeo"] + words + credentials + ["docker://\(from)/base:1", "docker://\(host)/\(name):1"]))
        }
        #expect(try await copy("--dest-creds", "ann:secret", to: "ann/app").status == 0)
        #expect(try await copy("--dest-creds", "ann:wrong", to: "ann/app").status != 0)
        #expect(try await copy("--dest-creds", "ann:secret", to: "bob/app").status != 0)
        #expect(try await copy(to: "ann/other").status != 0)
        let anonymous = try await run(
          "skopeo", "--insecure-policy", "copy", "--src-tls-verify=false", "docker://\(host)/ann/app:1",
          "dir:\(folder("dir"))")
        #expect(anonymous.status == 0, "\(anonymous.output)")
        let login = try await run(
          "skopeo", "login", "--authfile", folder("auth.json"), "--tls-verify=false", "-u", "ann", "-p", "wrong", host)
        #expect(login.status != 0)
      }
    }
    #expect(test.registry.repositories.map(\.description) == ["ann/app"])
  }

  @Test func podmanSearchesHubsWayAndByCatalogue() async throws {
    let test = try await TestRegistry()
    try await test.pushImage("team/app", "1")
    try await listening(test) { host in
      let found = try await run("podman", "search", "--tls-verify=false", "\(host)/app")
      #expect(found.output.contains("\(host)/team/app"), "\(found.output)")
    }
  }

  /// A real archive, because tools look into layers.
  private func layer() throws -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, _ offset: Int) {
      block.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
    }
    put("hello.txt", 0)
    for (offset, text) in [(100, "0000644\0"), (108, "0000000\0"), (116, "0000000\0"), (124, "00000000005\0")] {
      put(text, offset)
    }
    put("00000000000\0", 136)
    put("        0", 148)
    put("ustar\u{0}00", 257)
    let sum = block.reduce(0) { $0 + Int($1) }
    let octal = String(sum, radix: 8)
    put(String(repeating: "0", count: 6 - octal.count) + octal + "\0 ", 148)
    return block + Array("hello".utf8) + [UInt8](repeating: 0, count: 507 + 1024)
  }
}
