/// One word of a command.
struct Operand: Sendable {
  indirect enum Kind: Sendable {
    case dot
    case null
    case constant(Value)
    case function(String)
    /// `.A.B`.
    case field([String])
    /// `$x.A`: the variable, then the fields.
    case variable(String, [String])
    case pipeline(Pipeline)
    /// `(…).A`: fields of what is no name.
    case chain(Operand, [String])
  }

  let kind: Kind
  /// The byte that Go's messages name.
  let position: Int
  /// The operand as Go's messages show it.
  let shown: String

  /// Whether it is a value that can't take arguments or stand behind a pipe.
  var isConstant: Bool {
    switch kind {
    case .dot, .null, .constant: true
    default: false
    }
  }
}
