/// Verbs of docker's that need something to run in, or another daemon: they are found and told, never guessed at.
public enum AbsentVerbs {
  private static let names: Set<String> = [
    "attach", "build", "builder", "buildx", "checkpoint", "compose", "config", "context", "events", "exec", "init",
    "kill", "logs", "network", "node", "pause", "plugin", "port", "restart", "run", "scout", "secret", "service",
    "stack", "start", "stats", "stop", "swarm", "top", "trust", "unpause", "update", "volume", "wait",
  ]

  /// Whether a command that there is not is one of docker's: `run`, `container run`, `image build`.
  public static func contains(_ name: String) -> Bool {
    let words = name.split(separator: " ").map(String.init)
    if words.count == 2, ["container", "image"].contains(words[0]) { return names.contains(words[1]) }
    return words.first.map(names.contains) ?? false
  }

  /// What helps instead.
  static func instead(of name: String) -> String {
    switch name.split(separator: " ").last ?? "" {
    case "run", "start", "exec", "restart", "attach":
      "Make a container with 'create', change it with 'cp', and keep what came of it with 'commit'."
    case "build", "buildx", "builder", "compose":
      "Change an image with 'create', 'cp' and 'commit', or take in with 'load' what was built elsewhere."
    default: "Run 'drydock --help' to see what there is."
    }
  }
}
