/// A file's bytes as lines with their ends, so that some of them can change and every other byte stays.
struct SourceText: Hashable {
  /// A line and what ends it: LF, CRLF, CR, or nothing at the end of the file.
  struct Line: Hashable {
    var text: [UInt8]
    let end: [UInt8]
  }

  /// A change of a line.
  enum Edit: Hashable {
    /// The line reads otherwise.
    case replace(line: Int, with: String)
    /// The line goes, with its end.
    case delete(line: Int)
    /// A line comes behind another one, ended as that is.
    case insert(after: Int, text: String)

    /// The line that it is about.
    var line: Int {
      switch self {
      case .replace(let line, _), .delete(let line), .insert(let line, _): line
      }
    }
  }

  private let mark: [UInt8]
  private(set) var lines: [Line]

  /// Cuts bytes where a ``Page`` does.
  init(_ bytes: [UInt8]) {
    mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? [0xEF, 0xBB, 0xBF] : []
    lines = []
    var text: [UInt8] = []
    var index = mark.count
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == 0x0A || byte == 0x0D else {
        text.append(byte)
        continue
      }
      var end = [byte]
      if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A {
        end.append(0x0A)
        index += 1
      }
      lines.append(Line(text: text, end: end))
      text = []
    }
    if !text.isEmpty { lines.append(Line(text: text, end: [])) }
  }

  /// The bytes again.
  var bytes: [UInt8] { mark + lines.flatMap { $0.text + $0.end } }

  /// A line's text, by its number from 1.
  func text(_ line: Int) -> String { String(decoding: lines[line - 1].text, as: UTF8.self) }

  /// The text with changes; those behind one line keep their order.
  func applying(_ edits: [Edit]) -> SourceText {
    var replaced: [Int: String] = [:]
    var deleted: Set<Int> = []
    var inserted: [Int: [String]] = [:]
    for edit in edits {
      switch edit {
      case .replace(let line, let text): replaced[line] = text
      case .delete(let line): deleted.insert(line)
      case .insert(let line, let text): inserted[line, default: []].append(text)
      }
    }
    var result = self
    result.lines = []
    let usual = lines.first { !$0.end.isEmpty }?.end ?? [0x0A]
    for (index, line) in lines.enumerated() {
      let number = index + 1
      if !deleted.contains(number) {
        let text = replaced[number].map { Array($0.utf8) } ?? line.text
        let isFollowed = inserted[number] != nil
        result.lines.append(Line(text: text, end: isFollowed && line.end.isEmpty ? usual : line.end))
      }
      for text in inserted[number] ?? [] {
        result.lines.append(Line(text: Array(text.utf8), end: line.end.isEmpty ? usual : line.end))
      }
    }
    return result
  }
}
