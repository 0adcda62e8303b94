import ImageSpec

/// A `Retry-After` header: so many seconds from now, or a date.
///
/// See [RFC 9110, section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3).
public enum RetryAfter: Hashable, Sendable {
  /// A number of seconds.
  case seconds(Int64)
  /// A moment, in seconds since 1970.
  case moment(Int64)

  /// Reads a header's value; nil where it is neither form.
  public init?(parsing header: String) {
    let text = header.filter { $0 != " " }
    if !text.isEmpty, text.utf8.allSatisfy(\.isDigit), let seconds = Int64(text) {
      self = .seconds(seconds)
    } else if let moment = Self.moment(header) {
      self = .moment(moment)
    } else {
      return nil
    }
  }

  /// The moment, where it is one, in seconds since 1970.
  public var moment: Int64? { if case .moment(let moment) = self { moment } else { nil } }

  /// Reads the one form that senders must use: `Sun, 06 Nov 1994 08:49:37 GMT`.
  private static func moment(_ text: String) -> Int64? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT", let day = number(parts[1], 1...31),
      let month = HTTPDate.months.firstIndex(of: String(parts[2])), let year = number(parts[3], 1970...9999)
    else { return nil }
    let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, let hour = number(clock[0], 0...23), let minute = number(clock[1], 0...59),
      let second = number(clock[2], 0...60)
    else { return nil }
    return daysSince1970(year, month + 1, day) * 86_400 + hour * 3600 + minute * 60 + second
  }

  private static func number(_ text: Substring, _ range: ClosedRange<Int64>) -> Int64? {
    guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit), let number = Int64(text), range.contains(number) else {
      return nil
    }
    return number
  }

  /// Counts by years that begin in March, so that a leap day is the last of its year; the Gregorian calendar repeats
  /// every 400 years, which are 146,097 days.
  private static func daysSince1970(_ year: Int64, _ month: Int, _ day: Int64) -> Int64 {
    let shifted = month > 2 ? year : year - 1
    let (era, yearOfEra) = (shifted / 400, shifted % 400)
    let dayOfYear = (153 * Int64(month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
