/// Wordings that changed between generations of the command line tools and mean the same.
enum GenerationWording {
  /// The line in the wording of the classic generation.
  static func canonical(_ line: String) -> String {
    let text = LinePattern.folded(line)
    for (old, new) in replacements where text.hasPrefix(old) { return new + text.dropFirst(old.count) }
    return text
  }

  private static let replacements = [
    ("The push refers to a repository [", "The push refers to repository ["),
    ("Error response from daemon: ", ""), ("Error: ", ""), ("docker: ", ""),
    ("Authenticating with existing credentials... [", "Authenticating with existing credentials...["),
  ]

  /// Whether only some generations print the line, beside what matters.
  static func isOptional(_ line: String) -> Bool {
    let text = LinePattern.folded(line)
    return optional.contains { text.hasPrefix($0) } || isCanonicalReference(text)
  }

  private static let optional = [
    "Login with your Docker ID", "Log in with your Docker ID", "You can log in with your password",
    "WARNING! Your password will be",
    "WARNING! Your credentials are", "WARNING! Using --password", "Configure a credential helper",
    "https://docs.docker.com/",
    "Authenticating with existing credentials", "Learn more at https://docs.docker.com/", "See 'docker ",
    "Run 'docker ",
    "See https://docs.docker.com/",
  ]

  /// The last line of a pull since docker 18: the full reference.
  private static func isCanonicalReference(_ text: String) -> Bool {
    guard !text.contains(" "), let slash = text.firstIndex(of: "/") else { return false }
    let host = text[..<slash]
    return host.contains(".") || host.contains(":") || host == "localhost"
  }
}
