extension Parser {
  /// Commands with pipes between, up to what ends them.
  mutating func pipeline(_ context: String, until end: Token.Kind) throws(TemplateError) -> Pipeline {
    try descend()
    defer { depth -= 1 }
    skipSpace()
    let position = token.position
    var declared: [String] = []
    let isAssignment = try declarations(context, into: &declared)
    var commands: [Command] = []
    while true {
      skipSpace()
      switch token.kind {
      case end:
        next += 1
        guard !commands.isEmpty else { throw failure("missing value for \(context)") }
        for (stage, command) in commands.enumerated().dropFirst() where command.operands[0].isConstant {
          throw failure("non executable command in pipeline stage \(stage + 1)")
        }
        return Pipeline(position: position, variables: declared, isAssignment: isAssignment, commands: commands)
      case .bool, .character, .dot, .field, .identifier, .number, .null, .rawString, .string, .variable,
        .leftParenthesis:
        commands.append(try command())
      default: throw unexpected(take(), in: context)
      }
    }
  }

  /// `$x :=`, `$x =` or, in a range, `$i, $e :=`; whether existing variables get the value.
  private mutating func declarations(_ context: String, into declared: inout [String]) throws(TemplateError) -> Bool {
    while true {
      skipSpace()
      let start = next
      guard token.kind == .variable else { return false }
      let variable = take()
      skipSpace()
      switch token.kind {
      case .assign, .declare:
        let isAssignment = take().kind == .assign
        declared.append(variable.text)
        variables.append(variable.text)
        return isAssignment
      case .other where token.text == ",":
        next += 1
        declared.append(variable.text)
        variables.append(variable.text)
        skipSpace()
        guard context == "range", declared.count < 2 else { throw failure("too many declarations in \(context)") }
        guard [.variable, .rightDelimiter, .rightParenthesis].contains(token.kind) else {
          throw failure("range can only initialize variables")
        }
      default:
        next = start
        return false
      }
    }
  }

  private mutating func command() throws(TemplateError) -> Command {
    skipSpace()
    let position = token.position
    var operands: [Operand] = []
    while true {
      skipSpace()
      if let operand = try operand() { operands.append(operand) }
      switch token.kind {
      case .space: continue
      case .rightDelimiter, .rightParenthesis: break
      case .pipe: next += 1
      default: throw unexpected(take(), in: "operand")
      }
      guard !operands.isEmpty else { throw failure("empty command") }
      return Command(position: position, operands: operands)
    }
  }

  /// A term with the fields behind it.
  private mutating func operand() throws(TemplateError) -> Operand? {
    guard let term = try term() else { return nil }
    switch term.kind {
    case .field(let names): mentioned.formUnion(names)
    case .dot: takesWhole = true
    case .variable where token.kind != .field: takesWhole = true
    default: break
    }
    guard token.kind == .field else { return term }
    // Go names the place of the first field behind the term.
    let position = token.position
    var names: [String] = []
    while token.kind == .field { names.append(Self.name(take())) }
    mentioned.formUnion(names)
    let shown = term.shown + names.map { ".\($0)" }.joined()
    switch term.kind {
    case .field(let first): return Operand(kind: .field(first + names), position: position, shown: shown)
    case .variable(let name, let first):
      return Operand(kind: .variable(name, first + names), position: position, shown: shown)
    case .dot, .null, .constant: throw failure("unexpected . after term \(GoQuoting.quote(term.shown))")
    case .pipeline:
      return Operand(
        kind: .chain(term, names), position: position, shown: "(\(term.shown))" + shown.dropFirst(term.shown.count))
    case .function, .chain: return Operand(kind: .chain(term, names), position: position, shown: shown)
    }
  }

  /// The name behind the dot of a field.
  private static func name(_ field: Token) -> String { String(field.text.unicodeScalars.dropFirst()) }

  private mutating func term() throws(TemplateError) -> Operand? {
    let token = token
    func operand(_ kind: Operand.Kind) -> Operand {
      Operand(kind: kind, position: token.position, shown: token.text)
    }
    switch token.kind {
    case .identifier:
      next += 1
      guard functions.contains(token.text) else {
        throw failure(
          "function \(GoQuoting.quote(token.text)) not defined",
          known: .functions(functions.sorted(), unknown: token.text))
      }
      return operand(.function(token.text))
    case .dot: next += 1; return operand(.dot)
    case .null: next += 1; return operand(.null)
    case .bool: next += 1; return operand(.constant(.bool(token.text == "true")))
    case .variable:
      next += 1
      guard variables.contains(token.text) else {
        throw failure("undefined variable \(GoQuoting.quote(token.text))")
      }
      return operand(.variable(token.text, []))
    case .field: next += 1; return operand(.field([Self.name(token)]))
    case .number, .character:
      next += 1
      guard let value = token.kind == .number ? Constant.number(token.text) : Constant.character(token.text) else {
        throw failure("malformed character constant: \(token.text)")
      }
      return operand(.constant(value))
    case .string, .rawString:
      next += 1
      guard let text = Constant.string(token.text) else { throw failure("invalid syntax") }
      return operand(.constant(.string(text)))
    case .leftParenthesis:
      next += 1
      let inner = try pipeline("parenthesized pipeline", until: .rightParenthesis)
      return Operand(kind: .pipeline(inner), position: inner.position, shown: inner.shown)
    default: return nil
    }
  }
}
