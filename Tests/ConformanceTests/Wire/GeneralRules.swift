import HTTPTransport

/// What holds for every answer, whatever was asked.
extension Answer {
  /// Error codes that the specification knows; a 4xx answer in JSON has no others.
  static let knownCodes: Set<String> = [
    "BLOB_UNKNOWN", "BLOB_UPLOAD_INVALID", "BLOB_UPLOAD_UNKNOWN", "DIGEST_INVALID", "MANIFEST_BLOB_UNKNOWN",
    "MANIFEST_INVALID", "MANIFEST_UNKNOWN", "NAME_INVALID", "NAME_UNKNOWN", "SIZE_INVALID", "UNAUTHORIZED", "DENIED",
    "UNSUPPORTED", "TOOMANYREQUESTS",
  ]

  /// Requires what holds for every answer.
  func verifyGenerally() throws {
    guard (200..<500).contains(status) else { throw violation("no client's request may be answered so") }
    let isJSON = headers["Content-Type"]?.lowercased().contains("json") ?? false
    if (400..<500).contains(status), isJSON, !body.isEmpty {
      for code in try codes() where !Self.knownCodes.contains(code) {
        throw violation("the specification has no code \(code)")
      }
    }
    if let length = headers["Content-Length"], method != .head, status != 204, status != 304, Int(length) != body.count
    {
      throw violation("Content-Length is \(length)")
    }
    try verifyWarnings()
  }

  /// A `Warning` has code 299, agent `-` and no date; all of them together are no longer than 4,096 bytes.
  private func verifyWarnings() throws {
    let warnings = headers.values(of: "Warning")
    for warning in warnings where !warning.hasPrefix("299 - \"") || !warning.hasSuffix("\"") {
      throw violation("Warning is \(warning)")
    }
    guard warnings.reduce(0, { $0 + $1.utf8.count }) <= 4096 else { throw violation("warnings are too long") }
  }
}
