import ImageCommands
import ImageOperations
import Worlds

/// The rows of `system df` are the store's figures.
struct DiskUsageContract: Contract {
  let command: DiskUsageCommand

  init(_ command: DiskUsageCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let usage = try await DiskUsage().run(in: evidence.world)
    if let table = evidence.printedTable, table.column("TYPE") != nil {
      for (type, total) in [("Images", usage.images), ("Containers", usage.containers)] {
        let row = table.rows.first { $0.cells["TYPE"] == type }
        assertions.expect(row != nil, "\(type) are not listed", expected: type)
        guard let row else { continue }
        assertions.expectEqual(row.cells["TOTAL"], String(total.count), "there are more or fewer \(type)")
        assertions.expectEqual(row.cells["ACTIVE"], String(total.active), "more or fewer \(type) are in use")
        let size = row.cells["SIZE"].flatMap { SizeText($0) }
        assertions.expect(
          size?.bytes.contains(Double(total.size)) ?? false, "\(type) take another size",
          expected: "\(total.size) bytes", seen: row.cells["SIZE"] ?? "")
      }
    }
    try await ReadingContract(command).judge(evidence, &assertions)
  }
}

/// The lines of `info` are what the world is and has.
struct InformationContract: Contract {
  let command: InformationCommand

  init(_ command: InformationCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let facts = try await ShowInformation().run(in: evidence.world)
    if evidence.lines.first == "Client:" {
      for line in [
        " Containers: \(facts.containers)", " Images: \(facts.images)", " Docker Root Dir: \(facts.folder)",
        " Default Platform: \(facts.platform)",
      ] {
        assertions.expect(evidence.lines.contains(line), "the world says otherwise", expected: line)
      }
    }
    try await ReadingContract(command).judge(evidence, &assertions)
  }
}

/// After `set NAME VALUE` the setting holds, after `--unset` no more; a list shows what is set.
struct SetContract: Contract {
  let command: SetCommand

  init(_ command: SetCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let world = evidence.world
    let settings = world.settings.current.list
    guard let name = command.words.first, command.unset || command.words.count > 1 else {
      return try await ReadingContract(command).judge(evidence, &assertions)
    }
    if command.unset {
      let left = settings.filter { $0.words.starts(with: command.words) }
      assertions.expect(left.isEmpty, "\(name) is still set", seen: left.map(\.words).description)
    } else {
      let wanted = try Setting(parsing: command.words) { try world.folder.resolve($0) }
      assertions.expect(settings.contains(wanted), "\(name) is not set", expected: command.words.joined(separator: " "))
    }
    RefusalContract.looking.judge(evidence, &assertions)
  }
}

/// What the program says of itself, its version and its help: asked once more it says the same. A page of another
/// program shows that one's words.
struct ProgramContract: Contract {
  /// The command; nil for an option like `--version` in its place.
  let command: (any DrydockCommand)?

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    if let command { return try await ReadingContract(command).judge(evidence, &assertions) }
    RefusalContract.looking.judge(evidence, &assertions)
    let recorder = TranscriptRecorder()
    let context = CommandContext(
      world: evidence.world, output: recorder.output(.output), errors: recorder.output(.errors),
      library: evidence.library, table: evidence.table)
    _ = await Dispatcher(evidence.table).run(evidence.words, in: context)
    assertions.expectEqual(evidence.transcript, recorder.text(), "the program says something else of itself")
  }
}
