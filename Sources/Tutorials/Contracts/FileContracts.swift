import Archive
import ByteStreams
import ContainerStore
import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore
import Worlds

/// The lines of `ls` are the files that the image or the container has.
struct ListFilesContract: Contract {
  let command: ListFilesCommand

  init(_ command: ListFilesCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let found = try await ListFiles(
      FilePlace(command.place), isRecursive: command.recursive, layer: command.layer
    ).run(in: evidence.world)
    let names = found.files.map(\.name).filter { command.all || !$0.hasPrefix(".") && !$0.contains("/.") }
    assertions.expectEqual(
      evidence.lines.count, names.count + found.changes.count, "as many files must be listed as there are")
    for (name, line) in zip(names, evidence.lines) where !ForeignName.holdsForeign(name) {
      assertions.expect(
        command.long ? line.contains(name) : line.hasSuffix(name), "a file is not listed", expected: name, seen: line)
    }
    for (change, line) in zip(found.changes, evidence.lines) where !ForeignName.holdsForeign(change.path) {
      assertions.expectEqual(line, "\(change.kind.rawValue) \(change.path)", "a change of the layer is not listed")
    }
    try await ReadingContract.printsAgain(command, evidence, &assertions)
  }
}

/// What `cat` printed is what the files hold.
struct ReadFileContract: Contract {
  let command: ReadFileCommand

  init(_ command: ReadFileCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let sink = try DigestSink()
    for place in command.places { try await ReadFile(FilePlace(place), into: sink).run(in: evidence.world) }
    guard let path = evidence.outputFile else {
      return try await ReadingContract.printsAgain(command, evidence, &assertions)
    }
    assertions.expectEqual(
      try await DigestSink.digest(ofFile: path), try sink.digest(), "the file holds other bytes than the image's")
  }
}

/// After `rename` the container has the new name and is the same one; the old name is free.
struct RenameContract: Contract {
  let command: RenameCommand

  init(_ command: RenameCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) throws {
    let verb = try command.verb
    let old = evidence.before.container(verb.container)
    let new = evidence.after.containers.first { $0.name == verb.newName }
    assertions.expect(old != nil, "\(verb.container) was not there before", expected: verb.container)
    assertions.expectEqual(new?.id, old?.id, "no container is called \(verb.newName)")
    assertions.expectEqual(new?.manifest, old?.manifest, "the container is over another image")
    assertions.expect(
      !evidence.after.containers.contains { $0.name == old?.name }, "a container still has the old name")
    assertions.expectEqual(
      Set(evidence.after.containers.map(\.id)), Set(evidence.before.containers.map(\.id)), "other containers must stay")
  }
}

/// After `container delete` the paths are gone from the container, and other things are as they were.
struct DeleteContract: Contract {
  let command: DeleteCommand

  init(_ command: DeleteCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let judge = ContentJudge(world: evidence.world)
    for verb in try command.verbs {
      let container = try await evidence.world.containers.container(verb.container)
      let files = try await judge.files(of: container, in: evidence.world.containers)
      for path in verb.paths {
        assertions.expect(await !judge.holds(path, files), "\(path) is still there", expected: path)
      }
    }
    assertions.expect(evidence.before.names == evidence.after.names, "the names of images changed")
  }
}

/// After `export` the archive holds the container's files, byte for byte.
struct ExportContract: Contract {
  let command: ExportCommand

  init(_ command: ExportCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let world = evidence.world
    guard let path = try evidence.file(command.output) else {
      return assertions.refuse("the archive went nowhere", expected: "a file")
    }
    let container = try await world.containers.container(command.container)
    let sink = try DigestSink()
    _ = try await ContentJudge(world: world).files(of: container, in: world.containers).rootFilesystem
      .export(into: sink)
    assertions.expectEqual(
      try await DigestSink.digest(ofFile: path), try sink.digest(), "the archive does not hold the container's files")
    RefusalContract.looking.judge(evidence, &assertions)
  }
}

extension DigestSink {
  /// The digest of a file; nil where there is none.
  static func digest(ofFile path: String) async throws -> Digest? {
    try await BlockingThreads.run {
      guard let file = try? Archive.OpenFile(path) else { return nil }
      let sink = try DigestSink()
      try file.copy(into: sink)
      return try sink.digest()
    }
  }
}

extension Evidence {
  /// Where a command's bytes went: the file that an option names, else the one behind `>`.
  func file(_ option: String?) throws -> String? {
    if let option, !option.isEmpty, option != "-" { return try world.folder.resolve(option) }
    return outputFile
  }
}
