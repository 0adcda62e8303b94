/// A `Link` header that names the next page of a list.
///
/// See [RFC 8288](https://www.rfc-editor.org/rfc/rfc8288) and
/// [Listing tags](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-tags).
public struct LinkHeader: Hashable, Sendable {
  /// The target of the link with `rel="next"`; may be relative to the request's address.
  public let next: String

  /// Composes a link to the next page.
  public init(next: String) { self.next = next }

  /// Reads a header's value; nil where no link in it has `rel=next`.
  public init?(parsing header: String) {
    var scanner = HeaderScanner(header)
    while !scanner.isAtEnd {
      scanner.skip { $0 == " " || $0 == "," || $0 == "\t" }
      guard scanner.take("<") else { return nil }
      let target = scanner.text(before: ">")
      guard scanner.take(">") else { return nil }
      var isNext = false
      while true {
        scanner.skip { $0 == " " || $0 == ";" }
        guard let (name, value) = scanner.parameter() else { break }
        if name.lowercased() == "rel", value.lowercased().split(separator: " ").contains("next") { isNext = true }
      }
      if isNext {
        next = target
        return
      }
    }
    return nil
  }

  /// The header's value.
  public var header: String { "<\(next)>; rel=\"next\"" }
}
