import CommandLanguage

/// Tells a command from what only looks like one.
enum CommandText {
  /// The verbs of the CLIs whose names we know. A line without a prompt is a command only with one of them.
  static let verbs: Set<String> = [
    "attach", "build", "builder", "buildx", "checkpoint", "commit", "compose", "config", "container", "context", "copy",
    "cp", "create", "diff", "events", "exec", "export", "gc", "history", "image", "images", "import", "info", "init",
    "inspect", "kill", "load", "login", "logout", "logs", "manifest", "mirror", "network", "node", "pause", "plugin",
    "pod", "port", "ps", "pull", "push", "registry", "rename", "restart", "rm", "rmi", "run", "save", "scan", "scout",
    "search", "secret", "service", "stack", "start", "stats", "stop", "swarm", "system", "tag", "tags", "top", "trust",
    "tutorial", "undo", "unpause", "update", "verify", "version", "volume", "wait",
  ]

  /// Programs that begin a line of a session often enough to be told from output.
  private static let programs: Set<String> = [
    "apt", "apt-get", "awk", "bash", "brew", "cat", "cd", "chmod", "chown", "choco", "cls", "clear", "cp", "curl",
    "date", "dir", "docker-compose", "docker-machine", "dotnet", "echo", "env", "exit", "export", "find", "git", "go",
    "grep", "head", "hostname", "ifconfig", "ip", "ipconfig", "jq", "kubectl", "less", "ln", "ls", "make", "mkdir",
    "mount", "mv", "net", "npm", "openssl", "pip", "powershell", "printf", "pwd", "python", "python3", "rm", "rmdir",
    "sc", "scp", "sed", "service", "set", "setx", "sh", "skopeo", "sleep", "source", "ssh", "sudo", "systemctl", "tail",
    "tar", "tee", "touch", "type", "uname", "unzip", "vi", "vim", "wc", "wget", "which", "xargs", "yum", "zip", "if",
    "for", "while", "do", "done", "fi", "then", "else",
  ]

  /// Words that no command holds as an operand but nearly every sentence does.
  private static let prose: Set<String> = [
    "the", "is", "are", "was", "were", "of", "and", "that", "which", "can", "will", "you", "your", "this", "these",
    "from", "with", "has", "have",
  ]

  /// Whether the text names one of our CLIs and is meant to be typed; behind a prompt it was typed for sure.
  static func isOurs(_ text: String, isPrompted: Bool) -> Bool {
    var words = withoutComment(text).blankSeparated
    while let first = words.first, assignment(first) != nil { words.removeFirst() }
    let head = parts(of: words).first { part in
      let words = withoutSudo(part)
      guard let first = words.first, isCLI(first) else { return false }
      return isPrompted && part.startIndex == 0 || hasVerb(words)
    }
    guard let head, !isSynopsis(words) else { return false }
    if isPrompted { return true }
    if head.startIndex > 0, !isProgram(text) { return false }
    return !isProse(words)
  }

  /// The text up to a ` #` outside of quotes: a comment behind a command is prose for sure.
  private static func withoutComment(_ text: String) -> String {
    guard text.contains(" #") || text.contains("\t#") else { return text }
    var quote: Character?
    var before: Character = " "
    for index in text.indices {
      let sign = text[index]
      if let open = quote {
        if sign == open { quote = nil }
      } else if sign == "\"" || sign == "'" {
        quote = sign
      } else if sign == "#", before == " " || before == "\t", index > text.startIndex {
        return String(text[..<index])
      }
      before = sign
    }
    return text
  }

  /// Whether the text begins with a CLI's name, whatever follows.
  static func namesCLI(_ text: String) -> Bool {
    withoutSudo(text.blankSeparated[...]).first.map(isCLI) == true
  }

  /// Whether the text begins with a program other than ours.
  static func isProgram(_ text: String) -> Bool {
    guard let first = text.blankSeparated.first else { return false }
    if programs.contains(first) || first.hasPrefix("./") || first.hasPrefix("~/") || assignment(text) != nil {
      return true
    }
    // PowerShell's Get-ContainerImage.
    let sides = first.split(separator: "-", omittingEmptySubsequences: false)
    return sides.count == 2
      && sides.allSatisfy {
        $0.count > 1 && $0.first?.isUppercase == true && $0.dropFirst().contains(where: \.isLowercase)
      }
      && sides.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isLetter } }
  }

  /// Whether the line is a comment of some shell.
  static func isComment(_ text: String) -> Bool {
    let text = text.trimmed
    return text.hasPrefix("#") || text.hasPrefix("::") || text.lowercased().hasPrefix("rem ")
  }

  /// The name in a leading `NAME=value`.
  static func assignment(_ text: String) -> String? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    var name = text[..<equals]
    if name.hasPrefix("$env:") { name = name.dropFirst(5) }
    while name.last == " " { name.removeLast() }
    guard let first = name.first, first.isLetter || first == "_",
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
    else { return nil }
    return String(name)
  }

  private static func isCLI(_ word: String) -> Bool { Invocation.names.contains(word) || word == "docker.exe" }

  private static func withoutSudo(_ words: ArraySlice<String>) -> ArraySlice<String> {
    words.first == "sudo" ? words.dropFirst().drop { $0.hasPrefix("-") } : words
  }

  /// The commands of a line that is joined by `|`, `&&`, `||` or `;`, roughly.
  private static func parts(of words: [String]) -> [ArraySlice<String>] {
    var parts: [ArraySlice<String>] = []
    var start = 0
    for (index, word) in words.enumerated() where ["|", "&&", "||", ";"].contains(word) || word.hasSuffix(";") {
      parts.append(words[start..<(word.hasSuffix(";") && word != ";" ? index + 1 : index)])
      start = index + 1
    }
    return parts + [words[start...]]
  }

  private static func hasVerb(_ words: ArraySlice<String>) -> Bool {
    guard let second = words.dropFirst().first else { return false }
    return second.hasPrefix("-") || verbs.contains(second.hasSuffix(";") ? String(second.dropLast()) : second)
  }

  /// `docker pull [OPTIONS] NAME[:TAG|@DIGEST]`, `docker rmi IMAGE...`
  private static func isSynopsis(_ words: [String]) -> Bool {
    outsideOfQuotes(words).contains { word in
      word.hasPrefix("[") || word.hasSuffix("[OPTIONS]") || word.hasSuffix("...") || word.hasSuffix("…")
        || (word.contains("[:") && word.hasSuffix("]"))
        || word.hasPrefix("{")
          && (word.hasSuffix("|") || word.contains("|")) && !word.hasPrefix("{{")
    }
  }

  private static func isProse(_ words: [String]) -> Bool {
    if let last = words.last, last.count > 1, last != "..", ".,:;!?".contains(last.last ?? " "), !last.hasPrefix("'"),
      !last.hasSuffix("/."), !last.hasSuffix("\\."), !last.hasSuffix(":.")
    {
      return true
    }
    return outsideOfQuotes(words.dropFirst(2)).contains { prose.contains($0) }
  }

  /// The words that begin outside of quotes.
  private static func outsideOfQuotes(_ words: some Sequence<String>) -> [String] {
    var isQuoted = false
    return words.filter { word in
      let begins = !isQuoted
      if (word.utf8.count { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }) % 2 == 1 { isQuoted.toggle() }
      return begins
    }
  }
}
