/// Extended header records: keys and values, the values as bytes because extended attributes are no text.
///
/// See [pax Extended Header](https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_02).
public struct PAXRecords: Hashable, Sendable {
  /// The records by key.
  public var values: [String: [UInt8]]

  /// No records, or those of a dictionary.
  public init(_ values: [String: [UInt8]] = [:]) { self.values = values }

  /// Whether there are none.
  public var isEmpty: Bool { values.isEmpty }

  /// The text of a record; nil where it is absent or no UTF-8.
  public subscript(key: String) -> String? {
    get { values[key].flatMap { String(validating: $0, as: UTF8.self) } }
    set { values[key] = newValue.map { Array($0.utf8) } }
  }

  /// Parses the body of an extended header, `LENGTH KEY=VALUE\n` after the other. A later record wins.
  ///
  /// - Throws: ``TarError/malformedRecord(offset:)`` with the position in the body.
  init(parsing bytes: [UInt8]) throws(TarError) {
    values = [:]
    var position = 0
    while position < bytes.count {
      let start = position
      var length = 0
      while position < bytes.count, bytes[position].isPAXDigit, length < bytes.count {
        length = length * 10 + Int(bytes[position] & 15)
        position += 1
      }
      guard position > start, position < bytes.count, bytes[position] == UInt8(ascii: " "),
        length > position - start + 1, length <= bytes.count - start,
        bytes[start + length - 1] == UInt8(ascii: "\n")
      else { throw .malformedRecord(offset: start) }
      let record = bytes[(position + 1)..<(start + length - 1)]
      guard let equals = record.firstIndex(of: UInt8(ascii: "=")), equals > record.startIndex,
        let key = String(validating: record[..<equals], as: UTF8.self), !key.utf8.contains(0)
      else { throw .malformedRecord(offset: start) }
      let value = Array(record[(equals + 1)...])
      if ["GNU.sparse.offset", "GNU.sparse.numbytes"].contains(key) {
        // Version 0.0 of GNU's sparse files repeats these two; later ones have them as one list.
        let map = values["GNU.sparse.map"] ?? []
        values["GNU.sparse.map"] = map + (map.isEmpty ? [] : [UInt8(ascii: ",")]) + value
      } else {
        values[key] = value
      }
      position = start + length
    }
  }

  /// The body of an extended header: the records sorted by key, so that it is the same each time.
  func encoded() -> [UInt8] {
    var body: [UInt8] = []
    for (key, value) in values.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      let rest = key.utf8.count + value.count + 3
      var length = rest + String(rest).utf8.count
      // The length counts its own digits, which may become one more.
      length = rest + String(length).utf8.count
      body += Array("\(length) \(key)=".utf8) + value + [UInt8(ascii: "\n")]
    }
    return body
  }
}

extension UInt8 {
  fileprivate var isPAXDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
