import HTTPTransport

/// Where a mirror is: an address in front of `/v2/`, or one that goes on behind it with what its repositories' names
/// begin with, as `https://harbor.example/v2/hub`.
public struct MirrorAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address in front of `/v2/`.
  public let base: HTTPURL
  /// What is put in front of repositories' names, with a slash at its end; empty for nothing.
  public let prefix: String
  /// The address as it was written.
  public let description: String

  /// Parses an address.
  ///
  /// - Throws: ``SettingError/invalidMirror(_:reason:)`` for what is no http or https URL, and for one with a query, a
  ///   fragment or a user's name.
  public init(parsing text: String) throws(SettingError) {
    func invalid(_ reason: String) -> SettingError { .invalidMirror(text, reason: reason) }
    guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
      throw invalid("it must begin with https:// or http://")
    }
    guard !text.contains("@") else { throw invalid("names and passwords belong to 'login'") }
    guard !text.contains("?"), !text.contains("#") else { throw invalid("it has a query or a fragment") }
    do {
      let url = try HTTPURL(text)
      description = text
      let parts = url.path.split(separator: "/")
      if let version = parts.firstIndex(of: "v2") {
        let front = parts[..<version].map { "/\($0)" }.joined()
        base = try HTTPURL("\(url.origin)\(front)")
        prefix = parts[(version + 1)...].map { "\($0)/" }.joined()
      } else {
        base = url
        prefix = ""
      }
    } catch {
      throw invalid(error.reason)
    }
  }
}
