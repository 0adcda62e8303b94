/// A program of a pipe that is followed without being started: `grep`, `head`, `tail`, `wc`, `sort`, `uniq`, `cut`, `tr`,
/// with the options that documentation uses. See
/// [the utilities of POSIX](https://pubs.opengroup.org/onlinepubs/9699919799/idx/utilities.html).
struct TextFilter {
  /// A use of a filter that is not followed.
  struct Unsupported: Error {
    /// The filter.
    let program: String
    /// What of it.
    let reason: String
  }

  /// What a filter made of its input.
  struct Result {
    var lines: [String]
    var status = 0
  }

  private let body: ([String]) -> Result

  /// Reads a filter's words, its name first.
  init(_ words: [String]) throws(Unsupported) {
    let name = words.first ?? ""
    let operands = Array(words.dropFirst())
    body =
      switch name {
      case "grep": try Self.grep(operands)
      case "head": try Self.head(operands)
      case "tail": try Self.tail(operands)
      case "wc": try Self.count(operands)
      case "sort": try Self.sort(operands)
      case "uniq": try Self.unique(operands)
      case "cut": try Self.cut(operands)
      case "tr": try Self.translate(operands)
      default: throw Unsupported(program: name, reason: "is not followed")
      }
  }

  /// What the filter makes of a text, and its exit status.
  func run(on text: String) -> (text: String, status: Int) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let result = body(lines)
    return (result.lines.map { $0 + "\n" }.joined(), result.status)
  }

  /// The letters of options in one word or many, options with a value, and what else stands there.
  struct Options {
    var flags: Set<Character> = []
    var values: [Character: String] = [:]
    var operands: [String] = []

    init(_ words: [String], of program: String, flags known: String, values valued: String = "") throws(Unsupported) {
      var rest = words[...]
      while let word = rest.popFirst() {
        guard word.hasPrefix("-"), word.count > 1, word != "--" else {
          operands.append(word)
          continue
        }
        if word.dropFirst().allSatisfy(\.isNumber), valued.contains("n") {
          values["n"] = String(word.dropFirst())
          continue
        }
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
          if valued.contains(letter) {
            guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
              throw Unsupported(program: program, reason: "-\(letter) has no value")
            }
            values[letter] = value
            letters = ""
          } else if known.contains(letter) {
            flags.insert(letter)
          } else {
            throw Unsupported(program: program, reason: "the option \(word) is not followed")
          }
        }
      }
    }
  }

  /// Reads a whole number of an option.
  static func number(_ text: String?, of program: String, default standard: Int) throws(Unsupported) -> Int {
    guard let text else { return standard }
    guard let number = Int(text), number >= 0 else {
      throw Unsupported(program: program, reason: "\(text) is not followed as a number")
    }
    return number
  }
}
