import ImageSpec
import Worlds

/// What a page begins with, known without opening any world: the same that a check's world would hold.
struct StartingWorld {
  /// What is there although no step makes it, so that the page runs: a derived fixture's inventions.
  let invented: Set<FactKey>
  /// What a fixture that was written by hand lists under `given:`.
  let given: Set<FactKey>
  /// The containers that are there, each by all its names.
  let containers: [(base: ImageReference, keys: Set<FactKey>)]
  private let fixture: Fixture?
  private let isDerived: Bool

  /// Looks at a fixture, or at the one that would be derived from the page.
  init(of page: Page, fixture: Fixture?) {
    isDerived = fixture == nil
    // A page that asks for more than a fixture may hold is told so by its check; without one, nothing is invented.
    let derived = fixture == nil ? try? DerivedFixture(of: page) : nil
    invented = derived?.invented ?? []
    let fixture = fixture ?? derived?.fixture
    self.fixture = fixture
    containers = (fixture?.givenContainers ?? []).map { container in
      var keys: Set<FactKey> = [.container(container.id), .container(String(container.id.prefix(12)))]
      if let name = container.name { keys.insert(.container(name)) }
      return (container.image.withDefaultTag, keys)
    }
    guard isDerived == false else {
      given = []
      return
    }
    given = Set((fixture?.givenImages ?? []).map { .image($0.reference) }).union(containers.flatMap(\.keys))
  }

  /// Whether a push to a registry needs a login.
  func needsLogin(_ host: RegistryHost) -> Bool {
    guard let registry = fixture?.registry(host) else { return false }
    return registry.authentication != .none
  }

  /// Whether a registry serves a name from the beginning; a derived world serves whatever the page asks for.
  func serves(_ reference: ImageReference) -> Bool {
    if isDerived || reference.digest != nil { return true }
    return image(of: reference) != nil
  }

  /// Whether the working folder has a file or a folder from the beginning.
  func holds(file path: String) -> Bool {
    guard let fixture, !isDerived else { return true }
    var path = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    while path.hasSuffix("/") { path.removeLast() }
    if path.isEmpty || path == "." || path == "-" { return true }
    return fixture.files.contains { $0.path == path || $0.path.hasPrefix(path + "/") }
  }

  /// What the fixture calls the image that a name in a registry means: names of one image are equal in it.
  func image(of reference: ImageReference) -> String? {
    guard let tag = reference.withDefaultTag.tag else { return nil }
    return fixture?.registry(reference.host)?.repository(reference.repository)?.tags[tag]
  }

  /// The images in the store from the beginning, with what the fixture calls them.
  var images: [(reference: ImageReference, name: String)] {
    (fixture?.givenImages ?? []).map { ($0.reference.withDefaultTag, $0.image) }
  }

  /// Whether images that the fixture calls by two names may be one: a derived fixture tells apart what it can't know.
  var mayNamesBeOne: Bool { isDerived }
}
