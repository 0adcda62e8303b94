import ImageCommands
import Worlds

/// Chooses the world that a page is checked in: a fixture that was asked for, the page's own, or one that is derived
/// from the page; simulated, or over a real registry.
struct PageWorlds {
  let fixture: String?
  let registry: String?
  let context: CommandContext

  init(fixture: String?, registry: String?, _ context: CommandContext) {
    self.fixture = fixture
    self.registry = registry
    self.context = context
  }

  /// The source of a page's world.
  ///
  /// - Throws: what keeps the fixture from being read.
  func source(for page: Page) throws -> any WorldSource {
    let folder = context.environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    let fixture = try (fixture ?? page.frontMatter.fixture).map { try context.library.loadFixture($0) }
    if let registry {
      return RegistryWorldSource(
        registry, fixture: fixture, environment: context.environment, temporaryFolder: folder)
    }
    guard let fixture else { return DerivedWorldSource(temporaryFolder: folder) }
    return FixtureWorldSource(fixture, temporaryFolder: folder)
  }
}
