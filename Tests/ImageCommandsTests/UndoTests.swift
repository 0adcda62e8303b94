import ContainerStore
import ContentStore
import Foundation
import ImageSpec
import LayoutStore
import TestSupport
import Testing
import Worlds

/// `undo` and `log`: what was done to the store comes back until `gc` takes it.
@Suite struct UndoTests {
  /// A world with tiny:latest, other:1 (greeter), and a container web over greeter.
  private func bench() async throws -> Workbench {
    let bench = try await Workbench(fixture: "linux-basics")
    for line in ["rm web", "pull -q tiny", "pull -q alice/greeter", "tag alice/greeter other:1"] {
      let ended = try await bench.run(line)
      #expect(ended.status == 0, "\(line): \(ended.errors)")
    }
    _ = try await bench.run("create --name web alice/greeter sh")
    return bench
  }

  /// What a world shows: names with what they mean, dangling images, containers.
  private func state(_ bench: Workbench) async throws -> [String] {
    let images = try await bench.world.store.images().filter(\.isListed).map { image in
      "\(image.descriptor.digest.short) \(image.references.map(\.description).sorted())"
    }
    return images.sorted() + (try await bench.world.containers.list().map { "\($0.name) \($0.id)" })
  }

  @Test(
    "Every kind of change comes back, and can be done again by undoing the undo",
    arguments: [
      "rmi tiny", "rmi -f other:1", "tag tiny other:1", "tag tiny new:1", "rm web", "create --name new tiny sh",
      "commit web made:1", "commit web other:1", "commit web", "pull -q registry.example.com/team/greeter:stable",
    ])
  func comesBack(line: String) async throws {
    let bench = try await bench()
    let before = try await state(bench)
    let login = "login -u alice -p 'correct horse battery staple' registry.example.com"
    if line.contains("example") { #expect(try await bench.run(login).status == 0) }
    #expect(try await bench.run(line).status == 0)
    let after = try await state(bench)
    #expect(after != before)
    let number = try #require(try await bench.world.journal.entries().last?.number)
    let dry = try await bench.run("undo --dry-run")
    #expect(try await state(bench) == after)

    let undone = try await bench.run("undo")
    #expect(undone.errors == "" && undone.lines.first?.hasPrefix("Undone: \(number) (") == true)
    #expect(undone.lines.count == dry.lines.count + 1)
    #expect(try await state(bench) == before)
    let undo = try #require(try await bench.world.journal.entries().last?.number)
    #expect(try await bench.run("undo \(undo)").status == 0)
    #expect(try await state(bench) == after)
    #expect(try await bench.run("undo").status == 0)
    #expect(try await state(bench) == before)
    #expect(try await bench.run("verify").status == 0)
  }

  @Test func `Several undos in a row go back step by step, past what can't be undone`() async throws {
    let bench = try await bench()
    var states = [try await state(bench)]
    for line in ["tag tiny a:1", "rmi a:1", "tag tiny a:1", "rm web", "rmi -f other:1 alice/greeter"] {
      #expect(try await bench.run(line).status == 0)
      if !line.hasPrefix("login") { states.append(try await state(bench)) }
    }
    // The last line was two runs.
    #expect(try await bench.run("undo").status == 0)
    for state in states.dropLast().reversed() {
      #expect(try await bench.run("undo").status == 0)
      #expect(try await self.state(bench) == state)
    }
    let log = try await bench.run("log -n 3")
    #expect(log.lines.count == 4 && log.lines[1].contains("undo "))
  }

  @Test func `What left the machine, secrets and files are refused with the reason`() async throws {
    let bench = try await bench()
    for (line, reason) in [
      ("login -u alice -p 'correct horse battery staple' registry.example.com", "secrets are not kept"),
      ("cp motd web:/etc/motd", "older files are not kept"),
      ("push alice/greeter:new", "it left this machine"),
    ] {
      if line.hasPrefix("push") {
        _ = try await bench.run("login -u alice -p 'correct horse battery staple'")
        _ = try await bench.run("tag tiny alice/greeter:new")
      }
      let ended = try await bench.run(line)
      #expect(ended.status == 0, "\(ended.errors)")
      let number = try #require(try await bench.world.journal.entries().last?.number)
      let undo = try await bench.run("undo \(number)")
      #expect(undo.status == 1 && undo.headline.contains(reason), "\(undo.errors)")
      #expect(try await bench.run("log -n 1").output.contains("no: "))
    }
  }

  @Test func `The journal is believed only where the world agrees`() async throws {
    let bench = try await bench()
    _ = try await bench.run("tag tiny a:1")
    let number = try #require(try await bench.world.journal.entries().last?.number)
    _ = try await bench.run("tag other:1 a:1")
    let changed = try await bench.run("undo \(number)")
    #expect(changed.status == 1 && changed.headline.contains("a:1 changed since"))
    // A verb that was killed between its note and the change.
    let name = try ImageReference(parsing: "killed:1")
    let root = try await bench.world.store.resolve(try ImageReference(parsing: "tiny"))
    let run = JournalRun("tag", in: bench.world.journal, clock: bench.world.clock)
    try run.note([.reference(name, before: nil, after: root)])
    #expect(try await bench.run("undo").lines.first?.contains("(tag)") == true)
    #expect(try await bench.run("undo 999").headline == "the journal has no entry 999")
  }

  @Test func `A container's name may be taken meanwhile, which undo says`() async throws {
    let bench = try await bench()
    _ = try await bench.run("rm web")
    _ = try await bench.run("create --name web tiny sh")
    let number = try #require(try await bench.world.journal.entries().dropLast().last?.number)
    let taken = try await bench.run("undo \(number)")
    #expect(taken.status == 1 && taken.errors.contains("another container is called web"))
    #expect(taken.errors.contains("rename "))
    // Undoing both in turn needs no other name.
    _ = try await bench.run("undo")
    #expect(try await bench.run("undo").status == 0)
  }

  @Test func `gc says what it would end, ends it, and the log says why`() async throws {
    let bench = try await bench()
    _ = try await bench.run("tag tiny kept:1")
    let kept = try #require(try await bench.world.journal.entries().last?.number)
    #expect(try await bench.run("rmi -f other:1").status == 0)
    #expect(try await bench.run("rm web").status == 0)
    #expect(try await bench.run("rmi alice/greeter greeter:old").status == 0)
    let dry = try await bench.run("gc --dry-run")
    #expect(dry.output.contains("Would end the undo of: ") && dry.output.contains("(rm)"), "\(dry.output)")
    #expect(dry.output.contains("removed container web"))
    let gc = try await bench.run("gc")
    #expect(gc.output.contains("ended the undo of: ") && gc.output.contains("deleted: container "))
    let freed = dry.lines.first { $0.hasPrefix("Would free: ") }?.dropFirst(12)
    #expect(gc.lines.last == "Total reclaimed space: \(freed ?? "")" && freed != "0B")
    #expect(try await bench.run("log").output.contains("no: its content is gone"))
    // What needed nothing of it can still be undone.
    let tag = try await bench.run("undo \(kept)")
    #expect(tag.status == 0, "\(tag.errors)")
    #expect(try await bench.run("gc --dry-run").output.contains("Would free: 0B"))
    #expect(try await bench.run("verify").status == 0)
  }

  @Test func `An empty journal has nothing to undo, and asking makes nothing`() async throws {
    let bench = try Workbench()
    let undo = try await bench.run("undo")
    #expect(undo.status == 1 && undo.headline == "there is nothing to undo")
    #expect(try await bench.run("log").output == "NUMBER    TIME      VERB      EFFECTS   UNDO\n")
    #expect(!FileManager.default.fileExists(atPath: bench.scratch("store")))
  }
}
