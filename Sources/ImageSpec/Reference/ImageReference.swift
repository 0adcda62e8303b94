/// The name of an image: a registry's host, a repository, and a tag or a digest or both.
///
/// Parsing normalises as docker does, so that two spellings of one name are equal: `ubuntu` is
/// `docker.io/library/ubuntu`. See [the grammar](https://github.com/distribution/reference/blob/v0.6.0/reference.go) and
/// [the normalisation](https://github.com/distribution/reference/blob/v0.6.0/normalize.go).
public struct ImageReference: Hashable, Sendable, CustomStringConvertible {
  /// The registry's host.
  public let host: RegistryHost
  /// The repository within the registry.
  public let repository: RepositoryName
  /// The tag, if the reference has one.
  public let tag: Tag?
  /// The digest, if the reference has one; it decides over the tag.
  public let digest: Digest?

  /// Composes a reference of parts that are valid.
  public init(host: RegistryHost, repository: RepositoryName, tag: Tag? = nil, digest: Digest? = nil) {
    self.host = host
    self.repository = repository
    self.tag = tag
    self.digest = digest
  }

  /// Parses `[host/]name[:tag][@digest]` as a docker user types it.
  ///
  /// - Throws: ``ReferenceError`` that names the rule broken.
  public init(parsing text: some StringProtocol) throws(ReferenceError) {
    var rest = String(text)
    guard !rest.isEmpty else { throw .invalidFormat(rest) }
    if rest.utf8.count == 64, rest.utf8.allSatisfy(\.isLowerHexDigit) { throw .looksLikeID(rest) }
    var digest: Digest?
    if let at = rest.firstIndex(of: "@") {
      do { digest = try Digest(parsing: rest[rest.index(after: at)...]) } catch { throw .invalidDigest(error) }
      rest = String(rest[..<at])
    }
    var (host, path) = Self.splitHost(rest)
    var tag: Tag?
    if let colon = path.lastIndex(of: ":") {
      // The whole says more than the piece that was taken for a tag: it may be a URL.
      guard let parsed = try? Tag(parsing: path[path.index(after: colon)...]) else {
        throw .invalidFormat(String(text))
      }
      tag = parsed
      path = String(path[..<colon])
    }
    guard !path.isEmpty else { throw .invalidFormat(String(text)) }
    let registry =
      try host.map { (text: String) throws(ReferenceError) in try RegistryHost(parsing: text) } ?? .dockerHub
    if path.utf8.contains(where: \.isUpperLetter) {
      throw .upperCase(registry == .dockerHub && !path.contains("/") ? "library/\(path)" : path)
    }
    if registry == .dockerHub, !path.contains("/") { path = "library/\(path)" }
    let repository: RepositoryName
    do { repository = try RepositoryName(parsing: path) } catch {
      // What was typed says more than the name that it would be short for.
      if case .invalidFormat = error { throw .invalidFormat(String(text)) }
      throw error
    }
    self.init(host: registry, repository: repository, tag: tag, digest: digest)
  }

  /// The host in front of a name, where there is one: it has a dot, a colon or an upper-case letter, or is `localhost`.
  private static func splitHost(_ text: String) -> (host: String?, path: String) {
    guard let slash = text.firstIndex(of: "/") else { return (nil, text) }
    let first = text[..<slash]
    let isHost = first == "localhost" || first.utf8.contains { $0 == 0x2E || $0 == 0x3A || $0.isUpperLetter }
    return isHost ? (String(first), String(text[text.index(after: slash)...])) : (nil, text)
  }

  /// The host and the repository.
  public var name: String { "\(host)/\(repository)" }

  /// The whole normalised name with its tag and digest: `docker.io/library/ubuntu:latest`.
  public var description: String { name + suffix }

  private var suffix: String { (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "") }

  /// The name as docker's users know it, without what is understood: `ubuntu`.
  public var familiarName: String {
    guard host == .dockerHub else { return name }
    let components = repository.components
    return components.count == 2 && components[0] == "library" ? String(components[1]) : repository.description
  }

  /// The familiar name with its tag and digest: `ubuntu:latest`.
  public var familiar: String { familiarName + suffix }

  /// The reference, with the tag `latest` where it has neither tag nor digest.
  public var withDefaultTag: ImageReference {
    tag == nil && digest == nil ? with(tag: .latest) : self
  }

  /// The same repository under another tag, without a digest.
  public func with(tag: Tag) -> ImageReference { ImageReference(host: host, repository: repository, tag: tag) }

  /// The same repository by digest, without a tag.
  public func with(digest: Digest) -> ImageReference {
    ImageReference(host: host, repository: repository, digest: digest)
  }

  /// The repository alone.
  public var bare: ImageReference { ImageReference(host: host, repository: repository) }
}

extension ImageReference: Comparable {
  /// By the whole names, composed only where the parts do not tell.
  public static func < (left: ImageReference, right: ImageReference) -> Bool {
    if left.host == right.host {
      if left.repository == right.repository { return left.suffix < right.suffix }
      let (own, other) = (left.repository.description, right.repository.description)
      if !own.utf8.starts(with: other.utf8), !other.utf8.starts(with: own.utf8) { return own < other }
    }
    return left.description < right.description
  }
}
