/// What a fence's info string says about its content.
enum FenceLanguage {
  /// A terminal session: commands and their output.
  case session
  /// A script, in which a command may follow anything.
  case script
  /// Only output.
  case output
  /// JSON, which is the output of some commands.
  case json
  /// Anything else; never a command.
  case other

  /// Reads the first word of an info string: `console`, `{.bash}`, `sh title="x"`, nothing.
  init(info: String) {
    let word = info.trimmed.prefix { !" \t,{?:=".contains($0) || $0 == "{" && info.hasPrefix("{") }
    let name = word.drop(while: { "{.".contains($0) }).filter({ $0 != "}" }).lowercased()
    // Sites that run a page's commands say so behind the language.
    switch name.hasSuffix("-interactive") ? String(name.dropLast("-interactive".count)) : name {
    case "", "none", "console", "text", "txt", "plain", "plaintext", "shell-session", "shellsession", "sh-session",
      "bash-session", "terminal", "session", "command", "cli", "cmdline", "docker-session", "powershell-session",
      "ps1con",
      "pwsh-session", "doscon":
      self = .session
    case "sh", "bash", "shell", "zsh", "ash", "ksh", "fish", "cmd", "bat", "batch", "batchfile", "dos", "powershell",
      "ps",
      "ps1", "pwsh", "posh", "azurepowershell", "azurecli":
      self = .script
    case "output", "log", "result": self = .output
    case "json", "jsonc", "jsonl", "ndjson": self = .json
    default: self = .other
    }
  }

  var mayHoldCommands: Bool {
    switch self {
    case .session, .script: true
    case .output, .json, .other: false
    }
  }

  /// Whether such a fence can show what the command printed.
  func mayShowOutput(of command: PageCommand) -> Bool {
    switch self {
    case .session, .script, .output: true
    case .json:
      command.source.contains("inspect") || command.source.contains("--format") || command.source.contains("json")
    case .other: false
    }
  }
}
