import ContainerStore
import Foundation
import ImageCommands
import ImageSpec
import LayoutStore
import TestSupport
import Testing
import Worlds

/// The prunes and `system df`: what goes, what is asked, and what the space is.
@Suite struct PruneTests {
  /// Answers every question alike.
  private struct Answering: Prompter {
    let text: String?
    var isInteractive: Bool { text != nil }
    func answer(_ question: String) async throws -> String? { text }
    func secret(_ question: String) async throws -> String? { nil }
    func standardInput(limit: Int) async throws -> [UInt8] { [] }
  }

  /// tiny, greeter:old, alice/greeter in use by web, and a dangling image.
  private func bench(answer: String? = nil) async throws -> Workbench {
    let bench = try await Workbench(fixture: "linux-basics", prompter: Answering(text: answer))
    for line in [
      "rm web", "gc", "pull -q tiny", "pull -q alice/greeter", "create --name web --label keep alice/greeter sh",
      "create --name other alice/greeter sh", "commit other made:1", "commit other made:1",
    ] {
      let ended = try await bench.run(line)
      #expect(ended.status == 0, "\(line): \(ended.errors)")
    }
    return bench
  }

  /// The bytes of blobs and containers on the disk.
  private func bytes(_ bench: Workbench) throws -> Int64 {
    let store = bench.world.store.path
    return try ["blobs", "containers"].reduce(0) { sum, folder in
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: "\(store)/\(folder)")) ?? []
      return try names.reduce(sum) { sum, name in
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(store)/\(folder)/\(name)")
        let isFile = attributes[.type] as? FileAttributeType == .typeRegular
        return sum + (isFile ? (attributes[.size] as? Int64 ?? 0) : 0)
      }
    }
  }

  @Test func `Dangling images go, and come back by undo`() async throws {
    let bench = try await bench()
    let before = try await bench.run("images -aq").output
    let pruned = try await bench.run("image prune -f")
    #expect(pruned.lines.first == "Deleted Images:" && pruned.lines[1].hasPrefix("deleted: sha256:"))
    #expect(pruned.output.hasSuffix("\n\nTotal reclaimed space: 0B\n"))
    #expect(pruned.errors.contains("can be freed with 'gc'"))
    #expect(try await bench.run("image prune --yes").output == "Total reclaimed space: 0B\n")
    #expect(try await bench.run("undo").status == 0)
    #expect(try await bench.run("images -aq").output == before)
  }

  @Test func `With -a everything goes that no container needs, with --gc its space too`() async throws {
    let bench = try await bench()
    let dry = try await bench.run("image prune -a --gc --dry-run")
    let before = try bytes(bench)
    let pruned = try await bench.run("image prune -a -f --gc")
    #expect(pruned.output.contains("untagged: tiny:latest\nuntagged: tiny@sha256:"))
    #expect(!pruned.output.contains("alice/greeter"))
    let freed = before - (try bytes(bench))
    #expect(freed > 0 && pruned.lines.last == "Total reclaimed space: \(human(freed))")
    #expect(dry.output.contains("Would free: \(human(freed))\n"), "\(dry.output)")
    #expect(dry.output.contains("Would untag: tiny:latest") && dry.output.contains("Would end the undo of: "))
    let number = try #require(try await bench.world.journal.entries().last { $0.verb == "prune" }?.number)
    #expect(try await bench.run("undo \(number)").headline.contains("its content is gone"))
    #expect(try await bench.run("verify").status == 0)
  }

  @Test func `Filters choose by labels and age`() async throws {
    let bench = try await bench()
    #expect(try await bench.run("container prune -f --filter label=nosuch").output == "Total reclaimed space: 0B\n")
    let ids = try await bench.run("ps -aq --no-trunc").lines
    let pruned = try await bench.run("container prune -f --filter label!=keep")
    #expect(pruned.lines.first == "Deleted Containers:" && pruned.lines[1] == ids[0])
    #expect(try await bench.world.containers.list().map(\.name.description) == ["web"])
    #expect(try await bench.run("image prune -af --filter until=2026-01-01").output.contains("tiny:latest"))
    #expect(try await bench.run("images").output.contains("made"))
    let bad = try await bench.run("image prune -f --filter nosuch=1")
    #expect(bad.status == 1 && bad.headline == "Error response from daemon: Invalid filter 'nosuch'")
    #expect(try await bench.run("image prune -f --filter nosuch").status == 125)
  }

  @Test(
    "Only a person is asked, and only a yes is one",
    arguments: [("y", true), ("Y", true), ("n", false), ("", false), ("yes", false), (nil, false)] as [(String?, Bool)])
  func isAsked(answer: String?, isYes: Bool) async throws {
    let bench = try await bench(answer: answer)
    for line in ["image prune", "container prune", "system prune -a"] {
      let pruned = try await bench.run(line)
      #expect(pruned.status == 0 && pruned.output.hasPrefix("WARNING! This will remove"))
      #expect(pruned.output.contains("Total reclaimed space") == isYes)
      if answer == nil {
        #expect(pruned.output.hasSuffix("\nAre you sure you want to continue? [y/N] "))
        #expect(pruned.errors.contains("'-f'"))
      }
    }
  }

  @Test func `df says exactly what a prune and gc then free`() async throws {
    let empty = try await Workbench().run("system df")
    #expect(empty.lines.count == 5 && empty.lines[1] == "Images          0         0         0B        0B")
    for (line, row) in [("image prune -a -f --gc", "Images"), ("container prune -f --gc", "Containers")] {
      let bench = try await bench()
      let usage = try await bench.run("system df --format '{{.Type}} {{.Reclaimable}}'")
      let figure = try #require(usage.lines.first { $0.hasPrefix("\(row) ") }).split(separator: " ")[1]
      let before = try bytes(bench)
      #expect(try await bench.run(line).lines.last == "Total reclaimed space: \(figure)")
      #expect(human(before - (try bytes(bench))) == figure)
    }
    let bench = try await bench()
    _ = try await bench.run("rmi tiny")
    let removed = try #require(try await bench.run("system df").lines.last)
    #expect(removed.hasPrefix("Removed ") && removed.hasSuffix("(100%)"))
    let freed = try #require(try await bench.run("gc").lines.last?.split(separator: " ").last)
    #expect(removed.contains(" \(freed) "))
    let verbose = try await bench.run("system df -v")
    #expect(verbose.output.contains("UNIQUE SIZE") && verbose.output.contains("Containers space usage:"))
  }

  private func human(_ bytes: Int64) -> String {
    // Four significant digits, as prunes print; the test's worlds hold less than a gigabyte.
    var (value, units) = (Double(bytes), ["B", "kB", "MB"][...])
    while value >= 1000, units.count > 1 {
      value /= 1000
      units.removeFirst()
    }
    let digits = value >= 100 ? 1 : value >= 10 ? 2 : 3
    var text = units.first == "B" ? String(Int(value)) : String(format: "%.\(digits)f", value)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text + (units.first ?? "")
  }
}
