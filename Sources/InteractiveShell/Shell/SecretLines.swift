import CommandLanguage
import LineEditing

/// Which lines hold a secret and so get into no history, neither in memory nor on disk.
public enum SecretLines {
  /// Keeps all lines but those that hold a secret or begin with a blank.
  public static let historyPolicy = HistoryPolicy { !holdsSecret($0) }

  /// Whether a line shows a password: `login -p`, `--password`, an account of `registry serve`, a user and a password
  /// in a URL, or something piped into `login`. A line that can't be read is judged by its text.
  static func holdsSecret(_ line: String) -> Bool { !isInnocent(line) && showsSecret(in: line) }

  /// Whether a look at the bytes is enough: no option, pipe, `!`, URL, or word for a secret. A long history is read while its
  /// user types the first key.
  static func isInnocent(_ line: String) -> Bool {
    var line = line
    return line.withUTF8 { bytes in
      func holds(_ word: StaticString, at place: Int) -> Bool {
        word.withUTF8Buffer { word in
          bytes.count - place >= word.count && word.indices.allSatisfy { bytes[place + $0] | 0x20 == word[$0] | 0x20 }
        }
      }
      for (place, byte) in bytes.enumerated() {
        switch byte {
        case UInt8(ascii: "|"), UInt8(ascii: "!"): return false
        case UInt8(ascii: "-") where place == 0 || !bytes[place - 1].isWithinWord: return false
        case UInt8(ascii: ":") where holds("://", at: place): return false
        case UInt8(ascii: "l"), UInt8(ascii: "L"): if holds("login", at: place) { return false }
        case UInt8(ascii: "p"), UInt8(ascii: "P"): if holds("password", at: place) { return false }
        default: break
        }
      }
      return true
    }
  }

  static func showsSecret(in line: String) -> Bool {
    var text = CommandLanguage.Prompt.split(line, Session.prompts)?.rest ?? line
    if let escape = ShellEscape(text) {
      text = escape.command ?? ""
      if mayHoldOthersSecret(text.lowercased()) { return true }
    }
    guard let command = try? CommandLine(text) else { return mayHoldSecret(text.lowercased()) }
    let words = Invocation(command.words).words.map(\.value)
    if command.filters.contains(where: { $0.contains { isLogin($0.value) } }) { return true }
    if words.contains(where: { showsSecret($0.lowercased()) }) { return true }
    guard let verb = words.first else { return mayHoldSecret(text.lowercased()) }
    return isLogin(verb) && words.dropFirst().contains { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.contains("p") }
  }

  /// `lgoin -p secret` and `lo -p secret` are no secret less.
  private static func isLogin(_ verb: String) -> Bool {
    Spelling.nearest(to: verb, among: ["login"]) != nil || !verb.isEmpty && "login".hasPrefix(verb)
  }

  private static func showsSecret(_ word: String) -> Bool {
    if word.hasPrefix("--password"), word != "--password-stdin" { return true }
    for option in ["--user", "--reader"] where word == option || word.hasPrefix("\(option)=") { return true }
    guard let scheme = word.firstRange(of: "://"), let at = word.lastIndex(of: "@") else { return false }
    return scheme.upperBound < at && word[scheme.upperBound..<at].contains(":")
  }

  private static func mayHoldSecret(_ text: String) -> Bool {
    ["password", "login", "--user", "--reader", "://"].contains { text.contains($0) }
  }

  /// Of programs of others one can only guess what shows a secret.
  private static func mayHoldOthersSecret(_ text: String) -> Bool {
    ["passphrase", "passwd", "password", "secret", "token"].contains { text.contains($0) }
  }
}

extension UInt8 {
  /// Whether a dash behind it can't begin a word: a letter, a digit, or what names are made of.
  fileprivate var isWithinWord: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: ".")...UInt8(ascii: ":"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
