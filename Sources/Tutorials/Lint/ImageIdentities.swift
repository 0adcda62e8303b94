import ImageOperations
import ImageSpec

/// Which images there are on a page and what ids it shows for them, without any store: an image is a number.
///
/// The same rule as in a replay holds, see ``Bindings``: over the whole page one id of the page is one image.
struct ImageIdentities {
  /// An image as a number.
  typealias Image = Int

  private var names: [ImageReference: Image] = [:]
  /// What names meant that mean nothing any more.
  private var former: [ImageReference: Image] = [:]
  private var remotes: [ImageReference: Image] = [:]
  private var byFixtureName: [String: Image] = [:]
  private var containerBases: [FactKey: Image] = [:]
  private var parents: [Image: Image] = [:]
  private var bindings = Bindings()
  private var imagesByID: [String: Image] = [:]
  private var count = 0
  private let start: StartingWorld

  /// Begins with what is there when the page begins.
  init(_ start: StartingWorld) {
    self.start = start
    for (reference, name) in start.images { names[reference] = image(called: name) }
    for (base, keys) in start.containers {
      let image = remote(base)
      for key in keys { containerBases[key] = image }
    }
  }

  private mutating func make() -> Image {
    count += 1
    return count
  }

  private mutating func image(called name: String) -> Image {
    if let image = byFixtureName[name] { return image }
    let image = make()
    byFixtureName[name] = image
    return image
  }

  private mutating func remote(_ reference: ImageReference) -> Image {
    let reference = reference.withDefaultTag
    if let image = remotes[reference] { return image }
    let image = start.image(of: reference).map { self.image(called: $0) } ?? make()
    remotes[reference] = image
    return image
  }

  // MARK: What commands do

  /// The image that a name or an id means now, or meant last.
  func imageOfBefore(_ name: ImageName) -> Image? { image(name) ?? name.reference.flatMap { former[$0] } }

  /// The image that a name or an id means now.
  func image(_ name: ImageName) -> Image? {
    if let reference = name.reference, let image = names[reference] { return image }
    guard let prefix = name.idPrefix else { return nil }
    return imagesByID.first { $0.key.hasPrefix(prefix) || prefix.hasPrefix($0.key) }?.value
  }

  /// The one image that a repository has now, or the one that its reference names.
  func onlyImage(of text: String) -> Image? {
    guard let reference = try? ImageReference(parsing: text) else { return nil }
    if reference.tag != nil { return names[reference] }
    let found = Set(names.filter { $0.key.bare == reference.bare }.map(\.value))
    return found.count == 1 ? found.first : nil
  }

  /// The names that an image has now.
  func names(of image: Image) -> [ImageReference] { names.filter { $0.value == image }.map(\.key) }

  mutating func pull(_ reference: ImageReference) { names[reference.withDefaultTag] = remote(reference) }

  mutating func push(_ reference: ImageReference) {
    remotes[reference.withDefaultTag] = names[reference.withDefaultTag]
  }

  mutating func tag(_ source: ImageName, as target: ImageReference) {
    names[target.withDefaultTag] = image(source)
  }

  mutating func create(_ keys: some Sequence<FactKey>, over name: ImageName) {
    let base = image(name)
    for key in keys { containerBases[key] = base }
  }

  /// - Returns: the new image.
  mutating func commit(_ container: FactKey, as target: ImageReference?) -> Image {
    let new = make()
    parents[new] = containerBases[container]
    if let target { names[target.withDefaultTag] = new }
    return new
  }

  /// A name means something that is not known, or nothing, from now on.
  mutating func forget(_ reference: ImageReference) {
    former[reference.withDefaultTag] = names.removeValue(forKey: reference.withDefaultTag)
  }

  // MARK: What samples show

  /// Notes that a sample shows an id for an image.
  ///
  /// - Returns: the contradiction, where there is one.
  mutating func show(_ id: String, for image: Image, line: Int) -> Finding? {
    let digits = String(image, radix: 16)
    let real = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    imagesByID[String((id.split(separator: ":").last ?? "").prefix(12))] = image
    switch bindings.bind(id: id, to: real, line: line) {
    case nil: return nil
    case .calledBefore(let other, let first):
      return Finding(
        line: line, kind: .id, verdict: .defect, expected: id,
        reason: "two ids for one: \(other) on line \(first), \(id) here")
    case .standsFor(let other, let first):
      // Two images of registries may be one; what was made here can't be another.
      let before = Int(other, radix: 16) ?? 0
      guard parents[before] != nil || parents[image] != nil || !start.mayNamesBeOne else { return nil }
      return Finding(
        line: line, kind: .id, verdict: .drift, expected: id,
        reason: "one id for two images: \(id) is another's on line \(first)")
    }
  }

  /// The rows of a history: the image itself, then what it was committed over.
  mutating func showHistory(_ table: SampleTable, of image: Image) -> [Finding] {
    var findings: [Finding] = []
    var next: Image? = image
    for row in table.rows {
      guard let image = next else { break }
      if let id = row.cells["IMAGE"], IDText.isID(id), let finding = show(id, for: image, line: row.line) {
        findings.append(finding)
      }
      next = parents[image]
    }
    return findings
  }
}
