/// Bold, dim and coloured text, or the plain text where styles are off.
///
/// Whether they are on is decided by the caller: not for `NO_COLOR`, not for a dumb terminal, not for a pipe.
/// See [ECMA-48, 8.3.117](https://ecma-international.org/publications-and-standards/standards/ecma-48/) and
/// [no-color.org](https://no-color.org).
public struct Style: Hashable, Sendable {
  /// Whether anything is styled at all.
  public let isEnabled: Bool

  /// Turns styles on or off.
  public init(enabled: Bool) { isEnabled = enabled }

  /// Text without any style.
  public static let plain = Style(enabled: false)

  /// Thick text: headings and names.
  public func bold(_ text: String) -> String { wrap(text, "1") }

  /// Faint text: what matters less.
  public func dim(_ text: String) -> String { wrap(text, "2") }

  /// Underlined text: emphasis.
  public func underlined(_ text: String) -> String { wrap(text, "4") }

  /// Red text: failures.
  public func red(_ text: String) -> String { wrap(text, "31") }

  /// Green text: what passed.
  public func green(_ text: String) -> String { wrap(text, "32") }

  /// Yellow text: warnings, and that a world is simulated.
  public func yellow(_ text: String) -> String { wrap(text, "33") }

  /// Cyan text: hints.
  public func cyan(_ text: String) -> String { wrap(text, "36") }

  private func wrap(_ text: String, _ code: String) -> String {
    isEnabled && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
