/// What the values of options are that several commands have, once for all of them.
enum SharedOptions {
  /// By the option's long name.
  static let kinds: [String: ArgumentKind] = [
    "ca-file": .file, "platform": .platform, "at": .registry, "fixture": .fixture,
  ]
}

extension CommandEntry {
  /// What an option's value is, for completion.
  public func kind(of option: DeclaredCommand.Option) -> ArgumentKind {
    if option.isBoolean { return .word(["true", "false"]) }
    return command.optionKinds[option.long] ?? SharedOptions.kinds[option.long] ?? .text
  }

  /// Whether it is said what an option's value is.
  package func knowsKind(of option: DeclaredCommand.Option) -> Bool {
    option.isBoolean || command.optionKinds[option.long] != nil || SharedOptions.kinds[option.long] != nil
  }
}
