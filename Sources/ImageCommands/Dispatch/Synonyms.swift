/// What people call a verb elsewhere: in git, in a package manager, in another tool for images.
enum Synonyms {
  private static let verbs: [String: String] = [
    "catalog": "registry ls", "clean": "gc", "cleanup": "gc", "containers": "ps", "del": "rmi", "delete": "rmi",
    "describe": "inspect", "df": "system df", "dir": "ls", "download": "pull", "erase": "rmi", "fetch": "pull",
    "find": "search", "get": "pull", "layers": "history", "list": "images", "man": "help", "mv": "rename",
    "prune": "image prune", "publish": "push", "remove": "rmi", "show": "inspect", "signin": "login",
    "signout": "logout", "stat": "inspect", "tags": "registry tags", "untag": "rmi", "upload": "push",
  ]

  private static let groups: [String: String] = [
    "containers": "container", "images": "image", "manifests": "manifest", "registries": "registry",
  ]

  /// The command that was meant by a name that there is not; nothing where nobody can tell.
  static func meant(by name: String, among table: CommandTable) -> String? {
    let words = name.split(separator: " ").map(String.init)
    let meant =
      switch words.count {
      case 1: verbs[words[0]]
      case 2: ["del", "delete", "erase"].contains(words[1]) ? "\(groups[words[0]] ?? words[0]) rm" : nil
      default: nil as String?
      }
    guard let meant, (try? table.find(meant.split(separator: " ").map(String.init))) != nil else { return nil }
    return meant
  }
}
