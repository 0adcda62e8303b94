import Presentation

/// Where a line may end without a blank: beside wide characters, but not before what closes nor behind what opens.
///
/// A small part of [UAX #14](https://www.unicode.org/reports/tr14/): its classes ID, CL and OP.
enum LineBreaking {
  enum Class {
    case ordinary
    /// ASCII that sticks to a wide character before it.
    case punctuation
    case wide
    case opening
    case closing
    /// A line of the source ended behind a wide character.
    case wideLineEnd

    init(_ character: Character) {
      if character.isASCII {
        self = Self.sticky.contains(character) ? .punctuation : .ordinary
      } else if Self.openers.contains(character) {
        self = .opening
      } else if Self.closers.contains(character) {
        self = .closing
      } else {
        self = character.unicodeScalars.contains { DisplayWidth.of($0) == 2 } ? .wide : .ordinary
      }
    }

    private static let sticky = Set<Character>(",.:;!?)]}'\"")
    private static let openers = Set<Character>("（「『【〔《〈［｛")
    private static let closers = Set<Character>("）」』】〕》〉］｝、。，．：；！？ー々")
  }

  static func isAllowed(between first: Class, and second: Class) -> Bool {
    switch (first, second) {
    case (.opening, _), (_, .closing), (_, .punctuation): false
    case (.wide, _), (.closing, _), (_, .wide), (_, .opening): true
    default: false
    }
  }
}
