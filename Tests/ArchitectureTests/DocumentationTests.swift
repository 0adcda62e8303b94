import Testing

/// The formatter can't tell a witness from a declaration of our own, so the presence of documentation is checked here
/// and its form there.
@Suite struct DocumentationTests {
  /// What a protocol of the standard library or of ArgumentParser asks for, and documents.
  private static let inherited: Set<String> = [
    "<", "==", "hash", "description", "debugDescription", "next", "makeIterator", "makeAsyncIterator", "encode", "run",
    "validate", "configuration", "customMirror", "rawValue", "init(from", "init(rawValue", "init(argument",
    "init(stringLiteral", "init(integerLiteral", "init(booleanLiteral", "init(arrayLiteral", "init(dictionaryLiteral",
  ]

  @Test func `every public declaration says what it is for`() throws {
    let sources = try Repository.sources()
    let witnesses = sources.reduce(into: Self.inherited) { $0.formUnion(Self.requirements(of: $1)) }
    var bare: [String] = []
    for file in sources {
      let lines = file.lines
      let isCommand = lines.contains("import ArgumentParser")
      for (number, line) in lines.enumerated() {
        guard let name = Self.publicName(line), !witnesses.contains(name) else { continue }
        if isCommand, Self.hasHelp(lines[...number]) { continue }
        if line.hasSuffix("public init() {}") { continue }
        if !Self.isDocumented(lines[..<number]) { bare.append("\(file):\(number + 1) \(name)") }
      }
    }
    #expect(bare == [], "public and without documentation")
  }

  /// The names that the protocols of a file ask for, which is where they are documented.
  private static func requirements(of file: Repository.SourceFile) -> Set<String> {
    let requirement = #/^\ \ (?:static\ |mutating\ |@\w+\ )*(?:func|var|init)(?:\ |(?=\())(.*)/#
    var names: Set<String> = []
    var isInside = false
    for line in file.lines {
      if line.hasPrefix("public protocol ") || line.hasPrefix("protocol ") { isInside = !line.hasSuffix("}") }
      if line.hasPrefix("}") { isInside = false }
      if isInside, let match = line.firstMatch(of: requirement) {
        names.insert(Self.name(match.output.1))
      }
    }
    return names
  }

  private static func publicName(_ line: Substring) -> String? {
    let code = line.drop { $0 == " " }
    guard code.hasPrefix("public ") || code.hasPrefix("@") else { return nil }
    let declaration =
      #/
      ^(?:@\w+(?:\([^)]*\))?\ )*
      public\ (?:(?:static|final|mutating|override|convenience|indirect|nonisolated|weak|\w+\(set\))\ )*
      (?:struct|class|enum|protocol|actor|typealias|func|var|let|init|subscript)(?:\ |(?=[(<?]))(.*)
      /#
    return code.firstMatch(of: declaration).map { name($0.output.1) }
  }

  /// A name, `init(label` for an initialiser.
  private static func name(_ rest: Substring) -> String {
    if rest.hasPrefix("(") || rest.hasPrefix("?(") {
      return "init(" + (rest.drop { "?(".contains($0) }.prefix { $0.isLetter || $0 == "_" })
    }
    return String(rest.prefix { !" (:<=".contains($0) || ("<=".contains($0) && rest.first == $0) })
  }

  /// Whether the lines end in a documentation comment, attributes behind it ignored.
  private static func isDocumented(_ lines: ArraySlice<Substring>) -> Bool {
    let last = lines.last { !$0.drop(while: { $0 == " " }).hasPrefix("@") }
    return last?.drop(while: { $0 == " " }).hasPrefix("///") ?? false
  }

  /// Whether an option of a command is described by its help.
  private static func hasHelp(_ lines: ArraySlice<Substring>) -> Bool {
    lines.suffix(4).contains { $0.contains(#/@(Option|Flag|Argument|OptionGroup)/#) }
  }
}
