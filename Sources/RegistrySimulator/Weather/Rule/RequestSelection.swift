import ImageSpec

/// Which requests a weather rule is about. What it does not name is any.
public struct RequestSelection: Hashable, Sendable {
  /// The methods of the registry's protocol.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case patch = "PATCH"
    case put = "PUT"
    case delete = "DELETE"
  }

  /// The methods; none means any.
  public var methods: Set<Method> = []
  /// What the requests are about; none means anything.
  public var kinds: Set<RequestKind> = []
  /// The repository's name, in which a `*` stands for anything.
  public var repository: String?
  /// The whole path, in which a `*` stands for anything.
  public var path: String?

  /// Any request.
  public init(
    methods: Set<Method> = [], kinds: Set<RequestKind> = [], repository: String? = nil, path: String? = nil
  ) {
    self.methods = methods
    self.kinds = kinds
    self.repository = repository
    self.path = path
  }

  /// Whether a request is one of them.
  func contains(_ request: WeatherSubject) -> Bool {
    if !methods.isEmpty, !methods.contains(where: { $0.rawValue == request.method }) { return false }
    if !kinds.isEmpty, !(request.kind.map(kinds.contains) ?? false) { return false }
    if let repository {
      guard let name = request.repository, Self.matches(name.description, repository) else { return false }
    }
    return path.map { Self.matches(request.path, $0) } ?? true
  }

  /// Whether a text has a pattern's parts, the first at its beginning and the last at its end.
  static func matches(_ text: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, parts.count > 1 else { return text == pattern }
    guard text.hasPrefix(first), text.utf8.count >= first.utf8.count + last.utf8.count else { return false }
    var rest = text.dropFirst(first.count)
    guard rest.hasSuffix(last) else { return false }
    rest = rest.dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}
