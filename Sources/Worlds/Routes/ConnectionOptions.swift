/// How one command wants its registries to be reached, beside what is set.
public struct ConnectionOptions: Hashable, Sendable {
  /// Plain http, but never with Docker Hub.
  public var usesPlainHTTP = false
  /// A PEM file with authorities that are trusted too; its absolute path.
  public var authoritiesFile: String?

  /// As it is set.
  public init() {}
}
