import ImageSpec

/// The tags of a repository, or one page of them.
///
/// See [Listing tags](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-tags).
public struct TagList: Hashable, Sendable {
  /// The repository.
  public let name: String
  /// The tags; those that break the grammar are left out.
  public let tags: [Tag]

  /// Composes a list.
  public init(name: String, tags: [Tag]) {
    self.name = name
    self.tags = tags
  }

  /// Reads a list; some registries send null for no tags.
  ///
  /// - Throws: `DocumentError`.
  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    let root = try JSONCursor(parsing: bytes)
    name = try root.optional("name")?.string() ?? ""
    tags = try (root.optional("tags")?.strings() ?? []).compactMap { try? Tag(parsing: $0) }
  }

  /// The list's bytes.
  public func encoded() -> [UInt8] {
    let body: JSON = ["name": .string(name), "tags": .strings(tags.map(\.description))]
    return body.encoded()
  }
}

/// The repositories of a registry, or one page of them.
public struct RepositoryList: Hashable, Sendable {
  /// The repositories; those that break the grammar are left out.
  public let repositories: [RepositoryName]

  /// Composes a list.
  public init(repositories: [RepositoryName]) { self.repositories = repositories }

  /// Reads a list.
  ///
  /// - Throws: `DocumentError`.
  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    let names = try JSONCursor(parsing: bytes).optional("repositories")?.strings() ?? []
    repositories = names.compactMap { try? RepositoryName(parsing: $0) }
  }

  /// The list's bytes.
  public func encoded() -> [UInt8] {
    let body: JSON = ["repositories": .strings(repositories.map(\.description))]
    return body.encoded()
  }
}

extension JSONCursor {
  /// A cursor at the root of received bytes.
  ///
  /// - Throws: `DocumentError.notJSON(_:)`.
  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    do { self.init(root: try JSON(parsing: bytes)) } catch { throw .notJSON(error) }
  }
}
