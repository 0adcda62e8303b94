extension TextFilter {
  static func grep(_ words: [String]) throws(Unsupported) -> ([String]) -> Result {
    let options = try Options(words, of: "grep", flags: "ivcnEFwq", values: "e")
    let pattern = options.values["e"] ?? options.operands.first
    guard let pattern, options.operands.count <= (options.values["e"] == nil ? 1 : 0) else {
      throw Unsupported(program: "grep", reason: "needs one pattern and no file")
    }
    let matches = try matcher(pattern, options.flags)
    return { lines in
      let isInverted = options.flags.contains("v")
      let found = lines.enumerated().filter { matches($0.element) != isInverted }
      let status = found.isEmpty ? 1 : 0
      if options.flags.contains("q") { return Result(lines: [], status: status) }
      if options.flags.contains("c") { return Result(lines: [String(found.count)], status: status) }
      let isNumbered = options.flags.contains("n")
      return Result(
        lines: found.map { isNumbered ? "\($0.offset + 1):\($0.element)" : $0.element }, status: status)
    }
  }

  private static func matcher(
    _ pattern: String, _ flags: Set<Character>
  ) throws(Unsupported) -> (String) -> Bool {
    var text = pattern
    if flags.contains("F") {
      text = escaped(pattern)
    } else if !flags.contains("E"), pattern.contains(where: { "\\+?{}()|".contains($0) }) {
      // Basic and extended expressions disagree on these.
      throw Unsupported(program: "grep", reason: "the expression \(pattern) is not followed")
    }
    if flags.contains("w") { text = "\\b(?:\(text))\\b" }
    guard let expression = try? Regex(text).ignoresCase(flags.contains("i")) else {
      throw Unsupported(program: "grep", reason: "the expression \(pattern) is not followed")
    }
    // A regular expression can't be sent to another task; this one stays in the step's own.
    return { line in (try? expression.firstMatch(in: line)) != nil }
  }

  private static func escaped(_ text: String) -> String {
    text.map { "\\.+*?()[]{}|^$".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  static func cut(_ words: [String]) throws(Unsupported) -> ([String]) -> Result {
    let options = try Options(words, of: "cut", flags: "", values: "dfc")
    let isFields = options.values["f"] != nil
    guard let list = options.values["f"] ?? options.values["c"] else {
      throw Unsupported(program: "cut", reason: "needs -f or -c")
    }
    let ranges = try ranges(list)
    let delimiter = options.values["d"]?.first ?? "\t"
    func isWanted(_ place: Int) -> Bool { ranges.contains { $0.contains(place) } }
    return { lines in
      Result(
        lines: lines.map { line in
          guard isFields else { return String(line.enumerated().filter { isWanted($0.offset + 1) }.map(\.element)) }
          guard line.contains(delimiter) else { return line }
          let fields = line.split(separator: delimiter, omittingEmptySubsequences: false)
          return fields.enumerated().filter { isWanted($0.offset + 1) }.map { String($0.element) }
            .joined(separator: String(delimiter))
        })
    }
  }

  /// `1,3-5,7-` as ranges of places.
  private static func ranges(_ list: String) throws(Unsupported) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for part in list.split(separator: ",") {
      let sides = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let first = sides[0].isEmpty ? 1 : Int(sides[0])
      let last = sides.count == 1 ? first : sides[1].isEmpty ? .max : Int(sides[1])
      guard let first, let last, first >= 1, last >= first else {
        throw Unsupported(program: "cut", reason: "\(list) is not followed")
      }
      ranges.append(first...last)
    }
    return ranges
  }

  static func translate(_ words: [String]) throws(Unsupported) -> ([String]) -> Result {
    let options = try Options(words, of: "tr", flags: "ds")
    guard let first = options.operands.first else { throw Unsupported(program: "tr", reason: "needs a set") }
    let from = set(first)
    let to = options.operands.dropFirst().first.map(set) ?? []
    // A line's end is a character for tr, and is left alone here.
    guard !from.contains("\n"), options.flags.contains("d") || options.flags.contains("s") || !to.isEmpty else {
      throw Unsupported(program: "tr", reason: "\(words.joined(separator: " ")) is not followed")
    }
    return { lines in
      Result(lines: lines.map { line in translated(line, from, to, options.flags) })
    }
  }

  private static func translated(
    _ line: String, _ from: [Character], _ to: [Character], _ flags: Set<Character>
  ) -> String {
    var result: [Character] = []
    for sign in line {
      guard let place = from.firstIndex(of: sign) else {
        result.append(sign)
        continue
      }
      if flags.contains("d") { continue }
      let new = to.isEmpty ? sign : to[min(place, to.count - 1)]
      if flags.contains("s"), result.last == new { continue }
      result.append(new)
    }
    return String(result)
  }

  /// `a-z` and the classes that documentation uses, as characters.
  private static func set(_ text: String) -> [Character] {
    let classes = [
      "[:lower:]": "abcdefghijklmnopqrstuvwxyz", "[:upper:]": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "[:digit:]": "0123456789",
      "[:space:]": " \t", "\\n": "\n", "\\t": "\t",
    ]
    if let known = classes[text] { return Array(known) }
    var signs: [Character] = []
    var rest = Array(text)[...]
    while let first = rest.popFirst() {
      if rest.first == "-", rest.count > 1, let low = first.asciiValue, let high = rest.dropFirst().first?.asciiValue,
        low <= high
      {
        signs += (low...high).map { Character(Unicode.Scalar($0)) }
        rest = rest.dropFirst(2)
      } else {
        signs.append(first)
      }
    }
    return signs
  }
}
