/// Commands, each of which gets the value of the one before as its last argument.
struct Pipeline: Sendable {
  let position: Int
  /// The variables that get the value, with their dollar signs.
  let variables: [String]
  /// Whether the variables exist already.
  let isAssignment: Bool
  let commands: [Command]

  /// The pipeline as Go's messages show it.
  var shown: String {
    let left = variables.isEmpty ? "" : variables.joined(separator: ", ") + (isAssignment ? " = " : " := ")
    return left + commands.map(\.shown).joined(separator: " | ")
  }
}

/// A function, a field or a constant, with arguments.
struct Command: Sendable {
  let position: Int
  let operands: [Operand]

  /// The command as Go's messages show it.
  var shown: String {
    operands.map { if case .pipeline = $0.kind { "(\($0.shown))" } else { $0.shown } }.joined(separator: " ")
  }
}
