import FoundationEssentials
import ImageCommands
import Worlds

/// Chooses the world that a page is checked in: a fixture that was asked for, the page's own, or one that is derived
/// from the page; simulated, or over a real registry.
public struct PageWorlds: Sendable {
  private let fixture: String?
  private let registry: String?
  private let library: Library
  private let environment: [String: String]
  private let temporaryFolder: String
  /// Is told at once what a check writes to a real registry.
  var tell: @Sendable (String) -> Void = { _ in }

  /// Says what was asked for.
  ///
  /// - Parameters:
  ///   - fixture: a fixture's name or file, in the place of the page's own.
  ///   - registry: the address of a real registry.
  ///   - library: where fixtures are found by name, after the page's own folder.
  ///   - environment: the variables that may name an account for the registry, and the folder for temporary files.
  public init(
    fixture: String? = nil, registry: String? = nil, library: Library, environment: [String: String] = [:]
  ) {
    self.fixture = fixture
    self.registry = registry
    self.library = library
    self.environment = environment
    temporaryFolder = environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
  }

  /// Says what was asked for on a command line.
  init(fixture: String?, registry: String?, _ context: CommandContext) {
    self.init(
      fixture: fixture, registry: registry, library: context.library, environment: context.environment)
  }

  /// The source of a page's world.
  ///
  /// - Throws: what keeps the fixture from being read.
  public func source(for page: Page) throws -> any WorldSource {
    let fixture = try fixturePath(of: page).map { try library.loadFixture($0) }
    if let registry {
      var source = RegistryWorldSource(
        registry, fixture: fixture, environment: environment, temporaryFolder: temporaryFolder)
      source.tell = tell
      return source
    }
    guard let fixture else { return DerivedWorldSource(temporaryFolder: temporaryFolder) }
    return FixtureWorldSource(fixture, temporaryFolder: temporaryFolder)
  }

  /// The file of the fixture that a page is checked with; nil where its world is derived.
  ///
  /// - Throws: `Library.NotFound`.
  func fixturePath(of page: Page) throws -> String? {
    if let fixture { return try library.fixture(fixture) }
    guard let name = page.frontMatter.fixture else { return nil }
    return try Self.beside(page, name).first { FileManager.default.fileExists(atPath: $0) } ?? library.fixture(name)
  }

  /// Where the fixture of a page is looked for, found or not.
  func fixturePlaces(of page: Page) -> [String] {
    guard let name = fixture ?? page.frontMatter.fixture else { return [] }
    let found = (try? fixturePath(of: page)).flatMap { $0 }
    return (fixture == nil ? Self.beside(page, name) : []) + [found].compactMap { $0 }
  }

  /// What a page names is looked for beside it, and in `fixtures` beside it, before the library.
  private static func beside(_ page: Page, _ name: String) -> [String] {
    guard !name.hasPrefix("/") else { return [] }
    let folder = page.path.lastIndex(of: "/").map { page.path[...$0] } ?? ""
    let isFile = [".yaml", ".yml"].contains { name.hasSuffix($0) }
    return isFile ? ["\(folder)\(name)"] : ["yaml", "yml"].map { "\(folder)fixtures/\(name).\($0)" }
  }
}
