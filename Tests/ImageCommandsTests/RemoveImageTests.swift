import ContainerStore
import Foundation
import ImageSpec
import TestSupport
import Testing

/// `rmi`: what goes, what is in the way, and what helps.
@Suite struct RemoveImageTests {
  private func bench() async throws -> Workbench {
    let bench = try await Workbench(fixture: "linux-basics")
    for line in ["rm web", "rmi greeter:old", "pull -q tiny"] { #expect(try await bench.run(line).status == 0) }
    return bench
  }

  private func id(_ name: String, _ bench: Workbench) async throws -> String {
    try #require(try await bench.run("images -q --no-trunc \(name)").lines.first)
  }

  @Test func `A repository's digests go with its last tag, and everything with the image's last name`() async throws {
    let bench = try await bench()
    let id = try await id("tiny", bench)
    _ = try await bench.run("tag tiny a:1")
    _ = try await bench.run("tag tiny a:2")
    #expect(try await bench.run("rmi a:1").output == "Untagged: a:1\n")
    let tiny = try await bench.run("rmi tiny")
    #expect(tiny.lines.count == 2 && tiny.lines[1].hasPrefix("Untagged: tiny@sha256:"))
    let last = try await bench.run("rmi a:2")
    #expect(last.lines.prefix(2) == ["Untagged: a:2", "Deleted: \(id)"] && last.lines.count == 3)
    #expect(try await bench.run("rmi a:2").headline == "Error response from daemon: No such image: a:2")
    let missing = try await bench.run("rmi -f a:2 b:1")
    #expect(missing.status == 0 && missing.errors.contains("b:1"))
  }

  @Test func `A layer that another image or a container has is not told to be deleted`() async throws {
    let bench = try await bench()
    _ = try await bench.run("pull -q alice/greeter")
    let first = try await bench.run("rmi tiny")
    #expect(first.lines.filter { $0.hasPrefix("Deleted") }.count == 1)
    _ = try await bench.run("create --name box alice/greeter")
    let second = try await bench.run("rmi -f alice/greeter")
    #expect(second.lines.filter { $0.hasPrefix("Deleted") }.count == 1, "\(second.output)")
    #expect(try await bench.run("images -aq").output == "")
    #expect(try await bench.run("commit box back:1").status == 0)
  }

  @Test(
    "Who holds an image is told with a command that works",
    arguments: [
      ("tiny", "is using its referenced image", "used by box (", "rm box"),
      ("ID", "stopped container", "used by box (", "rm box"),
      ("ID", "multiple repositories", "names are a:1, ", "rmi a:1 tiny:latest"),
      ("ID", "dependent child images", "child:1", "rmi child:1 ID"),
    ])
  func conflict(target: String, why: String, detail: String, command: String) async throws {
    let bench = try await bench()
    let id = String(try await id("tiny", bench).dropFirst(7).prefix(12))
    if why.contains("multiple") { _ = try await bench.run("tag tiny a:1") }
    if why.contains("container") || why.contains("using") || why.contains("child") {
      _ = try await bench.run("create --name box tiny sh")
    }
    if why.contains("child") {
      _ = try await bench.run("commit box child:1")
      _ = try await bench.run("rm box")
    }
    let line = "rmi \(target.replacing("ID", with: id))"
    let before = try await bench.run("images -q").output
    let refused = try await bench.run(line)
    #expect(refused.status == 1 && refused.output == "")
    #expect(refused.headline.contains(why) && refused.errors.contains(detail), "\(refused.errors)")
    let help = command.replacing("ID", with: id)
    #expect(refused.errors.contains("'\(help)'"), "\(refused.errors)")
    #expect(try await bench.run("images -q").output == before)
    #expect(try await bench.run(help).status == 0)
    if help.hasPrefix("rm ") { #expect(try await bench.run(line).status == 0) }
    #expect(try await bench.run("images -aq").output == "")
  }

  @Test func `A parent without a name goes with its last child, unless it shall stay`() async throws {
    let bench = try await bench()
    _ = try await bench.run("create --name box tiny sh")
    _ = try await bench.run("commit box one:1")
    _ = try await bench.run("commit box two:1")
    _ = try await bench.run("rm box")
    let id = try await id("tiny", bench)
    #expect(try await bench.run("rmi -f \(id)").headline.contains("cannot be forced"))
    let untagged = try await bench.run("rmi tiny")
    #expect(untagged.lines.allSatisfy { $0.hasPrefix("Untagged: tiny") })
    #expect(try await !bench.run("rmi one:1").output.contains(id))
    #expect(try await !bench.run("rmi --no-prune two:1").output.contains(id))
    #expect(try await bench.run("images -aq --no-trunc").lines == [id])
    #expect(try await bench.run("undo").status == 0)
    #expect(try await bench.run("rmi two:1").lines.contains("Deleted: \(id)"))
    #expect(try await bench.run("images -aq").output == "")
  }

  @Test func `A dry run of several is planned as if each before were done`() async throws {
    let bench = try await bench()
    _ = try await bench.run("tag tiny a:1")
    let dry = try await bench.run("rmi --dry-run tiny a:1 a:1")
    #expect(dry.lines.contains("Would untag: a:1") && dry.lines.contains { $0.hasPrefix("Would delete: image ") })
    #expect(dry.status == 1 && dry.headline.hasSuffix("No such image: a:1"))
    #expect(try await bench.run("images").lines.count == 3)
  }
}
