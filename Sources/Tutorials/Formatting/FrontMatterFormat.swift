/// The `tutorial:` of a page's front matter in one order and with one indentation. What holds a comment, or is written
/// otherwise than as plain lines of `key: value`, stays as it is.
enum FrontMatterFormat {
  private struct Entry {
    let key: String
    var lines: [String]
  }

  /// The changes; none where there is nothing to change or to understand.
  static func edits(of page: Page) -> [SourceText.Edit] {
    guard let matter = FrontMatterReader(page.source)?.lines else { return [] }
    let inner = Array(matter.dropFirst().dropLast())
    guard let start = inner.first(where: { trimmedEnd(page.source[$0 - 1]) == "tutorial:" }) else { return [] }
    let block = inner.drop { $0 <= start }.prefix { page.source[$0 - 1].hasPrefix(" ") }
    guard let first = block.first else { return [] }
    let indent = indentation(page.source[first - 1])
    var entries: [Entry] = []
    for number in block {
      let line = page.source[number - 1]
      let depth = indentation(line)
      guard let key = key(of: line), depth >= indent else { return [] }
      if depth == indent {
        entries.append(Entry(key: key, lines: ["  " + trimmedEnd(String(line.dropFirst(depth)))]))
      } else {
        guard entries.last?.key == "answers" else { return [] }
        entries[entries.count - 1].lines.append("    " + trimmedEnd(String(line.dropFirst(depth))))
      }
    }
    let order = FrontMatterReader.keys
    let sorted = entries.enumerated().sorted {
      let (one, two) = (
        order.firstIndex(of: $0.element.key) ?? order.count, order.firstIndex(of: $1.element.key) ?? order.count
      )
      return (one, $0.offset) < (two, $1.offset)
    }.flatMap(\.element.lines)
    return zip(block, sorted).compactMap { number, line in
      page.source[number - 1] == line ? nil : .replace(line: number, with: line)
    }
  }

  private static func indentation(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  /// The key of a line that is nothing but a key and a plain or quoted value.
  private static func key(of line: String) -> String? {
    let text = line.trimmed
    guard let colon = text.firstIndex(of: ":"), !text.contains(" #"), !text.contains("\t") else { return nil }
    let key = text[..<colon]
    let value = text[text.index(after: colon)...]
    guard !key.isEmpty, key.allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "_") }),
      value.isEmpty || value.hasPrefix(" ")
    else { return nil }
    guard let start = value.trimmingWhitespace.first else { return String(key) }
    return "|>{[&*!#%@`".contains(start) ? nil : String(key)
  }

  private static func trimmedEnd(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
