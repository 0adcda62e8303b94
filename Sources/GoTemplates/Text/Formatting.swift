/// Texts of values as Go's `fmt` makes them: `print`, `println` and `printf`.
///
/// See [fmt](https://pkg.go.dev/fmt).
enum Formatting {
  /// Values behind each other, with a blank between two that are no texts.
  static func print(_ values: [Value]) -> String {
    var text = ""
    for (index, value) in values.enumerated() {
      if index > 0, !isText(value), !isText(values[index - 1]) { text += " " }
      text += value.printed
    }
    return text
  }

  /// Values with blanks between and a line feed behind.
  static func line(_ values: [Value]) -> String { values.map(\.printed).joined(separator: " ") + "\n" }

  /// The widest field and the longest precision, as Go has them.
  private static let widest = 1_000_000

  private static func isText(_ value: Value) -> Bool { if case .string = value { true } else { false } }

  /// A format with its verbs replaced; what does not fit is told in the text, as Go does.
  static func text(_ format: String, _ values: [Value]) -> String {
    var result = ""
    var rest = Array(format.unicodeScalars)[...]
    var arguments = values[...]
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      var directive = Directive()
      while let flag = rest.first, directive.take(flag: flag) { rest.removeFirst() }
      if rest.first == "*" {
        rest.removeFirst()
        guard case .integer(let width)? = arguments.popFirst(), abs(width) <= widest else {
          result += "%!(BADWIDTH)"
          continue
        }
        directive.isLeftAligned = directive.isLeftAligned || width < 0
        directive.width = Int(abs(width))
      } else {
        directive.width = number(&rest)
      }
      if rest.first == "." {
        rest.removeFirst()
        if rest.first == "*" {
          rest.removeFirst()
          guard case .integer(let precision)? = arguments.popFirst(), (0...Int64(widest)).contains(precision) else {
            result += "%!(BADPREC)"
            continue
          }
          directive.precision = Int(precision)
        } else {
          directive.precision = number(&rest) ?? 0
        }
      }
      guard let verb = rest.popFirst() else { return result + "%!(NOVERB)" }
      if verb == "%" { result += "%"; continue }
      guard let value = arguments.popFirst() else {
        result += "%!\(verb)(MISSING)"
        continue
      }
      result += directive.text(value, verb: verb)
    }
    guard !arguments.isEmpty else { return result }
    let extra = arguments.map { value in
      if case .null = value { "<nil>" } else { "\(value.typeName)=\(value.printed)" }
    }
    return result + "%!(EXTRA \(extra.joined(separator: ", ")))"
  }

  private static func number(_ rest: inout ArraySlice<Unicode.Scalar>) -> Int? {
    var value: Int?
    while let digit = rest.first, ("0"..."9").contains(digit) {
      value = min(widest, (value ?? 0) * 10 + Int(digit.value - 48))
      rest.removeFirst()
    }
    return value
  }
}
