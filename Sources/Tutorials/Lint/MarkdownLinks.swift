import MarkdownText

/// The links, images and anchors of a Markdown document.
struct MarkdownLinks {
  /// A link or an image.
  struct Link: Hashable {
    let line: Int
    let destination: String
    let isImage: Bool
  }

  private(set) var links: [Link] = []
  /// What a fragment may name: headings as GitHub calls them, and the document's own `id`s and `name`s.
  private(set) var anchors: Set<String> = []
  private var slugs: [String: Int] = [:]

  /// Reads a document's lines.
  init(_ lines: [String]) {
    // The parser knows no lines inside of a paragraph: line ends are counted.
    var block = 1...1
    var line = 1
    for case .enter(let node) in MarkdownDocument(lines).walk() {
      switch node.kind {
      case .paragraph, .tableCell, .heading:
        block = node.lines
        line = block.lowerBound
        if node.kind == .heading { addHeading(node.plainText) }
      case .softBreak, .lineBreak: line += 1
      case .link, .image:
        let address = node.address
        links.append(
          Link(
            line: Self.line(of: address, from: line, in: block, lines), destination: address,
            isImage: node.kind == .image))
      case .htmlBlock, .html:
        let literal = node.literal
        if node.kind == .html { line += literal[...].newlines }
        addNames(literal)
      default: break
      }
    }
  }

  /// The first line at or behind one that shows an address: a code span may have hidden a line's end.
  private static func line(of address: String, from line: Int, in block: ClosedRange<Int>, _ lines: [String]) -> Int {
    guard !address.isEmpty, line < block.upperBound, block.upperBound <= lines.count else { return line }
    // Lines of many links would be read as often.
    let near = (line...block.upperBound).prefix(8).prefix { lines[$0 - 1].utf8.count < 2000 }
    return near.first { lines[$0 - 1].contains(address) } ?? line
  }

  /// Whether a fragment leads somewhere.
  func has(anchor fragment: String) -> Bool {
    fragment.isEmpty || fragment == "top" || anchors.contains(fragment) || anchors.contains(fragment.lowercased())
  }

  private mutating func addHeading(_ text: String) {
    var text = text
    // `## Title {#name}`, as several site generators write it.
    if text.hasSuffix("}"), let start = text.lastIndex(of: "{"), text[start...].hasPrefix("{#") {
      anchors.insert(String(text[start...].dropFirst(2).dropLast()))
      text = String(text[..<start]).trimmed
    }
    let slug = Self.slug(text)
    let count = slugs[slug, default: 0]
    slugs[slug] = count + 1
    anchors.insert(count == 0 ? slug : "\(slug)-\(count)")
  }

  /// A heading as GitHub turns it into a fragment: lower case, blanks to hyphens, other signs left out.
  static func slug(_ text: String) -> String {
    var slug = ""
    for scalar in text.trimmed.lowercased().unicodeScalars {
      switch scalar.properties.generalCategory {
      case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
        .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark, .connectorPunctuation:
        slug.unicodeScalars.append(scalar)
      default:
        if scalar == " " || scalar == "-" { slug += "-" }
      }
    }
    return slug
  }

  private mutating func addNames(_ html: String) {
    for attribute in ["id=", "name="] {
      var rest = html[...]
      while let found = rest.firstRange(of: attribute) {
        rest = rest[found.upperBound...]
        guard let quote = rest.first, quote == "\"" || quote == "'" else { continue }
        let value = rest.dropFirst().prefix { $0 != quote && $0 != ">" }
        anchors.insert(String(value))
      }
    }
  }
}
