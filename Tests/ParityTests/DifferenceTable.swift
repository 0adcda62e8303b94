import Foundation

/// The table of `Differences.md`: what is not as in docker, and why. The file is for people; the test reads its rows.
///
/// A row is `| recording | command | what |` below the heading and the paragraph that say why. `what` lists `output`,
/// `error` and `status`, or is `out` for what is not replayed at all.
struct DifferenceTable {
  struct Key: Hashable, CustomStringConvertible {
    let recording: String
    let command: String
    var description: String { "\(recording): \(command)" }
  }

  struct Row {
    let reason: String
    let what: Set<Difference>
    let isOut: Bool
  }

  private(set) var rows: [Key: Row] = [:]
  /// Rows that stand there twice, and rows that can't be read.
  private(set) var mistakes: [String] = []

  init(_ text: String) {
    var reason = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("#") { reason = String(line.drop { $0 == "#" || $0 == " " }) }
      guard line.hasPrefix("|"), !line.hasPrefix("|---"), !line.hasPrefix("| recording") else { continue }
      let cells = line.replacing("\\|", with: "\u{1}").split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.replacing("\u{1}", with: "|").trimmingCharacters(in: .whitespaces) }
      guard cells.count == 5, let key = Self.key(cells[1], cells[2]) else {
        mistakes.append(String(line))
        continue
      }
      let words = cells[3].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      let what = Set(words.compactMap(Difference.init(rawValue:)))
      guard words == ["out"] || what.count == words.count, rows[key] == nil else {
        mistakes.append(String(line))
        continue
      }
      rows[key] = Row(reason: reason, what: what, isOut: words == ["out"])
    }
  }

  /// `` `command` `` or `` `command` (2) ``
  private static func key(_ recording: String, _ cell: String) -> Key? {
    guard let end = cell.lastIndex(of: "`"), cell.hasPrefix("`"), end > cell.startIndex else { return nil }
    let command = cell[cell.index(after: cell.startIndex)..<end]
    return Key(recording: recording, command: String(command + cell[cell.index(after: end)...]))
  }
}

/// What of a command is not as recorded.
enum Difference: String, CaseIterable {
  case output, error, status
}
