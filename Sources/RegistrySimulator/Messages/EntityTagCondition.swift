import ImageSpec

/// What `If-Match` and `If-None-Match` ask: entity tags are digests in quotes.
///
/// See [RFC 9110, section 13.1](https://www.rfc-editor.org/rfc/rfc9110#section-13.1). With it clients that keep a list
/// under a tag, such as that of referrers, don't overwrite one another's changes.
struct EntityTagCondition: Sendable {
  private let match: [String]?
  private let noneMatch: [String]?

  /// Reads a request's conditions.
  init(_ request: RegistryRequest) {
    func tags(_ name: String) -> [String]? {
      let values = request.headers.values(name)
      if values.isEmpty { return nil }
      return values.flatMap { $0.split(separator: ",") }.map { value in
        let tag = value.filter { $0 != " " && $0 != "\t" }
        // Content under one digest is always the same, so a weak tag says as much as a strong one.
        return tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag
      }
    }
    match = tags("If-Match")
    noneMatch = tags("If-None-Match")
  }

  /// The entity tag of content.
  static func tag(_ digest: Digest) -> String { "\"\(digest)\"" }

  /// Whether `If-Match` holds for what is there now; nil for nothing.
  func isMatched(by digest: Digest?) -> Bool { match.map { Self.names($0, digest) } ?? true }

  /// Whether `If-None-Match` names what is there now; nil for nothing.
  func isKnown(_ digest: Digest?) -> Bool { noneMatch.map { Self.names($0, digest) } ?? false }

  private static func names(_ tags: [String], _ digest: Digest?) -> Bool {
    guard let digest else { return false }
    return tags.contains("*") || tags.contains(tag(digest))
  }
}

/// What is there is not what `If-Match` or `If-None-Match` expects.
struct ConditionFailed: Error {}
