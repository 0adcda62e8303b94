import ImageSpec

/// How long ago something was, in docker's words.
///
/// See [HumanDuration](https://github.com/docker/go-units/blob/v0.5.0/duration.go): seconds and minutes are cut, hours
/// are rounded half up, everything longer is cut whole hours, and years never have a singular.
public enum Age {
  /// A span of whole seconds in words, `3 weeks`; a negative one is `Less than a second`.
  public static func text(seconds: Int64) -> String {
    let hours = max(0, seconds) / 3600 + (max(0, seconds) % 3600 >= 1800 ? 1 : 0)
    switch (seconds, seconds / 60, hours) {
    case (..<1, _, _): return "Less than a second"
    case (1, _, _): return "1 second"
    case (..<60, _, _): return "\(seconds) seconds"
    case (_, 1, _): return "About a minute"
    case (_, ..<60, _): return "\(seconds / 60) minutes"
    case (_, _, 1): return "About an hour"
    case (_, _, ..<48): return "\(hours) hours"
    case (_, _, ..<336): return "\(hours / 24) days"
    case (_, _, ..<1440): return "\(hours / 168) weeks"
    case (_, _, ..<17520): return "\(hours / 720) months"
    // Not the rounded hours: 729 days and 23.9 hours are "1 years".
    default: return "\(seconds / 3600 / 24 / 365) years"
    }
  }

  /// The age of a moment, `3 weeks ago`.
  public static func ago(_ moment: Timestamp, now: Timestamp) -> String {
    guard now > moment else { return text(seconds: 0) + " ago" }
    // Dates of a hostile document may be further apart than 63 bits of seconds.
    let (whole, overflows) = now.seconds.subtractingReportingOverflow(moment.seconds)
    // Seconds are cut, not rounded: a moment that is later within its own second takes one off.
    return text(seconds: overflows ? .max : now.nanoseconds < moment.nanoseconds ? whole - 1 : whole) + " ago"
  }

  /// The `CREATED` of a history, which has `N/A` for what dates from before 2000: such dates are made up.
  public static func inHistory(_ moment: Timestamp?, now: Timestamp) -> String {
    guard let moment, moment.seconds > 946_684_800 else { return "N/A" }
    return ago(moment, now: now)
  }
}
