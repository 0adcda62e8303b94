/// A moment, as `created` and `mtime` carry it: seconds and nanoseconds since 1970-01-01 in UTC.
///
/// See [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339). Documents keep the text that they came with; this is its
/// reading.
public struct Timestamp: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Whole seconds since the epoch, negative before it.
  public var seconds: Int64
  /// Nanoseconds behind the second, 0 to 999 999 999.
  public var nanoseconds: Int32

  /// Names a moment.
  public init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Parses RFC 3339 with any number of fractional digits; nil where the text is none.
  public init?(parsing text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[4] == 0x2D, bytes[7] == 0x2D, [0x54, 0x74, 0x20].contains(bytes[10]),
      bytes[13] == 0x3A, bytes[16] == 0x3A
    else { return nil }
    func number(_ range: Range<Int>) -> Int64? {
      guard range.upperBound <= bytes.count, bytes[range].allSatisfy(\.isDigit) else { return nil }
      return bytes[range].reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
    guard let year = number(0..<4), let month = number(5..<7), (1...12).contains(month), let day = number(8..<10),
      (1...31).contains(day), let hour = number(11..<13), hour < 24, let minute = number(14..<16), minute < 60,
      let second = number(17..<19), second <= 60
    else { return nil }
    var position = 19
    var fraction: Int32 = 0
    if bytes[position] == 0x2E {
      let start = position + 1
      position = start
      while position < bytes.count, bytes[position].isDigit { position += 1 }
      guard position > start else { return nil }
      for index in 0..<9 {
        fraction = fraction * 10 + (start + index < position ? Int32(bytes[start + index] - 0x30) : 0)
      }
    }
    guard position < bytes.count else { return nil }
    var offset: Int64 = 0
    switch bytes[position] {
    case 0x5A, 0x7A: guard position == bytes.count - 1 else { return nil }
    case 0x2B, 0x2D:
      guard bytes.count == position + 6, bytes[position + 3] == 0x3A, let hours = number(position + 1..<position + 3),
        let minutes = number(position + 4..<position + 6), hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * 60 * (bytes[position] == 0x2D ? -1 : 1)
    default: return nil
    }
    let days = Self.days(year: year, month: month, day: day)
    // A day that its month does not have would come out as one of the next month.
    guard Timestamp(seconds: days * 86_400).date.day == day else { return nil }
    self.init(seconds: ((days * 24 + hour) * 60 + minute) * 60 + second - offset, nanoseconds: fraction)
  }

  /// RFC 3339 in UTC, with as many fractional digits as are not zero, as Go writes it.
  public var description: String {
    let (year, month, day) = date
    let second = seconds - days * 86_400
    func padded(_ value: Int64, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    var text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T"
    text += "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    if nanoseconds > 0 {
      var digits = padded(Int64(nanoseconds), 9)
      while digits.hasSuffix("0") { digits.removeLast() }
      text += ".\(digits)"
    }
    return text + "Z"
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  private var days: Int64 { (seconds - (seconds < 0 ? 86_399 : 0)) / 86_400 }

  /// Days since the epoch of a date of the Gregorian calendar, counted in eras of 400 years that begin in March.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private var date: (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
