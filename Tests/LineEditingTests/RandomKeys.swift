import TestSupport

/// What somebody might do at a terminal who does not care: keys, text of all kinds, broken sequences, pastes.
struct RandomKeys {
  enum Deed {
    case type([UInt8])
    case resize(columns: Int, rows: Int)
    case interrupt
  }

  private var random: Seeded
  private let isWild: Bool

  /// Only wild ones resize the window, and type what emulators do not agree on, and what a terminal may echo: joiners, direction marks, C1.
  init(seed: UInt64, isWild: Bool) { (random, self.isWild) = (Seeded(seed), isWild) }

  /// No Ctrl-C, at which the terminal drops output, no Ctrl-D, which ends the program, and none of the terminal's own
  /// between two reads: Ctrl-S, Ctrl-Z, Ctrl-Backslash.
  private static let controls: [UInt8] =
    [0x01, 0x02, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0B, 0x0C, 0x0E, 0x10, 0x11, 0x12, 0x14, 0x15, 0x16, 0x17]
    + [0x18, 0x19, 0x1B, 0x1D, 0x1E, 0x1F, 0x7F, 0x0D, 0x0A, 0x00]
  private static let sequences = [
    "[A", "[B", "[C", "[D", "OA", "OB", "OC", "OD", "[H", "[F", "[1~", "[4~", "[3~", "[2~", "[5~", "[6~", "[1;5C",
    "[1;5D", "[1;3C", "[15~", "[Z", "[99;5u", "[<0;1;1M", "b", "f", "d", "\u{7f}", "c", "u", "l", "[", "O", "3", "-",
    "[201~", "]0;x\u{7}", "[?1;2c",
  ]
  private static let texts = [
    "pull ", "tag größe", "im", "many", "hel", "東京", "🐳", "e\u{301}", "\"", "'", "\\", "?", "x ", "a/b:c",
    "localhost:5000/team/app:v1 ", "\u{a0}", "0", "7",
  ]
  private static let wildTexts = ["👨‍💻", "\u{202e}", "ﷺ", "\u{200b}", "\u{301}", "\u{9b}A"]
  private static let broken: [[UInt8]] = [[0xFF], [0xC3], [0xE6, 0x9D], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0x80]]

  mutating func sequence() -> [Deed] {
    (0..<Int.random(in: 1...24, using: &random)).map { _ in deed() }
  }

  private mutating func deed() -> Deed {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<34: .type(Array(pick(isWild ? Self.texts + Self.wildTexts : Self.texts).utf8))
    case 34..<56: .type([pick(Self.controls)])
    case 56..<84: .type(Array("\u{1b}\(pick(Self.sequences))".utf8))
    case 84..<88: .type(pick(Self.broken))
    case 88..<89: .type(Array(String(repeating: "long 東 ", count: Int.random(in: 1...40, using: &random)).utf8))
    case 89..<94: .type(paste())
    case 94..<97 where isWild:
      .resize(columns: Int.random(in: 1...100, using: &random), rows: Int.random(in: 1...30, using: &random))
    case 97..<99: .interrupt
    default: .type([UInt8(ascii: " ")])
    }
  }

  private mutating func paste() -> [UInt8] {
    let lines = pick([1, 1, 2, 5, 40])
    let text = (0..<lines).map { _ in pick(isWild ? Self.texts + Self.wildTexts : Self.texts) + pick(Self.sequences) }
      .joined(
        separator: pick(["\r", "\n", "\r\n"]))
    return Array("\u{1b}[200~\(text)\(pick(["\u{1b}[201~", "\u{1b}[201~", "\r\u{1b}[201~"]))".utf8)
  }

  private mutating func pick<Element>(_ all: [Element]) -> Element {
    all[Int.random(in: 0..<all.count, using: &random)]
  }
}
