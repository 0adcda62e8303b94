/// An age as docker writes it (go-units `HumanDuration`): `9 weeks ago`, `About an hour ago`, `Less than a second ago`.
public struct AgeText: Hashable, Sendable {
  /// The units, as they are written.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// Seconds and upwards.
    case second, minute, hour, day, week, month, year
  }

  /// How many; 0 for less than a second.
  public let count: Int
  /// Of what.
  public let unit: Unit
  /// Whether `ago` stands behind it, as in tables; without it stands in `Up 3 minutes`.
  public let isPast: Bool

  /// Reads a text that is nothing but an age.
  public init?(_ text: String) {
    let words = text.blankSeparated
    guard let (age, count) = Self.read(words[...]), count == words.count else { return nil }
    self = age
  }

  private init(count: Int, unit: Unit, isPast: Bool) {
    self.count = count
    self.unit = unit
    self.isPast = isPast
  }

  /// The age that words begin with, and how many of them it takes.
  static func read(_ words: ArraySlice<String>) -> (AgeText, Int)? {
    func past(_ count: Int, _ unit: Unit, _ length: Int) -> (AgeText, Int) {
      let rest = words.dropFirst(length)
      let isPast =
        rest.first.map { $0 == "ago" || $0.hasPrefix("ago") && !($0.dropFirst(3).first?.isLetter ?? false) } ?? false
      return (AgeText(count: count, unit: unit, isPast: isPast), length + (isPast ? 1 : 0))
    }
    let lower = words.prefix(4).map { $0.lowercased() }
    if lower.starts(with: ["less", "than", "a", "second"]) { return past(0, .second, 4) }
    if lower.count >= 3, lower[0] == "about", lower[1] == "a" || lower[1] == "an", let unit = Unit(rawValue: lower[2]) {
      return past(1, unit, 3)
    }
    guard lower.count >= 2, lower[0].allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(lower[0]) else {
      return nil
    }
    let name = lower[1].hasSuffix("s") ? String(lower[1].dropLast()) : lower[1]
    return Unit(rawValue: name).map { past(count, $0, 2) }
  }
}

/// A point in time as commands print it: RFC 3339, or Go's `2016-05-02 10:11:12 +0000 UTC`.
enum InstantText {
  /// How many characters of the text a point in time takes.
  static func length(_ text: Substring) -> Int? {
    let pattern = "dddd-dd-dd?dd:dd:dd"
    guard text.count >= pattern.count else { return nil }
    for (sign, wanted) in zip(text, pattern) {
      switch wanted {
      case "d": guard sign.isASCII, sign.isNumber else { return nil }
      case "?": guard sign == "T" || sign == " " else { return nil }
      default: guard sign == wanted else { return nil }
      }
    }
    var rest = text.dropFirst(pattern.count)
    if rest.first == "." { rest = rest.dropFirst().drop { $0.isASCII && $0.isNumber } }
    if rest.first == "Z" {
      rest = rest.dropFirst()
    } else {
      if rest.first == " ", rest.dropFirst().first == "+" || rest.dropFirst().first == "-" { rest = rest.dropFirst() }
      if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst().drop { $0.isNumber || $0 == ":" } }
      for zone in [" UTC", " CET", " CEST"] where rest.hasPrefix(zone) { rest = rest.dropFirst(zone.count) }
    }
    return text.count - rest.count
  }
}
