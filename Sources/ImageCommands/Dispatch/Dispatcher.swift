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
    if let first = words.first, ["--version", "-v"].contains(first) {
      try context.output.line("drydock version \(VersionCommand.current)")
      return nil
    }
    guard let first = words.first, !Self.asksForHelp(first) else {
      try (words.isEmpty ? context.errors : context.output).write(HelpText(table).overview)
      return nil
    }
    if words.count <= 2, table.isGroup(first), words.dropFirst().allSatisfy(Self.asksForHelp) {
      try (words.count == 1 ? context.errors : context.output).write(HelpText(table).group(first))
      return nil
    }
    let (entry, rest) = try resolve(words)
    let normal = try Normalisation(rest, for: entry, in: table)
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
    return try instantiate(entry, try Normalisation(rest, for: entry, in: table).words)
  }

  /// Whether what a command line writes is to be read page by page where it is long: help, and what a command says of
  /// itself.
  public func isPaged(_ words: [String]) -> Bool {
    guard let first = words.first else { return false }
    if Self.asksForHelp(first) || words.count == 2 && table.isGroup(first) && Self.asksForHelp(words[1]) { return true }
    guard let (entry, rest) = try? resolve(words), let normal = try? Normalisation(rest, for: entry, in: table) else {
      return false
    }
    return normal.wantsHelp || (try? instantiate(entry, normal.words))?.isPaged ?? false
  }

  private static func asksForHelp(_ word: String) -> Bool { word == "--help" || word == "-h" }

  private func resolve(_ words: [String]) throws(UsageError) -> (entry: CommandEntry, rest: ArraySlice<String>) {
    if let first = words.first, first.hasPrefix("-") { throw .unknownFlag(first, command: "", near: nil) }
    do { return try table.find(words) } catch {
      guard case .unknownCommand(let name, let near) = error else { throw error }
      if AbsentVerbs.contains(name) { throw .notHere(name) }
      let meant = Synonyms.meant(by: name, among: table)
      throw .unknownCommand(name, near: meant ?? near)
    }
  }

  private func instantiate(_ entry: CommandEntry, _ words: [String]) throws -> any DrydockCommand {
    do {
      return try entry.command.parse(words)
    } catch {
      let message = entry.command.message(for: error)
      throw UsageError.invalidValue(
        table.declaration(of: entry.command).refusal(in: message) ?? message, command: entry.name)
    }
  }
}
