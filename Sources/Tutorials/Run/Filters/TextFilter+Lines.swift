extension TextFilter {
  static func head(_ words: [String]) throws(Unsupported) -> ([String]) -> Result {
    let options = try Options(words, of: "head", flags: "", values: "n")
    let count = try number(options.values["n"], of: "head", default: 10)
    return { Result(lines: Array($0.prefix(count))) }
  }

  static func tail(_ words: [String]) throws(Unsupported) -> ([String]) -> Result {
    let options = try Options(words, of: "tail", flags: "", values: "n")
    if let text = options.values["n"], text.hasPrefix("+") {
      let first = try number(String(text.dropFirst()), of: "tail", default: 1)
      return { Result(lines: Array($0.dropFirst(max(0, first - 1)))) }
    }
    let count = try number(options.values["n"], of: "tail", default: 10)
    return { Result(lines: Array($0.suffix(count))) }
  }

  static func count(_ words: [String]) throws(Unsupported) -> ([String]) -> Result {
    let options = try Options(words, of: "wc", flags: "lwc")
    return { lines in
      let counts: [(Character, Int)] = [
        ("l", lines.count), ("w", lines.reduce(0) { $0 + $1.blankSeparated.count }),
        ("c", lines.reduce(0) { $0 + $1.utf8.count + 1 }),
      ]
      let wanted = counts.filter { options.flags.isEmpty || options.flags.contains($0.0) }
      return Result(lines: [wanted.map { String($0.1) }.joined(separator: " ")])
    }
  }

  static func sort(_ words: [String]) throws(Unsupported) -> ([String]) -> Result {
    let options = try Options(words, of: "sort", flags: "nru", values: "k")
    let column = try options.values["k"].map { (text: String) throws(Unsupported) in
      try number(String(text.prefix { $0.isNumber }), of: "sort", default: 1)
    }
    func key(_ line: String) -> String {
      guard let column else { return line }
      return line.blankSeparated.dropFirst(max(0, column - 1)).joined(separator: " ")
    }
    func isBefore(_ first: String, _ second: String) -> Bool {
      guard options.flags.contains("n") else { return key(first) < key(second) }
      return numeric(key(first)) < numeric(key(second))
    }
    return { lines in
      var sorted = lines.sorted(by: isBefore)
      if options.flags.contains("r") { sorted.reverse() }
      return Result(lines: options.flags.contains("u") ? withoutRepetition(sorted).map(\.line) : sorted)
    }
  }

  private static func numeric(_ text: String) -> Double {
    Double(text.trimmed.prefix { $0.isNumber || $0 == "." || $0 == "-" }) ?? 0
  }

  static func unique(_ words: [String]) throws(Unsupported) -> ([String]) -> Result {
    let options = try Options(words, of: "uniq", flags: "cdu")
    return { lines in
      var groups = withoutRepetition(lines)
      if options.flags.contains("d") { groups.removeAll { $0.count < 2 } }
      if options.flags.contains("u") { groups.removeAll { $0.count > 1 } }
      return Result(lines: groups.map { options.flags.contains("c") ? "\($0.count) \($0.line)" : $0.line })
    }
  }

  private static func withoutRepetition(_ lines: [String]) -> [(line: String, count: Int)] {
    var groups: [(line: String, count: Int)] = []
    for line in lines {
      if groups.last?.line == line { groups[groups.count - 1].count += 1 } else { groups.append((line, 1)) }
    }
    return groups
  }
}
