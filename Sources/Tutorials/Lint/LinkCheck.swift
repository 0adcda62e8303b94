import Glibc

/// Looks whether a page's links and images lead to files and headings that are there. Nothing is fetched: what begins
/// with a scheme or at a site's root is left alone.
struct LinkCheck {
  private let page: Page
  private let body: [String]
  private let folder: String
  private let own: MarkdownLinks
  private var others: [String: MarkdownLinks?] = [:]
  private var files: [String: String?] = [:]
  /// The destinations behind a blank on the line that was looked at last.
  private var blank: (line: Int, destinations: Set<String>) = (0, [])

  init(_ page: Page) {
    self.page = page
    body = Page.body(of: page.source, FrontMatterReader(page.source))
    folder = page.path.lastIndex(of: "/").map { String(page.path[...$0]) } ?? ""
    own = MarkdownLinks(body)
  }

  /// What is wrong with the links, in the page's order, and how many there are.
  mutating func findings() -> (findings: [Finding], count: Int) {
    var findings: [Finding] = []
    for link in own.links {
      if hasLeadingBlank(link) {
        findings.append(finding(link, "a blank stands before the destination, which some sites keep in the address"))
      }
      if let reason = fault(of: link) { findings.append(finding(link, reason)) }
    }
    return (findings, own.links.count)
  }

  private func finding(_ link: MarkdownLinks.Link, _ reason: String) -> Finding {
    Finding(line: link.line, kind: .link, verdict: .drift, expected: link.destination, reason: reason)
  }

  /// Whether the source has a blank between the bracket and the destination, which the parser takes off.
  private mutating func hasLeadingBlank(_ link: MarkdownLinks.Link) -> Bool {
    guard link.line <= body.count, !link.destination.isEmpty else { return false }
    if blank.line != link.line { blank = (link.line, Self.destinationsBehindBlanks(body[link.line - 1])) }
    return blank.destinations.contains(link.destination)
  }

  private static func destinationsBehindBlanks(_ line: String) -> Set<String> {
    var found: Set<String> = []
    var rest = line[...]
    while let place = rest.firstRange(of: "](") {
      rest = rest[place.upperBound...]
      guard let first = rest.first, first == " " || first == "\t" else { continue }
      let text = rest.drop { $0 == " " || $0 == "\t" || $0 == "<" }
      found.insert(String(text.prefix { !" \t)>".contains($0) }))
    }
    return found
  }

  private mutating func fault(of link: MarkdownLinks.Link) -> String? {
    let destination = link.destination
    if destination.isEmpty { return link.isImage ? "the image has no source" : "the link leads nowhere" }
    if Self.isElsewhere(destination) { return nil }
    let sides = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = Self.decoded(sides[0].prefix { $0 != "?" })
    let fragment = sides.count > 1 ? Self.decoded(sides[1]) : ""
    if path.isEmpty {
      return own.has(anchor: fragment) ? nil : "the page has no heading #\(fragment)"
    }
    let known = files[path] ?? file(path)
    files[path] = .some(known)
    guard let found = known else {
      return "there is no file \(path) beside the page"
    }
    guard !fragment.isEmpty, found.hasSuffix(".md") || found.hasSuffix(".markdown") else { return nil }
    let other = others[found] ?? PageFile.body(found).map { MarkdownLinks($0) }
    others[found] = .some(other)
    guard let other, !other.has(anchor: fragment) else { return nil }
    return "\(path) has no heading #\(fragment)"
  }

  /// Whether a destination is an address, a place at a site's root, or a template's.
  private static func isElsewhere(_ destination: String) -> Bool {
    if destination.hasPrefix("/") || destination.hasPrefix("@") || destination.hasPrefix("~") { return true }
    if destination.contains("{{") || destination.contains("{%") || destination.contains("<") { return true }
    let scheme = destination.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+.-".contains($0)) }
    return scheme.first?.isLetter == true && destination.dropFirst(scheme.count).first == ":"
  }

  /// A file that a path names: as it stands, or as site generators find pages by names without their ending.
  private func file(_ path: String) -> String? {
    guard !path.utf8.contains(0) else { return nil }
    var names = [folder + path]
    let bare = path.hasSuffix("/") ? String(path.dropLast()) : path
    if !bare.hasSuffix(".md") {
      names += [folder + bare + ".md", folder + bare + "/index.md", folder + bare + "/README.md"]
      if bare.hasSuffix(".html") { names.append(folder + bare.dropLast(5) + ".md") }
    }
    return names.first { access($0, F_OK) == 0 }
  }

  /// A part of an address with its `%XX` as the bytes that they stand for.
  static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(String(Substring(digits)), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
