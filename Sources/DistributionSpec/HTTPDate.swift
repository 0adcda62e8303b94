import ImageSpec

/// A date as HTTP's headers carry it: `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// See [RFC 9110, section 5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7).
public enum HTTPDate {
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Writes a moment, in seconds since 1970.
  public static func text(seconds: Int64) -> String {
    // `2017-02-11T18:20:49Z`: whole seconds have no fraction.
    let parts = Timestamp(seconds: seconds).description.split { "-T:Z".contains($0) }
    let day = (seconds - (seconds < 0 ? 86_399 : 0)) / 86_400
    let weekday = weekdays[Int((day % 7 + 7) % 7)]
    let month = months[(Int(parts[1]) ?? 1) - 1]
    return "\(weekday), \(parts[2]) \(month) \(parts[0]) \(parts[3]):\(parts[4]):\(parts[5]) GMT"
  }
}
