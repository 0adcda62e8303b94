/// Wordings that changed between generations of the command line tools and mean the same.
enum GenerationWording {
  /// The line in the wording of the classic generation.
  static func canonical(_ line: String) -> String {
    let text = LinePattern.folded(line)
    for (old, new) in replacements where text.hasPrefix(old) { return refusal(new + text.dropFirst(old.count)) }
    return refusal(text)
  }

  /// A missing image in the words of the classic generation; docker 1.6 and podman say it otherwise.
  private static func refusal(_ text: String) -> String {
    var text = text
    if let length = text.firstRange(of: " (len: ").map({ text[..<$0.lowerBound].count }) {
      text = String(text.prefix(length))
    }
    var name: Substring?
    for start in ["no such id: ", "no such image: ", "No such image: "] where text.hasPrefix(start) {
      name = text.dropFirst(start.count)
    }
    if text.hasSuffix(": image not known") { name = text.dropLast(": image not known".count) }
    guard let name, !name.contains(" ") else { return text }
    return "No such image: \(name.hasSuffix(":latest") ? name.dropLast(":latest".count) : name)"
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
    // docker's logins by a browser, and its advice since 24
    "USING WEB-BASED LOGIN", "To sign in with credentials on the command line",
    "Your one-time device confirmation code",
    "Press ENTER to open your browser", "Waiting for authentication in the browser", "What's Next?", "What's next:",
    "View a summary of image vulnerabilities", "i Info →", "Info → ",
    // podman and nerdctl
    "Trying to pull ", "Getting image source signatures", "Copying blob ", "Copying config ",
    "Writing manifest to image destination", "Storing signatures", "elapsed: ", "manifest-sha256:", "config-sha256:",
    "layer-sha256:",
    // docker up to 1.9
    "Pulling repository ", "Error: failed to remove one or more images", "Error: failed to remove images:",
  ]

  /// The last line of a pull since docker 18: the full reference.
  private static func isCanonicalReference(_ text: String) -> Bool {
    guard !text.contains(" "), let slash = text.firstIndex(of: "/") else { return false }
    let host = text[..<slash]
    return host.contains(".") || host.contains(":") || host == "localhost"
  }
}
