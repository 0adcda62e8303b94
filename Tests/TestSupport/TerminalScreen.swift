/// A terminal as a program sees it: the grid that its output draws, by the control sequences that libedit and our own
/// code send. Anything else throws the test off visibly: it shows as text.
public struct TerminalScreen: Sendable {
  public private(set) var columns: Int
  public private(set) var rows: Int
  /// A character with what is drawn over it; nothing in the second column of a wide one.
  private var grid: [[String]]
  private var row = 0
  private var column = 0
  /// The last column was written: the next character wraps, as in xterm.
  private var wrapsNext = false
  /// Text moves what stands behind it.
  private var inserts = false
  private var saved = (row: 0, column: 0)
  private var sequence: String?
  private var bytes: [UInt8] = []
  /// Private modes that are on, such as 2004 for bracketed paste.
  public private(set) var modes: Set<Int> = []

  public init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    grid = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The lines without blanks at their ends, and without empty lines at the end.
  public var lines: [String] {
    var result = grid.map { row in
      var cells = row[...]
      while cells.last == " " { cells.removeLast() }
      return cells.joined()
    }
    while result.last == "" { result.removeLast() }
    return result
  }

  /// All lines, with newlines between them.
  public var text: String { lines.joined(separator: "\n") }

  /// The lines that are not empty.
  public var filledLines: [String] { lines.filter { !$0.isEmpty } }

  /// The cursor, from zero.
  public var cursor: (row: Int, column: Int) { (row, column) }

  /// Gives the window another size, as a terminal that does not reflow.
  public mutating func resize(columns: Int, rows: Int) {
    while grid.count > rows { if row > 0 { grid.removeFirst(); row -= 1 } else { grid.removeLast() } }
    while grid.count < rows { grid.append([]) }
    grid = grid.map { Array($0.prefix(columns)) + Array(repeating: " ", count: max(0, columns - $0.count)) }
    (self.columns, self.rows, wrapsNext) = (columns, rows, false)
    column = min(column, columns - 1)
  }

  /// Takes output; a character that is cut at the end waits for its rest.
  public mutating func feed(_ output: some Sequence<UInt8>) {
    bytes += output
    var place = 0
    while place < bytes.count {
      let length = TerminalScreen.length(of: bytes[place])
      let rest = bytes[(place + 1)...].prefix(length - 1).prefix { $0 & 0xC0 == 0x80 }
      if rest.count + 1 < length, rest.endIndex == bytes.count { break }
      // Broken bytes become as many marks as the Unicode standard recommends.
      for scalar in String(decoding: bytes[place..<rest.endIndex], as: UTF8.self).unicodeScalars { take(scalar) }
      place = rest.endIndex
    }
    bytes.removeFirst(place)
  }

  /// The bytes of a character that begins with this one.
  private static func length(of first: UInt8) -> Int {
    switch first {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    if let begun = sequence { return takeSequence(begun, scalar) }
    switch scalar {
    case "\u{1b}": sequence = ""
    case "\r": (column, wrapsNext) = (0, false)
    case "\n": lineFeed()
    case "\u{8}": (column, wrapsNext) = (max(column - 1, 0), false)
    case "\t": column = min((column / 8 + 1) * 8, columns - 1)
    // Padding, as a vt100 needs it.
    case "\u{7}", "\0": break
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = TerminalScreen.width(of: scalar)
    if width == 0 {
      var target = max(wrapsNext ? column : column - 1, 0)
      if grid[row][target].isEmpty { target -= 1 }
      return grid[row][target].unicodeScalars.append(scalar)
    }
    if wrapsNext || column + width > columns {
      column = 0
      lineFeed()
    }
    if inserts {
      grid[row].insert(contentsOf: Array(repeating: " ", count: width), at: column)
      grid[row].removeLast(width)
    }
    grid[row][column] = String(scalar)
    if width == 2 { grid[row][column + 1] = "" }
    column += width
    wrapsNext = column >= columns
    if wrapsNext { column = columns - 1 }
  }

  private mutating func lineFeed() {
    wrapsNext = false
    if row + 1 < rows { return row += 1 }
    grid.removeFirst()
    grid.append(Array(repeating: " ", count: columns))
  }

  /// The way up of the terminals in screen and tmux, in the first row.
  private mutating func scrollDown() {
    grid.removeLast()
    grid.insert(Array(repeating: " ", count: columns), at: 0)
  }

  private mutating func takeSequence(_ begun: String, _ scalar: Unicode.Scalar) {
    guard begun.isEmpty || ("@"..."~").contains(scalar) else { return sequence = begun + String(scalar) }
    if begun.isEmpty {
      sequence = scalar == "[" ? "[" : nil
      if scalar == "7" { saved = (row, column) }
      if scalar == "M" { if row > 0 { row -= 1 } else { scrollDown() } }
      if scalar == "8" { (row, column, wrapsNext) = (saved.row, saved.column, false) }
      return
    }
    sequence = nil
    control(scalar, begun.dropFirst())
  }

  private mutating func control(_ final: Unicode.Scalar, _ parameters: Substring) {
    let isPrivate = parameters.hasPrefix("?")
    let numbers = parameters.drop { $0 == "?" }.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let first = numbers.first.flatMap { $0 }
    let count = max(first ?? 1, 1)
    let blank = " "
    if final != "m" { wrapsNext = false }
    switch final {
    case "A": row = max(row - count, 0)
    case "B": row = min(row + count, rows - 1)
    case "C": column = min(column + count, columns - 1)
    case "D": column = max(column - count, 0)
    case "G": column = min(count, columns) - 1
    case "d": row = min(count, rows) - 1
    case "H":
      row = min(count, rows) - 1
      column = min(max(numbers.count > 1 ? numbers[1] ?? 1 : 1, 1), columns) - 1
    case "K": for index in (first == 2 ? 0 : column)..<columns { grid[row][index] = blank }
    case "J":
      for index in (first == 2 ? 0 : row)..<rows {
        let start = index == row && first != 2 ? column : 0
        for place in start..<columns { grid[index][place] = blank }
      }
    case "P":
      grid[row].removeSubrange(column..<min(column + count, columns))
      grid[row] += Array(repeating: blank, count: columns - grid[row].count)
    case "@":
      grid[row].insert(contentsOf: Array(repeating: blank, count: count), at: column)
      grid[row].removeLast(grid[row].count - columns)
    case "X": for index in column..<min(column + count, columns) { grid[row][index] = blank }
    case "h" where isPrivate: if let first { modes.insert(first) }
    case "l" where isPrivate: if let first { modes.remove(first) }
    case "h", "l": if first == 4 { inserts = final == "h" }
    case "m": break
    default: for scalar in "<CSI \(parameters)\(final)>".unicodeScalars { put(scalar) }
    }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60, 0x1F300...0x1FAFF: 2
    default: 1
    }
  }
}
