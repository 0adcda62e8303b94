import ImageSpec

/// The names that a check uses in a registry that it shares with others: everything below a random name of its own.
struct CheckPrefix: Hashable, Sendable {
  /// The random name, `drydock-check-RANDOM`.
  let name: String

  /// Makes the prefix of one check.
  ///
  /// - Parameter random: lower-case hexadecimal digits.
  init(random: String) { name = "drydock-check-\(random)" }

  /// What stands in front of the repositories of a host, with a slash at its end: each host of the page has names of its
  /// own.
  func path(of host: RegistryHost) -> String {
    var component = ""
    for byte in host.description.lowercased().utf8 {
      let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2E
      component.unicodeScalars.append(isPlain ? Unicode.Scalar(byte) : "-")
    }
    // The brackets of an address give a component that begins with what no component may begin with.
    while component.hasPrefix("-") { component.removeFirst() }
    while component.hasSuffix("-") { component.removeLast() }
    let isName = (try? RepositoryName(parsing: component)) != nil
    return "\(name)/\(isName ? component : "host")/"
  }
}
