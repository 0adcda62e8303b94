import Presentation

/// What stands to the left of the text: the signs of the quotes and items around it.
///
/// Only so many are shown as leave half of the columns to the text; what is deeper stands where its parent does.
struct Margin {
  private struct Level {
    /// Stands on the next line only, in place of the rest.
    var marker: String?
    let rest: String
    let width: Int
    let isItem: Bool
  }

  private var levels: [Level] = []
  /// How many levels around the text are too deep to be shown.
  private var hidden = 0
  private(set) var width = 0
  private let limit: Int

  init(columns: Int) { limit = columns / 2 }

  /// Whether a marker waits for its line.
  var hasMarker: Bool { levels.contains { $0.marker != nil } }

  /// Goes into a quote or heading: the same sign on each line, or a first one and blanks.
  mutating func push(first: String, rest: String? = nil) {
    let columns = DisplayWidth.of(first)
    guard hidden == 0, width + columns <= limit else {
      hidden += 1
      // An item's marker is worth more than its depth.
      if rest != nil, let last = levels.indices.last, levels[last].isItem, columns <= levels[last].width {
        levels[last].marker = first + String(repeating: " ", count: levels[last].width - columns)
      }
      return
    }
    levels.append(
      Level(
        marker: rest == nil ? nil : first, rest: rest ?? first, width: columns, isItem: rest != nil))
    width += columns
  }

  mutating func pop() {
    if hidden > 0 { hidden -= 1 } else if let level = levels.popLast() { width -= level.width }
  }

  /// The margin of the next line.
  mutating func take() -> String {
    var text = ""
    for index in levels.indices {
      text += levels[index].marker ?? levels[index].rest
      levels[index].marker = nil
    }
    return text
  }
}
