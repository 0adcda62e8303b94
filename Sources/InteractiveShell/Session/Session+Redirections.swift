import ByteStreams
import CommandLanguage
import ImageCommands
import Worlds

extension Session {
  /// What a line's redirections make of a context: its input comes from where the line says, and its output is to go
  /// by the route, by the session's own where there is none.
  ///
  /// - Throws: what is wrong with a file or a program, before anything is done.
  func redirected(
    _ line: CommandLine, _ base: CommandContext
  ) async throws -> (CommandContext, (any OutputRoute)?) {
    try Self.checkPlaces(of: line)
    var context = base
    let folder = context.world.folder
    if let input = line.input {
      let file = FileInput(path: try folder.resolve(input.target.value), named: input.target.value)
      context.prompter = file
      context.input = file
    }
    let file = try await file(line, in: folder)
    guard !line.filters.isEmpty else { return (context, file.map(FileRoute.init)) }
    let host = try programs(for: .filter)
    let (words, errors) = (try line.filters.map { try expand($0) }, context.errors)
    let filters = try await BlockingThreads.run {
      try FilterChain(starting: words, on: host, into: file, errors: errors)
    }
    return (context, filters)
  }

  /// Runs what stands behind `!`.
  func run(_ escape: ShellEscape) async -> ImageCommands.ExitStatus {
    do { return try await escape.run(on: try programs(for: .escape)) } catch { return tell(error) }
  }

  /// What programs get; a simulated world has none.
  private func programs(for wanted: ProgramRefused.Wanted) throws(ProgramRefused) -> ProgramHost {
    if case .simulated = world.origin { throw .simulated(wanted) }
    guard let programs else { throw .absent }
    return programs
  }

  /// What is read stands in front of the programs, what is written behind them.
  private static func checkPlaces(of line: CommandLine) throws(LineRefused) {
    guard let pipe = line.filters.first?.first?.span.lowerBound else { return }
    if let target = line.output?.target, target.span.lowerBound < pipe { throw .outputBeforeFilter(target.value) }
    if let target = line.input?.target, target.span.lowerBound > pipe { throw .inputBehindFilter(target.value) }
  }

  /// The file behind `>` or `>>`, if there is one.
  private func file(_ line: CommandLine, in folder: WorkingFolder) async throws -> FileOutput? {
    guard let output = line.output else { return nil }
    let (path, name) = (try folder.resolve(output.target.value), output.target.value)
    let isCancelled = Locked(false)
    let file = try await withTaskCancellationHandler {
      try await BlockingThreads.run {
        try FileOutput(writing: path, named: name, appends: output.appends) { isCancelled.withLock { $0 } }
      }
    } onCancel: {
      isCancelled.withLock { $0 = true }
    }
    if let input = line.input, file.isFile(of: try folder.resolve(input.target.value)) {
      throw LineRefused.readAndWritten(name)
    }
    return file
  }
}

/// A file behind `>`. A command that fails before it writes anything leaves it as it was.
private struct FileRoute: OutputRoute {
  let file: FileOutput

  init(_ file: FileOutput) { self.file = file }

  func lead(_ context: inout CommandContext) { context.leadOutput(to: file) }

  func run(
    _ command: @Sendable (CommandContext) async -> ImageCommands.ExitStatus, in context: CommandContext
  ) async throws -> ImageCommands.ExitStatus {
    let status = await command(context)
    if status == .success { try file.finish() }
    return status
  }
}
