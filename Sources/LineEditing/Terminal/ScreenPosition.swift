import CLibedit

/// Where the cursor stands after text was written from the left edge, counted as libedit draws it.
public struct ScreenPosition: Equatable, Sendable {
  /// The lines above.
  public internal(set) var row = 0
  /// The columns before.
  public internal(set) var column = 0
  let columns: Int

  /// Begins at the upper left of a screen of that width.
  public init(columns: Int) { self.columns = Swift.max(columns, 1) }

  /// Goes on by the text: control characters show as `^X`, a tab goes to the next multiple of eight.
  public mutating func advance(over text: some StringProtocol) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": (row, column) = (row + 1, 0)
      case "\t": for _ in 0..<(8 - column % 8) { step(1) }
      default: step(scalar.columns ?? 2)
      }
    }
  }

  private mutating func step(_ width: Int) {
    if column + width > columns { (row, column) = (row + 1, 0) }
    column += width
    if column >= columns { (row, column) = (row + 1, 0) }
  }
}

extension Unicode.Scalar {
  /// The columns of the character; nothing for a control character.
  var columns: Int? {
    let width = libedit_wcwidth(wchar_t(bitPattern: value))
    return width < 0 ? nil : Int(width)
  }
}

extension StringProtocol {
  /// The columns of a text without control characters.
  var displayColumns: Int { unicodeScalars.reduce(0) { $0 + ($1.columns ?? 1) } }

  /// The longest beginning that fits the columns, with `…` in place of what is cut.
  func fitted(to columns: Int) -> String {
    guard displayColumns > columns else { return String(self) }
    guard columns > 0 else { return "" }
    var result = String.UnicodeScalarView()
    var used = 0
    for scalar in unicodeScalars {
      let width = scalar.columns ?? 1
      guard used + width <= columns - 1 else { break }
      result.append(scalar)
      used += width
    }
    return String(result) + "…"
  }
}
