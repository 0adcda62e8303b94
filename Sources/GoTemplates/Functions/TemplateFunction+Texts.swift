extension TemplateFunction {
  /// The functions that docker adds for texts.
  ///
  /// See [Format command and log output](https://docs.docker.com/engine/cli/formatting/).
  static let texts: [String: TemplateFunction] = [
    "json": TemplateFunction([.any]) { .string($0[0].json()) },
    "split": TemplateFunction([.string, .string]) { .strings(Self.split($0[0].printed, by: $0[1].printed)) },
    "join": TemplateFunction([.strings, .string]) { .string(Self.join($0[0], with: $0[1].printed)) },
    "title": TemplateFunction([.string]) { .string(Self.title($0[0].printed)) },
    "lower": TemplateFunction([.string]) { .string(Self.mapped($0[0].printed, \.lowercaseMapping)) },
    "upper": TemplateFunction([.string]) { .string(Self.mapped($0[0].printed, \.uppercaseMapping)) },
    "pad": TemplateFunction([.string, .integer, .integer]) { arguments throws(Failure) in
      let text = arguments[0].printed
      return text.isEmpty ? "" : .string(try Self.blanks(arguments[1]) + text + (try Self.blanks(arguments[2])))
    },
    "truncate": TemplateFunction([.string, .integer]) { arguments throws(Failure) in
      guard case .integer(let length) = arguments[1] else { return arguments[0] }
      guard length >= 0 else { throw Failure("runtime error: slice bounds out of range [:\(length)]") }
      return .string(Self.prefix(arguments[0].printed, bytes: Int(length)))
    },
  ]

  /// Go maps character by character: one whose mapping is several stays as it is.
  private static func mapped(_ text: String, _ mapping: KeyPath<Unicode.Scalar.Properties, String>) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      let other = scalar.properties[keyPath: mapping]
      result += other.unicodeScalars.count == 1 ? other : String(scalar)
    }
  }

  /// Go's `strings.Split`: an empty separator cuts between characters.
  private static func split(_ text: String, by separator: String) -> [String] {
    guard !separator.isEmpty else { return text.unicodeScalars.map { String($0) } }
    let (bytes, mark) = (Array(text.utf8), Array(separator.utf8))
    var parts: [String] = []
    var start = 0
    var index = 0
    while index + mark.count <= bytes.count {
      if bytes[index..<index + mark.count].elementsEqual(mark) {
        parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
        index += mark.count
        start = index
      } else {
        index += 1
      }
    }
    return parts + [String(decoding: bytes[start...], as: UTF8.self)]
  }

  private static func join(_ list: Value, with separator: String) -> String {
    guard case .list(let elements?) = list else { return "" }
    return elements.map(\.printed).joined(separator: separator)
  }

  /// Go's `strings.Title`: the first letter of each word in upper case, where letters, digits and `_` make words.
  private static func title(_ text: String) -> String {
    var result = ""
    var isInWord = false
    for scalar in text.unicodeScalars {
      result += isInWord ? String(scalar) : scalar.properties.titlecaseMapping
      isInWord = scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
    return result
  }

  /// At most as many blanks as a line of a screen may ever need.
  private static func blanks(_ count: Value) throws(Failure) -> String {
    guard case .integer(let number) = count else { return "" }
    guard number >= 0 else { throw Failure("strings: negative Repeat count") }
    guard number <= 1 << 16 else { throw Failure("more than \(1 << 16) blanks") }
    return String(repeating: " ", count: Int(number))
  }

  /// The first bytes of a text, as docker's `truncate` counts; a character that would be cut in two is left out.
  private static func prefix(_ text: String, bytes count: Int) -> String {
    guard text.utf8.count > count else { return text }
    var kept = ""
    var length = 0
    for scalar in text.unicodeScalars {
      length += UTF8.encode(scalar)?.count ?? 0
      if length > count { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept
  }
}
