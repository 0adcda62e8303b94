import DistributionSpec
import ImageSpec

/// What a request is about, in the words of weather rules.
public enum RequestKind: String, Hashable, Sendable, CaseIterable {
  /// `/v2/`: the first question of most clients.
  case base
  /// A manifest or an index, by tag or digest.
  case manifest
  /// A blob.
  case blob
  /// Opening an upload and all that is done with it.
  case upload
  /// The list of a repository's tags.
  case tags
  /// The list of repositories.
  case catalog
  /// What refers to a manifest.
  case referrers
  /// The token server.
  case token
  /// The search.
  case search
  /// A foreign layer, which no repository holds.
  case foreign

  /// What a path is about, and the repository that it belongs to; nothing for a path that is no endpoint.
  static func of(_ path: String) -> (kind: RequestKind?, repository: RepositoryName?) {
    switch path {
    case "/token": return (.token, nil)
    case "/v1/search", "/v1/_ping": return (.search, nil)
    default: break
    }
    if path.hasPrefix("/foreign/") { return (.foreign, nil) }
    guard let endpoint = try? Endpoint(path: path) else { return (nil, nil) }
    let kind: RequestKind =
      switch endpoint {
      case .base: .base
      case .catalog: .catalog
      case .tags: .tags
      case .manifest: .manifest
      case .blob: .blob
      case .uploads, .upload: .upload
      case .referrers: .referrers
      }
    return (kind, endpoint.repository)
  }

  /// Reads a word; a plural means the same.
  init?(word: String) {
    if let kind = RequestKind(rawValue: word) ?? RequestKind(rawValue: word + "s") {
      self = kind
    } else if word.hasSuffix("s"), let kind = RequestKind(rawValue: String(word.dropLast())) {
      self = kind
    } else {
      return nil
    }
  }
}
