import ImageSpec

/// Moments as Go prints them.
public enum GoTime {
  /// The date and time in whole seconds with the zone behind, `2023-11-14 22:13:20 +0000 UTC`; always in UTC here.
  ///
  /// See [Time.String](https://pkg.go.dev/time#Time.String).
  public static func text(_ moment: Timestamp) -> String {
    let text = rfc3339(moment)
    return text.dropLast().replacing("T", with: " ") + " +0000 UTC"
  }

  /// The date and time in whole seconds, `2023-11-14T22:13:20Z`.
  public static func rfc3339(_ moment: Timestamp) -> String { Timestamp(seconds: moment.seconds).description }
}
