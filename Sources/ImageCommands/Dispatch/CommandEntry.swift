import ArgumentParser

/// A command under the words that call it: `images`, or `image ls`.
public struct CommandEntry: Sendable {
  /// The words: a verb, or a group and its verb.
  public let path: [String]
  /// The command.
  public let command: any DrydockCommand.Type
  /// Whether the words are another spelling of a command that has a name of its own.
  public let isAlias: Bool
  /// What it is about; of no consequence to an alias.
  public let topic: CommandTopic

  /// Names a command.
  public init(
    _ path: String, _ command: any DrydockCommand.Type, _ topic: CommandTopic = .session, isAlias: Bool = false
  ) {
    self.path = path.split(separator: " ").map(String.init)
    self.command = command
    self.topic = topic
    self.isAlias = isAlias
  }

  /// The words with blanks between.
  public var name: String { path.joined(separator: " ") }

  /// `Usage:  drydock image ls [OPTIONS]`
  public var usage: String { "Usage:  drydock \(name)" + (command.synopsis.isEmpty ? "" : " \(command.synopsis)") }

  /// What the command does, in a few words.
  public var abstract: String { command.configuration.abstract }
}
