import FoundationEssentials

/// Base64 of RFC 4648, section 4, as `auth` members and `Basic` carry it.
enum Base64 {
  static func encode(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  /// The text; `nil` for what is no base64 or no UTF-8.
  static func decode(_ text: String) -> String? {
    Data(base64Encoded: text).flatMap { String(validating: $0, as: UTF8.self) }
  }
}
