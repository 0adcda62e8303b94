import FoundationEssentials

/// What an `Authorization` header says. A secret: it has no description.
enum Authorization {
  /// Name and password.
  case basic(name: String, password: String)
  /// A token.
  case bearer(String)
  /// Something else, or something malformed.
  case unknown

  /// Reads a header's value. An empty name, which containers' tools send for no credentials, is nobody: nil.
  init?(parsing header: String?) {
    guard let header else { return nil }
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else {
      self = .unknown
      return
    }
    switch parts[0].lowercased() {
    case "bearer": self = .bearer(String(parts[1]))
    case "basic":
      guard let data = Data(base64Encoded: String(parts[1])) else {
        self = .unknown
        return
      }
      let pair = String(decoding: data, as: UTF8.self).split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2 else {
        self = .unknown
        return
      }
      if pair[0].isEmpty { return nil }
      self = .basic(name: String(pair[0]), password: String(pair[1]))
    default: self = .unknown
    }
  }
}
