import ImageSpec

/// An address to listen on: `HOST:PORT`.
struct ListenAddress {
  /// The host or its address, an IPv6 one without brackets.
  let host: String
  /// The port; 0 takes a free one.
  let port: Int
  /// Whether only this machine reaches it.
  let isLoopback: Bool

  init(parsing text: String) throws(Invalid) {
    guard let parsed = try? RegistryHost(parsing: text), let port = parsed.port else { throw Invalid(text: text) }
    isLoopback = parsed.isLoopback
    var host = parsed.name
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    self.host = host
    self.port = port
  }

  /// The host as a URL has it.
  var shownHost: String { host.contains(":") ? "[\(host)]" : host }

  /// A text is no address to listen on.
  struct Invalid: Error {
    let text: String
  }
}

/// An account on the command line: `NAME:PASSWORD`; the password may hold colons.
struct AccountArgument {
  let name: String
  let password: String

  init(parsing text: String) throws(Invalid) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { throw Invalid() }
    (name, password) = (parts[0], parts[1])
  }

  /// A text is no account; it is not repeated, it may hold a password.
  struct Invalid: Error {}
}
