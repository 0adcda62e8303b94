/// Fills a template in: walks its nodes, and writes.
///
/// Follows Go's [exec.go](https://cs.opensource.google/go/go/+/refs/tags/go1.22.0:src/text/template/exec.go), whose
/// messages name the place and the word that failed.
struct Executor {
  let template: Template
  let functions: [String: TemplateFunction]
  /// The name of the template being walked; the whole text has none.
  private var name = ""
  private var output = ""
  private var steps = 0
  private var calls = 0
  var variables: [(name: String, value: Value)] = []

  /// Fills a template in with a value.
  static func run(
    _ template: Template, _ value: Value, functions: [String: TemplateFunction]
  ) throws(TemplateError) -> String {
    var executor = Executor(template: template, functions: functions)
    executor.variables = [("$", value)]
    _ = try executor.walk(template.body, value)
    return executor.output
  }

  private init(template: Template, functions: [String: TemplateFunction]) {
    self.template = template
    self.functions = functions
  }

  /// What goes on behind a node.
  private enum Flow { case onward, leaveLoop, nextRound }

  // MARK: Failures

  /// A failure at a byte of the template's text, with the word there.
  func failure(
    at position: Int, _ shown: String, _ message: String, known: TemplateError.Known = .nothing
  ) -> TemplateError {
    let before = Array(template.text.utf8.prefix(position))
    let line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    let column = before.lastIndex(of: UInt8(ascii: "\n")).map { position - ($0 + 1) } ?? position
    return TemplateError(
      .execution, "template: :\(line):\(column): executing \(GoQuoting.quote(name)) at <\(shown)>: \(message)",
      known: known)
  }

  func failure(at operand: Operand, _ message: String, known: TemplateError.Known = .nothing) -> TemplateError {
    failure(at: operand.position, operand.shown, message, known: known)
  }

  // MARK: Nodes

  private mutating func write(_ text: String) throws(TemplateError) {
    guard output.utf8.count + text.utf8.count <= Template.Limits.output else {
      throw TemplateError(.execution, "template: : more than \(Template.Limits.output) bytes of output")
    }
    output += text
  }

  /// Counts a step.
  mutating func step() throws(TemplateError) {
    steps += 1
    guard steps <= Template.Limits.steps else {
      throw TemplateError(.execution, "template: : more than \(Template.Limits.steps) steps")
    }
  }

  private mutating func walk(_ nodes: [Node], _ dot: Value) throws(TemplateError) -> Flow {
    for node in nodes {
      try step()
      let flow = try walk(node, dot)
      if flow != .onward { return flow }
    }
    return .onward
  }

  private mutating func walk(_ node: Node, _ dot: Value) throws(TemplateError) -> Flow {
    switch node {
    case .text(let text): try write(text)
    case .action(let pipeline):
      let value = try evaluate(pipeline, dot)
      if pipeline.variables.isEmpty { try write(Self.shown(value)) }
    case .condition(let branch), .with(let branch):
      let count = variables.count
      defer { variables.removeLast(variables.count - count) }
      let value = try evaluate(branch.pipeline, dot)
      guard value.isTrue else { return try walk(branch.otherwise, dot) }
      if case .with = node { return try walk(branch.body, value) }
      return try walk(branch.body, dot)
    case .range(let branch): return try walkRange(branch, dot)
    case .template(let name, let argument, let position, let shown):
      try call(name, try argument.map { pipeline throws(TemplateError) in try evaluate(pipeline, dot) } ?? .null) {
        $0.failure(at: position, shown, $1)
      }
    case .leaveLoop: return .leaveLoop
    case .nextRound: return .nextRound
    }
    return .onward
  }

  /// How a value stands in the output.
  private static func shown(_ value: Value) -> String { if case .null = value { "<no value>" } else { value.printed } }

  private mutating func call(
    _ name: String, _ value: Value, _ failure: (Executor, String) -> TemplateError
  ) throws(TemplateError) {
    guard let body = template.definitions[name] else {
      throw failure(self, "template \(GoQuoting.quote(name)) not defined")
    }
    guard calls < Template.Limits.calls else {
      throw failure(self, "exceeded maximum template depth (\(Template.Limits.calls))")
    }
    let outer = (self.name, variables)
    (self.name, variables) = (name, [("$", value)])
    calls += 1
    defer {
      calls -= 1
      (self.name, variables) = outer
    }
    _ = try walk(body, value)
  }

  private mutating func walkRange(_ branch: Branch, _ dot: Value) throws(TemplateError) -> Flow {
    let count = variables.count
    defer { variables.removeLast(variables.count - count) }
    let pipeline = branch.pipeline
    let value = try evaluate(pipeline, dot, declaring: false)
    let rounds: [(key: Value, element: Value)]
    switch value {
    case .list(let elements):
      rounds = (elements ?? []).enumerated().map { (.integer(Int64($0.offset)), $0.element) }
    case .map(let entries): rounds = Value.sorted(entries ?? [:]).map { (.string($0.key), $0.value) }
    case .record(let record) where record.form == .declared:
      rounds = record.fields.map { (.string($0.name), $0.value) }
    case .integer(let number):
      guard number <= Int64(Template.Limits.steps) else {
        throw failure(at: pipeline.position, pipeline.shown, "range over more than \(Template.Limits.steps)")
      }
      rounds = (0..<max(0, number)).map { (.integer($0), .integer($0)) }
    case .null: rounds = []
    default:
      throw failure(at: pipeline.position, pipeline.shown, "range can't iterate over \(value.printed)")
    }
    guard !rounds.isEmpty else { return try walk(branch.otherwise, dot) }
    for (key, element) in rounds {
      try step()
      let inner = variables.count
      defer { variables.removeLast(variables.count - inner) }
      let values = pipeline.variables.count == 2 ? [key, element] : [element]
      for (name, value) in zip(pipeline.variables, values) { bind(name, value, isAssignment: pipeline.isAssignment) }
      if try walk(branch.body, element) == .leaveLoop { break }
    }
    return .onward
  }

  /// Gives a variable a value: a new one, or one that exists.
  mutating func bind(_ name: String, _ value: Value, isAssignment: Bool) {
    if isAssignment, let index = variables.lastIndex(where: { $0.name == name }) {
      variables[index].value = value
    } else {
      variables.append((name, value))
    }
  }
}
