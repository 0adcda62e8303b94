/// What a terminal pasted, made harmless: text that is seen, blanks and newlines.
///
/// Control sequences, as in text that was copied with its colours, go as a whole, other control characters alone, and
/// so do characters that are not seen and change how the others look. Blanks that are no spaces, as web pages have them,
/// become spaces. Newlines at the end are dropped: Enter is the user's.
struct PastedText {
  /// Where the reading is in a control sequence (ECMA-48, 5.4 and 5.6).
  private enum Sequence {
    case none, begun, control, string
  }

  /// The text; its lines end with `\n`, the last with nothing.
  let text: String
  /// How many lines it has.
  let lineCount: Int

  init(_ bytes: some Collection<UInt8>) {
    var text = String.UnicodeScalarView()
    var sequence = Sequence.none
    var newlines = 0
    var pending = 0
    var isAfterReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      defer { isAfterReturn = scalar == "\r" }
      if scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}" {
        sequence = .none
        if scalar != "\n" || !isAfterReturn { pending += 1 }
        continue
      }
      guard !Self.skips(scalar, &sequence), let plain = Self.plain(scalar) else { continue }
      if pending > 0 {
        text.append(contentsOf: repeatElement("\n", count: pending))
        (newlines, pending) = (newlines + pending, 0)
      }
      text.append(plain)
    }
    self.text = String(text)
    lineCount = newlines + 1
  }

  /// Whether the character is part of a control sequence.
  private static func skips(_ scalar: Unicode.Scalar, _ sequence: inout Sequence) -> Bool {
    switch (sequence, scalar) {
    case (_, "\u{1b}"): sequence = .begun
    case (.none, _): return false
    case (.begun, "["): sequence = .control
    case (.begun, "]"), (.begun, "P"), (.begun, "X"), (.begun, "^"), (.begun, "_"): sequence = .string
    case (.begun, " "..."/"): break
    case (.begun, "0"..."~"): sequence = .none
    case (.control, " "..."?"): break
    case (.control, "@"..."~"): sequence = .none
    case (.string, "\u{7}"): sequence = .none
    case (.string, _): break
    default:
      sequence = .none
      return false
    }
    return true
  }

  /// The character as it may stand in a line; nil when it may not.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x09: scalar
    case 0xA0, 0x2007, 0x202F: " "
    // No-width and direction marks; those that join an emoji's parts stay.
    case 0, 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: nil
    default: scalar.columns == nil ? nil : scalar
    }
  }
}
