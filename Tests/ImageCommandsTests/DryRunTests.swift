import Foundation
import ImageOperations
import ImageSpec
import RegistryClient
import TestSupport
import Testing
import Worlds

/// `--dry-run` tells what a command would do, and changes no byte.
@Suite struct DryRunTests {
  /// Every file of a folder with its bytes and the time of its last change.
  private func files(of folder: String) throws -> [String: [String]] {
    var files: [String: [String]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)")?.base64EncodedString() ?? ""
      files[name] = [bytes, "\(attributes[.modificationDate] ?? "")"]
    }
    return files
  }

  @Test(
    "What removes or moves is told and not done",
    arguments: [
      ("rmi tiny", ["Would untag: tiny:latest"]), ("rmi -f tiny other:1", ["Would untag: other:1"]),
      ("rm web", ["Would remove: container web ("]), ("tag other:1 tiny", ["Would move: tiny:latest from "]),
      ("tag tiny new:1", ["Would tag: new:1 ("]), ("gc", ["Would free: 0B"]),
      ("rename web site", ["Would change: container web ("]),
    ])
  func isDry(line: String, told: [String]) async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    for line in ["pull -q tiny", "pull -q alice/greeter", "tag alice/greeter other:1"] {
      let ended = try await bench.run(line)
      #expect(ended.status == 0, "\(line): \(ended.errors)")
    }
    let before = try files(of: bench.scratch.path)
    let dry = try await bench.run(line + " --dry-run")
    #expect(dry.errors == "")
    for text in told { #expect(dry.output.contains(text), "\(dry.output)") }
    #expect(try files(of: bench.scratch.path) == before)
  }

  @Test func `What an archive brings and a logout takes is told and not done`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let lines = [
      "pull -q tiny", "save -o s.tar tiny", "rmi tiny", "login -u alice -p 'correct horse battery staple'",
    ]
    for line in lines { #expect(try await bench.run(line).status == 0, "\(line)") }
    let before = try files(of: bench.scratch.path)
    let load = try await bench.run("load -i s.tar --dry-run")
    #expect(load.output.hasPrefix("Would tag: tiny:latest (") && load.errors == "", "\(load)")
    let logout = try await bench.run("logout --dry-run")
    #expect(logout.output == "Would erase: the credential for docker.io\n", "\(logout)")
    #expect(try files(of: bench.scratch.path) == before)
    #expect(try await bench.world.credentials.credential(for: .dockerHub) != nil)
  }

  @Test(
    "What a new image, a new container and a copy would change is told and not done",
    arguments: [
      ("commit --dry-run web tiny", ["Would move: tiny:latest from ", "Would add: image "]),
      ("commit --dry-run web", ["Would add: image "]),
      ("import --dry-run files.tar made:1", ["Would tag: made:1 (", "Would add: image "]),
      ("create --dry-run --name box tiny sh", ["Would create: container box ("]),
      (
        "create --dry-run --name box alice/greeter sh",
        ["Would tag: alice/greeter:latest", "Would create: container box of alice/greeter"]
      ),
      ("cp --dry-run files.tar web:/f", ["Would change: container web ("]),
      ("cp --dry-run web:/etc out", ["Would write: web:/etc to out"]),
    ])
  func isDryAboutNewThings(line: String, told: [String]) async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    for line in ["pull -q tiny", "export -o files.tar web", "rmi -f alice/greeter"] { _ = try await bench.run(line) }
    let before = try files(of: bench.scratch.path)
    let dry = try await bench.run(line)
    #expect(dry.errors == "" && dry.status == 0, "\(dry)")
    for text in told { #expect(dry.output.contains(text), "\(dry.output)") }
    #expect(try files(of: bench.scratch.path) == before)
  }

  @Test func `A commit does what its plan says`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let verb = try Commit("web", as: try ImageReference(parsing: "site:1"))
    let plan = try await verb.plan(in: bench.world)
    let told = try await bench.run("images -q")
    let result = try await verb.carryOut(plan, in: bench.world)
    #expect(plan.effects == result.effects && plan.newImages == [result.manifest.digest: result.id])
    #expect(!told.output.contains(result.id.short) && plan.effects.count == 2)
  }
}
