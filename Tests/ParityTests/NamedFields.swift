import Foundation

/// The fields that can't be the same in two runs, each with a type: ids and digests, times, ages, names made up.
///
/// Ids are compared one to one over a session: what was one image in the recording must be one image now. Everything
/// between fields is compared letter by letter.
struct NamedFields {
  /// The day of the recordings: a time on it was "now" then.
  private static let recordingDays = ["2026-11-23", "Nov 23"]
  /// Names of containers that docker made up.
  private static let madeUpNames: Set<String> = ["boring_hawking"]

  private enum Kind: Int, CaseIterable {
    case id = 1
    case time, date, age, name, gap
  }

  private static let pattern: NSRegularExpression? = try? NSRegularExpression(
    pattern: [
      #"((?<![0-9A-Za-z])(?:[0-9a-f]{64}|[0-9a-f]{12})(?![0-9A-Za-z]))"#,
      #"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z| \+0000 UTC)?)"#,
      #"((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d (?: \d{4}|\d\d:\d\d))"#,
      #"((?:Less than a|About an?|\d+) (?:second|minute|hour|day|week|month|year)s?\b(?: ago)?)"#,
      #"((?<![A-Za-z_])[a-z]+_[a-z]+(?![a-z_]))"#,
      #"( {2,})"#,
    ].joined(separator: "|"))

  private struct Token: Equatable {
    let kind: Kind?
    let text: String
  }

  private var toOurs: [String: String] = [:]
  private var toRecorded: [String: String] = [:]

  /// Knows an id from outside.
  mutating func pair(recorded: String, ours: String) {
    toOurs[recorded] = ours
    toRecorded[ours] = recorded
    (toOurs[short(recorded)], toRecorded[short(ours)]) = (short(ours), short(recorded))
  }

  /// Whether two texts are the same but for named fields; ids that meet here for the first time belong together from
  /// then on.
  mutating func unify(_ recorded: String, _ ours: String) -> Bool {
    let (left, right) = (Self.tokens(recorded), Self.tokens(ours))
    guard left.count == right.count else { return false }
    // A column is as wide as its widest cell: where an age or a made-up name has another length, the gaps have too.
    let isRagged = zip(left, right).contains { pair in
      [.age, .name].contains(pair.0.kind) && pair.0.text.count != pair.1.text.count
    }
    var attempt = self
    for (one, other) in zip(left, right) {
      guard one.kind == other.kind, attempt.agree(one, other, isRagged: isRagged) else { return false }
    }
    self = attempt
    return true
  }

  /// As ``unify(_:_:)``, for the output of a command some of whose lines have no order.
  mutating func unify(_ recorded: String, _ ours: String, orderOf command: String) -> Bool {
    if unify(recorded, ours) { return true }
    guard let order = ChanceOrder(command), order.agree(recorded, ours) else { return false }
    let (known, back) = (toOurs, toRecorded)
    return unify(
      order.arranged(recorded) { Self.masked($0) { id in known[id] ?? "?" } },
      order.arranged(ours) { Self.masked($0) { id in back[id] == nil ? "?" : id } })
  }

  /// A line in which only ids that are known on both sides stand as they are.
  private static func masked(_ line: Substring, _ name: (String) -> String) -> String {
    tokens(String(line)).map { token in
      switch token.kind {
      case .id?: name(token.text)
      case nil: token.text
      default: " "
      }
    }.joined()
  }

  private mutating func agree(_ recorded: Token, _ ours: Token, isRagged: Bool) -> Bool {
    switch recorded.kind {
    case .id?: return agreeIDs(recorded.text, ours.text)
    case .time?, .date?:
      guard Self.recordingDays.contains(where: recorded.text.hasPrefix) else { return recorded.text == ours.text }
      return Self.shape(recorded.text) == Self.shape(ours.text)
    case .age?:
      return recorded.text == ours.text || Self.isRecent(recorded.text) && Self.isRecent(ours.text)
        || recorded.text.hasSuffix("years ago") && ours.text.hasSuffix("years ago")
    case .name?: return recorded.text == ours.text || Self.madeUpNames.contains(recorded.text)
    case .gap?: return recorded.text == ours.text || isRagged
    case nil: return recorded.text == ours.text
    }
  }

  private mutating func agreeIDs(_ recorded: String, _ ours: String) -> Bool {
    guard recorded.count == ours.count else { return false }
    let known = toOurs[recorded] ?? (recorded.count == 64 ? toOurs[short(recorded)].map { $0 } : nil)
    if let known { guard ours.hasPrefix(known) else { return false } }
    let other = toRecorded[ours] ?? (ours.count == 64 ? toRecorded[short(ours)].map { $0 } : nil)
    if let other { guard recorded.hasPrefix(other) else { return false } }
    pair(recorded: recorded, ours: ours)
    return true
  }

  private func short(_ id: String) -> String { String(id.prefix(12)) }

  /// A time's form: the digits of a second's fraction are dropped, as Go does not write zeros at its end.
  private static func shape(_ text: String) -> String {
    text.replacing(#/\.\d+/#, with: ".0").replacing(#/\d/#, with: "0").replacing(".0", with: "")
  }

  /// "Now" in the recordings; a slow machine may take minutes over a session.
  private static func isRecent(_ age: String) -> Bool { age.contains("second") || age.contains("minute") }

  private static func tokens(_ text: String) -> [Token] {
    guard let pattern else { return [] }
    let whole = text as NSString
    var tokens: [Token] = []
    var end = 0
    func literal(upTo start: Int) {
      if start > end {
        tokens.append(Token(kind: nil, text: whole.substring(with: NSRange(location: end, length: start - end))))
      }
    }
    for match in pattern.matches(in: text, range: NSRange(location: 0, length: whole.length)) {
      literal(upTo: match.range.location)
      let kind = Kind.allCases.first { match.range(at: $0.rawValue).location != NSNotFound }
      tokens.append(Token(kind: kind, text: whole.substring(with: match.range)))
      end = match.range.location + match.range.length
    }
    literal(upTo: whole.length)
    return tokens
  }
}
