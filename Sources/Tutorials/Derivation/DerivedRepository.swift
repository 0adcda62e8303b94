import ImageSpec

/// A repository of a derived fixture.
struct DerivedRepository {
  let host: RegistryHost
  let name: RepositoryName
  var tags: [ImageReference] = []
  /// Its place in the search; nil where no search shows it.
  var rank: Int?
  private var description = ""
  private var stars = "0"
  private var isOfficial = false
  private var isAutomated = false

  init(_ reference: ImageReference) {
    host = reference.host
    name = reference.repository
  }

  func isNamed(_ reference: ImageReference) -> Bool { host == reference.host && name == reference.repository }

  /// Takes over what a search shows of it.
  mutating func show(_ row: SampleTable.Row, term: String) {
    guard rank == nil else { return }
    var text = row.cells["DESCRIPTION"] ?? ""
    // What the page cuts is longer than what it shows, so that it is cut at the same place again.
    for end in ["...", "…"] where text.hasSuffix(end) { text = String(text.dropLast(end.count)) + Self.rest }
    let words = term.split(separator: "*").map { $0.lowercased() }
    let isFound = [name.description, text].contains { place in words.allSatisfy { place.lowercased().contains($0) } }
    if !isFound { text += (text.isEmpty ? "" : " ") + words.joined(separator: " ") }
    description = text
    if let shown = row.cells["STARS"], let number = Int32(shown), number >= 0 { stars = String(number) }
    isOfficial = row.cells["OFFICIAL"]?.isEmpty == false
    isAutomated = row.cells["AUTOMATED"]?.isEmpty == false
  }

  /// What stands for the part of a description that a page does not show.
  private static let rest = "and more that the page does not show"

  /// The repository as YAML.
  func lines(_ names: [ImageReference: String]) -> [String] {
    let scalar = DerivedText.scalar
    var lines = ["      \(scalar(name.description)):"]
    let members = tags.compactMap { tag in
      names[tag].map { (key: tag.tag?.description ?? Tag.latest.description, value: scalar($0)) }
    }
    lines.append("        tags: \(DerivedText.mapping(members))")
    guard rank != nil else { return lines }
    lines.append("        description: \(scalar(description))")
    lines.append("        stars: \(stars)")
    if isOfficial { lines.append("        official: true") }
    if isAutomated { lines.append("        automated: true") }
    return lines
  }
}
