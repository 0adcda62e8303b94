import ContainerStore
import ContentStore
import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore
import Worlds

/// The rows of `log` are the journal's entries.
struct LogContract: Contract {
  let command: LogCommand

  init(_ command: LogCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let entries = try await evidence.world.journal.entries()
    if let table = evidence.printedTable, table.column("NUMBER") != nil {
      let numbers = table.rows.compactMap { $0.cells["NUMBER"].flatMap { Int($0) } }
      let known = entries.reversed().prefix(numbers.count).map(\.number)
      assertions.expectEqual(numbers, known, "the journal has other entries")
    }
    try await ReadingContract(command).judge(evidence, &assertions)
  }
}

/// After `undo` the names and containers are as they were before what was undone, and the journal says so.
struct UndoContract: Contract {
  let command: UndoCommand

  init(_ command: UndoCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let entries = try await evidence.world.journal.entries()
    guard let own = entries.last(where: { $0.undoes != nil }), !own.hasFailed,
      let undone = entries.first(where: { $0.number == own.undoes })
    else {
      return assertions.refuse("the journal knows of no undo", expected: "an entry")
    }
    if let number = command.number {
      assertions.expectEqual(undone.number, number, "another entry was undone")
    }
    assertions.expect(
      evidence.lines.contains("Undone: \(undone.number) (\(undone.verb))"), "the output does not say what was undone",
      expected: "Undone: \(undone.number) (\(undone.verb))", seen: evidence.lines.first ?? "")
    // The first change of a name says what it meant before all of them.
    var seen: Set<ImageReference> = []
    for effect in undone.effects {
      switch effect {
      case .reference(let name, let before, _):
        guard seen.insert(name).inserted else { continue }
        assertions.expectEqual(evidence.after.names[name], before?.digest, "\(name.familiar) is not what it was")
      case .containerCreated(let id, _, _):
        assertions.expect(evidence.after.container(id) == nil, "the container \(id.prefix(12)) is still there")
      case .containerRemoved(let id):
        assertions.expect(evidence.after.container(id) != nil, "the container \(id.prefix(12)) is not back")
      default: break
      }
    }
  }
}

/// After `gc` nothing is left to free, and all images, containers and their names are what they were.
struct CollectContract: Contract {
  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let left = try await Collect().plan(in: evidence.world)
    assertions.expect(left.effects.isEmpty, "content is left that nothing needs", seen: "\(left.effects.count)")
    assertions.expect(
      evidence.lines.contains { $0.hasPrefix("Total reclaimed space: ") }, "the output does not say what was freed",
      seen: evidence.lines.last ?? "")
    RefusalContract.looking.judge(evidence, &assertions)
  }
}

/// After `verify` the store is as sound as was said.
struct VerifyContract: Contract {
  let command: VerifyCommand

  init(_ command: VerifyCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let containers = evidence.after.containers.map(\.manifest)
    let problems = try await evidence.world.store.verify(keeping: containers)
    let isSound = evidence.lines.contains("The store is sound.")
    assertions.expectEqual(isSound, problems.isEmpty, "the store is not as it was said to be")
    RefusalContract.looking.judge(evidence, &assertions)
    if !command.repair { try await ReadingContract.printsAgain(command, evidence, &assertions) }
  }
}

/// After a prune nothing of its kind is left, and everything else is.
struct PruneContract: Contract {
  let verb: @Sendable (Timestamp) throws -> Prune

  init(_ verb: @escaping @Sendable (Timestamp) throws -> Prune) { self.verb = verb }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    if evidence.isDeclined { return RefusalContract.looking.judge(evidence, &assertions) }
    let prune = try verb(evidence.world.clock.now())
    let left = try await prune.plan(in: evidence.world)
    assertions.expect(
      left.containers.isEmpty, "containers are left",
      seen: left.containers.map(\.name.description).joined(separator: " "))
    assertions.expect(left.images.isEmpty, "images are left that were to go", seen: "\(left.images.count)")
    if !prune.containers {
      assertions.expect(evidence.before.containers == evidence.after.containers, "containers changed")
    }
    if prune.images != .unused {
      assertions.expect(evidence.before.names == evidence.after.names, "the names of images changed")
    }
    let kept = evidence.before.names.filter { evidence.after.names[$0.key] != nil }
    assertions.expect(
      kept.allSatisfy { evidence.after.names[$0.key] == $0.value }, "a name means another image than before")
    let needed = Set(evidence.after.containers.map(\.imageID))
    assertions.expect(
      evidence.before.images.all.filter { needed.contains($0.id) }.allSatisfy { image in
        evidence.after.images.all.contains { $0.id == image.id }
      }, "an image that a container needs is gone")
    assertions.expect(
      evidence.lines.contains { $0.hasPrefix("Total reclaimed space: ") }, "the output does not say that it was done",
      seen: evidence.lines.last ?? "")
  }
}
