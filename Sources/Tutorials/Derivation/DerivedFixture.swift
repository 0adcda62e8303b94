import ImageOperations
import ImageSpec
import RegistryClient
import Worlds

/// The fixture that a page needs, drawn from its own commands and samples, so that any page replays offline.
///
/// Pure and deterministic: the same page gives the same text, byte for byte, and so the same digests. Images are small
/// stand-ins: as many layers as the samples show, ages counted back from ``clock``, sizes above 4 MB divided by a
/// thousand. Nothing of the page's prose is read, nor other keys of its front matter than `tutorial`.
public struct DerivedFixture: Hashable, Sendable {
  /// The fixture.
  public let fixture: Fixture
  /// The same as YAML, as `tutorial fixture` writes it.
  public let yaml: String
  /// What the fixture holds beside registries, accounts and files, because the page uses it and no step makes it: given
  /// images and containers. The world goes on with them, and the page's defect stands.
  public let invented: Set<FactKey>

  /// The moment at which every derived world begins: noon of the first day of 2026, in UTC. A page's own date is no
  /// business of the fixture's: ages on it count back from here.
  public static let clock = Timestamp(seconds: 1_767_268_800)

  /// Derives a page's fixture.
  ///
  /// - Throws: `FixtureError` when the page asks for more than a fixture may hold.
  public init(of page: Page) throws(FixtureError) {
    let writer = DerivedFixtureWriter(page)
    yaml = writer.text
    invented = writer.invented
    let file = page.path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? page.path
    let name = file.hasSuffix(".md") ? String(file.dropLast(3)) : file
    fixture = try Fixture(parsing: yaml, name: "derived from \(name)")
  }
}

extension Fixture {
  /// The fixture that a page needs, drawn from its own commands and samples; see ``DerivedFixture``.
  ///
  /// - Throws: `FixtureError` when the page asks for more than a fixture may hold.
  public init(deriving page: Page) throws(FixtureError) { self = try DerivedFixture(of: page).fixture }
}

/// A world that is derived from the page itself, for pages that name no fixture.
public struct DerivedWorldSource: WorldSource {
  /// The system's folder for temporary files.
  public let temporaryFolder: String

  static let note = "The page names no fixture: its world is derived from its own commands and samples."

  /// Derives from each page that is opened.
  public init(temporaryFolder: String = "/tmp") { self.temporaryFolder = temporaryFolder }

  public func open(for page: Page) async throws -> CheckedWorld {
    let derived = try DerivedFixture(of: page)
    return CheckedWorld(
      world: try await World.simulated(fixture: derived.fixture, temporaryFolder: temporaryFolder),
      label: "simulated world \(derived.fixture.name)", accounts: derived.fixture.accounts.map(\.credential),
      invented: derived.invented,
      notes: [Self.note])
  }
}
