import ImageOperations
import RegistryClient
import Worlds

/// Opens the world that a page is checked in: a fixture's, one derived from the page, or one over a real registry.
///
/// Every check opens a world of its own and closes it; none touches the user's.
public protocol WorldSource: Sendable {
  /// Opens a world for a page. Nothing is left behind when it throws.
  func open(for page: Page) async throws -> CheckedWorld
}

/// A world to check a page in, with what the judge must know of it.
public struct CheckedWorld: Sendable {
  /// The world. Its stores are scratch, and gone with ``close``.
  public var world: World
  /// What reports call it, saying that it is simulated where it is: `simulated world windows-2016`.
  public var label: String
  /// Who may log in, the first one for prompts that the page does not answer. Their secrets appear in no transcript.
  public var accounts: [Credential]
  /// What the world holds only because the page would not run otherwise, and no page step makes: a derived fixture's
  /// inventions. The world goes on with them, and the page's defect stands.
  public var invented: Set<FactKey>
  /// What the world was made of that people should know, a line each, shown above the report.
  public var notes: [String]
  /// What it can show of what registries do; everything, unless said otherwise.
  public var capabilities = WorldCapabilities()
  /// Why this world can't carry out a command line, asked before it is run; nil where it can. The words are the
  /// command's, without the CLI's name.
  public var refusal: @Sendable (_ words: [String]) -> String?
  /// Ends the world: its folder, its sockets, and what was provisioned for it elsewhere. Idempotent.
  public var close: @Sendable () async -> Void

  /// Describes an open world.
  ///
  /// - Parameters:
  ///   - world: the world.
  ///   - label: what reports call it.
  ///   - accounts: who may log in.
  ///   - invented: what it holds only so that the page runs.
  ///   - notes: lines above the report.
  ///   - refusal: why it can't carry out a command line.
  ///   - close: ends it; by default as a simulated world ends.
  public init(
    world: World, label: String, accounts: [Credential] = [], invented: Set<FactKey> = [], notes: [String] = [],
    refusal: @escaping @Sendable (_ words: [String]) -> String? = { _ in nil },
    close: (@Sendable () async -> Void)? = nil
  ) {
    self.world = world
    self.label = label
    self.accounts = accounts
    self.invented = invented
    self.notes = notes
    self.refusal = refusal
    self.close = close ?? { await world.close() }
  }
}

/// A fixture's world, as it stands in its file.
public struct FixtureWorldSource: WorldSource {
  /// What the world is made of.
  public let fixture: Fixture
  /// The system's folder for temporary files.
  public let temporaryFolder: String

  /// Takes a fixture.
  public init(_ fixture: Fixture, temporaryFolder: String = "/tmp") {
    self.fixture = fixture
    self.temporaryFolder = temporaryFolder
  }

  public func open(for page: Page) async throws -> CheckedWorld {
    CheckedWorld(
      world: try await World.simulated(fixture: fixture, temporaryFolder: temporaryFolder),
      label: "simulated world \(fixture.name)", accounts: fixture.accounts.map(\.credential))
  }
}
