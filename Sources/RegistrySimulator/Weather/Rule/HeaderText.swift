import DistributionSpec

/// A header field in one word of a rule: `Name:value`, in whose value a blank is `%20` and a percent sign `%25`.
enum HeaderText {
  /// Reads a field; its value is nil where nothing stands behind the colon.
  static func field(_ text: String) -> (name: String, value: String?)? {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.allSatisfy({ isName($0) }) else { return nil }
    let value = Query.decode(parts[1], plusIsBlank: false)
    // No line break, and nothing else that could end a field.
    guard value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
    return (String(parts[0]), value.isEmpty ? nil : value)
  }

  /// Writes a value.
  static func escaped(_ value: String) -> String {
    value.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25")
      .split(separator: " ", omittingEmptySubsequences: false).joined(separator: "%20")
  }

  /// The characters of RFC 9110's tokens that names of fields are made of.
  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }
}
