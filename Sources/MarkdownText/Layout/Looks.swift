import Presentation

/// How a piece of text looks.
struct Looks: OptionSet, Hashable {
  let rawValue: UInt8

  static let strong = Looks(rawValue: 1)
  static let emphasis = Looks(rawValue: 2)
  static let code = Looks(rawValue: 4)
  static let struck = Looks(rawValue: 8)

  /// The text with its looks, where styles are on.
  func apply(to text: String, _ style: Style) -> String {
    var text = text
    if contains(.code) { text = style.cyan(text) }
    if contains(.struck) { text = style.dim(text) }
    if contains(.emphasis) { text = style.underlined(text) }
    if contains(.strong) { text = style.bold(text) }
    return text
  }
}
