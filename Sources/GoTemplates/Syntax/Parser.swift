/// Reads a template's tokens into its body and the templates that it defines.
///
/// Follows Go's [text/template/parse](https://cs.opensource.google/go/go/+/refs/tags/go1.22.0:src/text/template/parse/parse.go).
struct Parser {
  /// How deep blocks and parentheses may be nested.
  static let maximumDepth = 100

  let tokens: [Token]
  let functions: Set<String>
  var next = 0
  var variables = ["$"]
  var depth = 0
  /// The fields that are named anywhere.
  var mentioned: Set<String> = []
  /// Whether the dot or a variable is used as it is, and not for a field.
  var takesWhole = false
  private var loops = 0
  private(set) var definitions: [String: [Node]] = [:]

  init(_ text: String, functions: Set<String>) {
    tokens = Lexer.tokens(of: text)
    self.functions = functions
  }

  // MARK: Tokens

  /// The token at hand; the last one stays.
  var token: Token { tokens[min(next, tokens.count - 1)] }

  mutating func take() -> Token {
    defer { next += 1 }
    return token
  }

  mutating func skipSpace() { while token.kind == .space { next += 1 } }

  mutating func takeBehindSpace() -> Token {
    skipSpace()
    return take()
  }

  func failure(_ message: String, known: TemplateError.Known = .nothing) -> TemplateError {
    let line = tokens[min(max(next - 1, 0), tokens.count - 1)].line
    return TemplateError(.parsing, "template: :\(line): \(message)", known: known)
  }

  func unexpected(_ token: Token, in context: String) -> TemplateError {
    failure(token.kind == .failure ? token.text : "unexpected \(token.shown) in \(context)")
  }

  mutating func expect(_ kind: Token.Kind, in context: String) throws(TemplateError) {
    let token = takeBehindSpace()
    guard token.kind == kind else { throw unexpected(token, in: context) }
  }

  mutating func descend() throws(TemplateError) {
    depth += 1
    guard depth <= Self.maximumDepth else { throw failure("nested deeper than \(Self.maximumDepth) levels") }
  }

  // MARK: Bodies

  /// What ended a list of nodes.
  private enum Ending { case end, otherwise, nothing }

  /// The whole text.
  mutating func document() throws(TemplateError) -> [Node] {
    let (nodes, ending) = try list(isWhole: true)
    switch ending {
    case .nothing: return nodes
    case .end: throw failure("unexpected {{end}}")
    case .otherwise: throw failure("unexpected {{else}}")
    }
  }

  private mutating func list(isWhole: Bool = false) throws(TemplateError) -> ([Node], Ending) {
    try descend()
    defer { depth -= 1 }
    var nodes: [Node] = []
    while true {
      let token = take()
      switch token.kind {
      case .end:
        guard isWhole else { throw failure("unexpected EOF") }
        return (nodes, .nothing)
      case .text: nodes.append(.text(token.text))
      case .leftDelimiter:
        skipSpace()
        switch self.token.kind {
        case .keyword(.end):
          next += 1
          try expect(.rightDelimiter, in: "end")
          return (nodes, .end)
        case .keyword(.else):
          next += 1
          skipSpace()
          if ![.keyword(.if), .keyword(.with)].contains(self.token.kind) { try expect(.rightDelimiter, in: "else") }
          return (nodes, .otherwise)
        default: try action().map { nodes.append($0) }
        }
      default: throw unexpected(token, in: "input")
      }
    }
  }

  /// What stands between two delimiters, with the block that it begins; nil for a definition.
  private mutating func action() throws(TemplateError) -> Node? {
    guard case .keyword(let keyword) = token.kind else {
      return .action(try pipeline("command", until: .rightDelimiter))
    }
    next += 1
    switch keyword {
    case .if: return .condition(try branch("if"))
    case .with: return .with(try branch("with"))
    case .range:
      loops += 1
      defer { loops -= 1 }
      return .range(try branch("range"))
    case .break, .continue:
      guard loops > 0 else { throw failure("{{\(keyword.rawValue)}} outside {{range}}") }
      try expect(.rightDelimiter, in: "{{\(keyword.rawValue)}}")
      return keyword == .break ? .leaveLoop : .nextRound
    case .define:
      let name = try name(in: "define clause")
      try expect(.rightDelimiter, in: "define clause")
      definitions[name] = try scoped { parser throws(TemplateError) in try parser.definition() }
      return nil
    case .template: return try templateCall()
    case .block:
      let position = token.position
      let name = try name(in: "block clause")
      let argument = try pipeline("block clause", until: .rightDelimiter)
      definitions[name] = try scoped { parser throws(TemplateError) in try parser.definition() }
      return .template(name: name, argument: argument, position: position, shown: "template \"\(name)\"")
    case .end, .else: throw failure("unexpected {{\(keyword.rawValue)}}")
    }
  }

  private mutating func definition() throws(TemplateError) -> [Node] {
    variables = ["$"]
    let (nodes, ending) = try list()
    guard ending == .end else { throw failure("unexpected {{else}} in define clause") }
    return nodes
  }

  private mutating func templateCall() throws(TemplateError) -> Node {
    skipSpace()
    let position = token.position
    let name = try name(in: "template clause")
    skipSpace()
    var argument: Pipeline?
    if token.kind == .rightDelimiter {
      next += 1
    } else {
      argument = try pipeline("template clause", until: .rightDelimiter)
    }
    return .template(
      name: name, argument: argument, position: position,
      shown: "{{template \(GoQuoting.quote(name))\(argument.map { " \($0.shown)" } ?? "")}}")
  }

  private mutating func name(in context: String) throws(TemplateError) -> String {
    let token = takeBehindSpace()
    guard [.string, .rawString].contains(token.kind), let name = Constant.string(token.text) else {
      throw unexpected(token, in: context)
    }
    return name
  }

  /// Reads something that declares variables of its own.
  private mutating func scoped<Result>(
    _ body: (inout Parser) throws(TemplateError) -> Result
  ) throws(TemplateError) -> Result {
    let outer = variables
    defer { variables = outer }
    return try body(&self)
  }

  private mutating func branch(_ context: String) throws(TemplateError) -> Branch {
    try scoped { parser throws(TemplateError) in
      let pipeline = try parser.pipeline(context, until: .rightDelimiter)
      let (body, ending) = try parser.list()
      guard ending == .otherwise else { return Branch(pipeline: pipeline, body: body, otherwise: []) }
      // {{else if …}} is an {{else}}{{if …}} that shares its end.
      if case .keyword(let keyword) = parser.token.kind, keyword.rawValue == context, context != "range" {
        parser.next += 1
        try parser.descend()
        defer { parser.depth -= 1 }
        let inner = try parser.branch(context)
        return Branch(
          pipeline: pipeline, body: body, otherwise: [context == "if" ? .condition(inner) : .with(inner)])
      }
      if case .keyword = parser.token.kind { throw parser.unexpected(parser.take(), in: "else") }
      let (otherwise, last) = try parser.list()
      guard last == .end else { throw parser.failure("expected end; found {{else}}") }
      return Branch(pipeline: pipeline, body: body, otherwise: otherwise)
    }
  }
}
