extension Executor {
  /// The value of a pipeline; `declaring` binds its variables to it.
  mutating func evaluate(
    _ pipeline: Pipeline, _ dot: Value, declaring: Bool = true
  ) throws(TemplateError) -> Value {
    try step()
    var value: Value?
    for command in pipeline.commands { value = try evaluate(command, dot, last: value) }
    let result = value ?? .null
    if declaring {
      for name in pipeline.variables { bind(name, result, isAssignment: pipeline.isAssignment) }
    }
    return result
  }

  /// The value of a command; `last` is the value that the command before it passes on.
  private mutating func evaluate(_ command: Command, _ dot: Value, last: Value?) throws(TemplateError) -> Value {
    let first = command.operands[0]
    let arguments = command.operands.dropFirst()
    switch first.kind {
    case .function(let name): return try call(name, command, arguments, dot, last)
    case .field(let names): return try fields(names, of: dot, at: first, arguments, dot, last)
    case .variable(let name, let names) where !names.isEmpty:
      return try fields(names, of: variable(name), at: first, arguments, dot, last)
    case .chain(let term, let names):
      return try fields(names, of: try evaluate(term, dot), at: Self.word(in: term), arguments, dot, last)
    case .null: throw failure(at: first, "nil is not a command")
    default:
      guard arguments.isEmpty, last == nil else {
        throw failure(at: first, "can't give argument to non-function \(first.shown)")
      }
      return try evaluate(first, dot)
    }
  }

  /// The value of an operand on its own.
  private mutating func evaluate(_ operand: Operand, _ dot: Value) throws(TemplateError) -> Value {
    switch operand.kind {
    case .dot: return dot
    case .null: return .null
    case .constant(let value): return value
    case .pipeline(let pipeline): return try evaluate(pipeline, dot)
    case .variable(let name, let names): return try fields(names, of: variable(name), at: operand, [], dot, nil)
    case .field, .chain, .function:
      return try evaluate(Command(position: operand.position, operands: [operand]), dot, last: nil)
    }
  }

  /// The word that Go names when fields of a parenthesis fail: the first one in it.
  private static func word(in term: Operand) -> Operand {
    guard case .pipeline(let pipeline) = term.kind, let command = pipeline.commands.last else { return term }
    return word(in: command.operands[0])
  }

  private func variable(_ name: String) -> Value { variables.last { $0.name == name }?.value ?? .null }

  // MARK: Fields

  /// Follows names from a value on; the last one may be a method and take arguments.
  private mutating func fields(
    _ names: [String], of start: Value, at operand: Operand, _ arguments: ArraySlice<Operand>, _ dot: Value,
    _ last: Value?
  ) throws(TemplateError) -> Value {
    var value = start
    for (index, name) in names.enumerated() {
      let isLast = index == names.count - 1
      if case .record(let record) = value, let map = record.lookups[name] {
        var keys: [Value] = []
        if isLast { for argument in arguments { keys.append(try evaluate(argument, dot)) } }
        if isLast, let last { keys.append(last) }
        guard keys.count == 1 else {
          throw failure(at: operand, "wrong number of args for \(name): want 1 got \(keys.count)")
        }
        guard case .string(let key) = keys[0] else {
          throw failure(at: operand, "wrong type for value; expected string; got \(keys[0].typeName)")
        }
        value = .string(map.map { $0[key] ?? "" } ?? Self.heading(of: key))
        continue
      }
      if isLast, !arguments.isEmpty || last != nil {
        guard case .record(let record) = value, record.form == .row else {
          throw failure(at: operand, "\(name) is not a method but has arguments")
        }
        let count = arguments.count + (last == nil ? 0 : 1)
        throw failure(at: operand, "wrong number of args for \(name): want 0 got \(count)")
      }
      value = try field(name, of: value, at: operand)
    }
    return value
  }

  /// docker heads the column of a label with the last part of its name.
  private static func heading(of key: String) -> String {
    let last = key.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
    return String(last.map { $0 == "-" || $0 == "_" ? " " : $0 })
  }

  private func field(_ name: String, of value: Value, at operand: Operand) throws(TemplateError) -> Value {
    switch value {
    case .record(let record):
      if let field = record[name] { return field }
      if record.form == .headings { return .null }
      let message =
        record.form == .row
        ? "can't evaluate field \(name) in type \(record.typeName)"
        : "map has no entry for key \(GoQuoting.quote(name))"
      throw failure(at: operand, message, known: .fields(record.names, unknown: name))
    case .map(let entries): return (entries ?? [:])[name] ?? .null
    case .null: throw failure(at: operand, "nil pointer evaluating interface {}.\(name)")
    default: throw failure(at: operand, "can't evaluate field \(name) in type \(value.typeName)")
    }
  }

  // MARK: Functions

  private mutating func call(
    _ name: String, _ command: Command, _ arguments: ArraySlice<Operand>, _ dot: Value, _ last: Value?
  ) throws(TemplateError) -> Value {
    guard let function = functions[name] else {
      throw failure(at: command.operands[0], "\(GoQuoting.quote(name)) is not a defined function")
    }
    let count = arguments.count + (last == nil ? 0 : 1)
    let least = function.parameters.count
    guard count == least || (function.rest != nil && count > least) else {
      let wanted = function.rest == nil ? "\(least)" : "at least \(least)"
      throw failure(at: command.operands[0], "wrong number of args for \(name): want \(wanted) got \(count)")
    }
    var values: [Value] = []
    for (index, argument) in arguments.enumerated() {
      let value = try evaluate(argument, dot)
      // The rest of an 'and' or an 'or' is not looked at once its value is known.
      if let decisive = function.decidedBy, value.isTrue == decisive { return value }
      try check(value, function.parameter(index), at: argument)
      values.append(value)
    }
    if let last {
      if let wrong = function.parameter(values.count).mismatch(last) {
        throw failure(
          at: command.operands[0], "wrong type for value; expected \(wrong); got \(last.typeName)")
      }
      values.append(last)
    }
    do { return try function.body(values) } catch {
      throw failure(at: command.position, command.shown, "error calling \(name): \(error.message)")
    }
  }

  private func check(
    _ value: Value, _ parameter: TemplateFunction.Parameter, at operand: Operand
  ) throws(TemplateError) {
    guard let wanted = parameter.mismatch(value) else { return }
    switch (operand.kind, parameter) {
    case (.null, _): throw failure(at: operand, "cannot assign nil to \(wanted)")
    case (.constant, .strings):
      throw failure(at: operand, "can't handle \(operand.shown) for arg of type \(wanted)")
    case (.constant, _): throw failure(at: operand, "expected \(wanted); found \(operand.shown)")
    default: break
    }
    if case .null = value { throw failure(at: operand, "invalid value; expected \(wanted)") }
    throw failure(at: operand, "wrong type for value; expected \(wanted); got \(value.typeName)")
  }
}
