/// A prompt in front of a pasted or documented command.
public enum Prompt: String, Hashable, Sendable, CaseIterable {
  /// `$ `, also `user@host:~$ ` and `[user@host ~]$ `.
  case dollar
  /// `# ` of root, also `root@host:/# `. On its own it could as well be a comment; in the shell it always is one.
  case hash
  /// `% ` of zsh, also `user@host ~ % `, and the signs of themes: `❯ `, `➜  ~ `.
  case percent
  /// `> `
  case angle
  /// `PS C:\> `
  case powerShell
  /// `C:\>`, a blank behind it or not.
  case windows
  /// `drydock> `, also with a world or a tutorial named in it: `drydock (windows-2016)> `.
  case drydock

  /// The prompt that a line begins with, and the text behind it. Blanks before the prompt are skipped.
  ///
  /// - Parameters:
  ///   - line: one line, without its end.
  ///   - prompts: the prompts that count.
  /// - Returns: nothing when the line begins with none of them.
  public static func split(_ line: String, _ prompts: Set<Prompt> = Set(allCases)) -> (prompt: Prompt, rest: String)? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard let (prompt, rest) = match(text), prompts.contains(prompt) else { return nil }
    return (prompt, String(rest.drop { $0 == " " || $0 == "\t" }))
  }

  private static func match(_ text: Substring) -> (Prompt, Substring)? {
    guard let first = text.first else { return nil }
    if text.hasPrefix("PS"), let rest = behindAngle(text.dropFirst(2), isPath) { return (.powerShell, rest) }
    if text.hasPrefix("drydock"), let rest = behindAngle(text.dropFirst(7), isSegment) { return (.drydock, rest) }
    if first.isASCII, first.isLetter, text.dropFirst().hasPrefix(":\\"), let end = text.firstIndex(of: ">") {
      return (.windows, text[text.index(after: end)...])
    }
    for (sign, prompt) in [("$", Prompt.dollar), ("#", .hash), (">", .angle), ("%", .percent), ("❯", .percent)]
    where text.hasPrefix(sign) {
      return behind(text.dropFirst()).map { (prompt, $0) }
    }
    if first == "➜" { return theme(text.dropFirst()) }
    return host(text)
  }

  /// The rest, if a blank or nothing stands between it and the prompt.
  private static func behind(_ rest: Substring) -> Substring? {
    guard let first = rest.first else { return rest }
    return first == " " || first == "\t" ? rest : nil
  }

  /// The rest behind the first `>`, if what stands before it is part of a prompt.
  private static func behindAngle(_ text: Substring, _ isPart: (Substring) -> Bool) -> Substring? {
    guard let angle = text.firstIndex(of: ">"), isPart(text[..<angle]) else { return nil }
    return behind(text[text.index(after: angle)...])
  }

  private static func isPath(_ text: Substring) -> Bool {
    text.isEmpty || (text.hasPrefix(" ") && (text.contains("\\") || text.contains("/") || text.contains(":")))
  }

  /// `drydock images > file` is a command: a prompt has no blank before its `>`.
  private static func isSegment(_ text: Substring) -> Bool {
    guard let last = text.last else { return true }
    if last == " " { return false }
    return text.count <= 80
      && (text.hasPrefix(" (") || text.hasPrefix("(") || text.hasPrefix(" [") || text.hasPrefix("["))
  }

  /// `user@host:~$ ` and `[user@host ~]# `.
  private static func host(_ text: Substring) -> (Prompt, Substring)? {
    var head: Substring
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return nil }
      head = text[...end]
    } else {
      head = text.prefix { $0 != " " && $0 != "$" && $0 != "#" }
    }
    guard head.contains("@"), let sign = text[head.endIndex...].first else { return nil }
    if sign == " " { return zsh(text[head.endIndex...].dropFirst()) }
    guard sign == "$" || sign == "#" else { return nil }
    head = text[text.index(after: head.endIndex)...]
    return behind(head).map { (sign == "$" ? .dollar : .hash, $0) }
  }

  /// The folder and the sign behind `user@host `.
  private static func zsh(_ text: Substring) -> (Prompt, Substring)? {
    let rest = text.drop { $0 != " " }
    guard rest.hasPrefix(" % ") else { return nil }
    return (.percent, rest.dropFirst(3))
  }

  /// `➜  folder git:(branch) ✗ command`: the folder and what stands behind it are no part of the command.
  private static func theme(_ text: Substring) -> (Prompt, Substring)? {
    var rest = text.drop { $0 == " " }
    guard rest.startIndex != text.startIndex else { return nil }
    let word = String(rest.prefix { $0 != " " })
    if word != "sudo", !Invocation.names.contains(word) { rest = rest.dropFirst(word.count).drop { $0 == " " } }
    if rest.hasPrefix("git:(") { rest = rest.drop { $0 != ")" }.dropFirst().drop { " ✗".contains($0) } }
    return (.percent, rest)
  }
}
