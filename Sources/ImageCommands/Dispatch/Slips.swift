import CommandLanguage

/// Mixtures of two commands' spellings: `images rm x` for `image rm x`, `ps ls` for `container ls`.
enum Slips {
  /// The groups that verbs without one are taken for.
  private static let groups = ["images": "image", "ps": "container"]

  /// The command line that was meant by a verb with a group's verb behind it; nil where it is none.
  static func meant(by entry: CommandEntry, _ arguments: [String], in table: CommandTable) -> String? {
    guard let group = groups[entry.name], let verb = arguments.first,
      table.verbs(of: group).contains(where: { $0.path[1] == verb })
    else { return nil }
    return "\(group) \(CommandLine.quote(arguments))"
  }
}
