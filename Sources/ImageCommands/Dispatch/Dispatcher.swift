import ArgumentParser
import CommandLanguage
import Presentation

/// Runs command lines: finds the command, parses its options, runs it, tells what went wrong, and decides the status.
///
/// The one-shot program, the shell, scripts and tutorials all come through here.
public struct Dispatcher: Sendable {
  /// The commands.
  public let table: CommandTable

  /// Dispatches to these commands.
  public init(_ table: CommandTable) { self.table = table }

  /// Runs one command, given the words behind the program's name or behind a prompt, and returns its exit status; every
  /// error is told on the context's error output.
  public func run(_ words: [String], in context: CommandContext) async -> ExitStatus {
    do {
      guard let command = try parse(words, context) else { return .success }
      try await command.run(in: context.tellingNotices())
      return .success
    } catch {
      return ExitStatus.tell(error, in: context)
    }
  }

  /// Parses one command; nil where only help was asked for, which is then written.
  ///
  /// - Throws: ``UsageError``, and what is wrong with a value.
  public func parse(_ words: [String], _ context: CommandContext) throws -> (any DrydockCommand)? {
    if let first = words.first, ["--version", "-v"].contains(first) { return VersionCommand() }
    if let first = words.first, ["--help", "-h"].contains(first) {
      try context.output.write(HelpText(table).overview)
      return nil
    }
    guard !words.isEmpty else {
      try context.errors.write(HelpText(table).overview)
      return nil
    }
    if words.count == 1, table.groups.contains(words[0]) {
      try context.errors.write(HelpText(table).group(words[0]))
      return nil
    }
    let (entry, rest) = try resolve(words)
    let normal = try Normalisation(rest, for: entry.command, name: entry.name)
    guard !normal.wantsHelp else {
      try context.output.write(HelpText(table).command(entry))
      return nil
    }
    if !normal.runtimeOptions.isEmpty {
      let options = normal.runtimeOptions.joined(separator: ", ")
      try context.errors.line("Notice: nothing runs here, so this means nothing: \(options)")
    }
    return try instantiate(entry, normal.words)
  }

  /// Parses one command without running it or writing anything, for its story.
  ///
  /// - Throws: ``UsageError``, and what is wrong with a value.
  public func parse(_ words: [String]) throws -> any DrydockCommand {
    let (entry, rest) = try resolve(words)
    return try instantiate(entry, try Normalisation(rest, for: entry.command, name: entry.name).words)
  }

  private func resolve(_ words: [String]) throws(UsageError) -> (entry: CommandEntry, rest: ArraySlice<String>) {
    do { return try table.find(words) } catch {
      if case .unknownCommand(let name, _) = error, Self.notHere.contains(name) { throw .notHere(name) }
      throw error
    }
  }

  private func instantiate(_ entry: CommandEntry, _ words: [String]) throws -> any DrydockCommand {
    do {
      return try entry.command.parse(words)
    } catch {
      throw UsageError.invalidValue(entry.command.message(for: error), command: entry.name)
    }
  }

  /// Verbs of docker's that need something to run in: pages use them, and they are found and told, never guessed at.
  public static let notHere: Set<String> = [
    "attach", "build", "builder", "buildx", "compose", "context", "events", "exec", "kill", "logs", "network", "node",
    "pause", "plugin", "port", "restart", "run", "secret", "service", "stack", "start", "stats", "stop", "swarm", "top",
    "trust", "unpause", "update", "volume", "wait",
  ]
}
