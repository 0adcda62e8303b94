import ByteStreams
import ImageOperations
import ImageSpec
import RegistryClient
import Worlds

/// A fixture's world whose registries are a real one: what the page needs of the fixture's repositories is put there
/// under a prefix of the check's own, every host of the page leads there, and at the end what was put or pushed there is
/// deleted again. Nothing else in the registry is written or deleted.
///
/// The account is the fixture's first one. Where the variables `DRYDOCK_CHECK_USERNAME` and `DRYDOCK_CHECK_PASSWORD` are
/// both set, that account is sent in its place, while the page goes on using the fixture's. Before the page logs in it
/// may do what the fixture lets everybody do: pull, and where the fixture's registry asks nobody, push.
///
/// Foreign layers are provisioned as they are; where the registry refuses manifests that name them, the fixture's world
/// is made with ordinary layers in their place.
public struct RegistryWorldSource: WorldSource {
  /// The registry's address, as the user wrote it.
  public let url: String
  /// The fixture; nil derives one from each page.
  public let fixture: Fixture?
  /// The account of the environment, if it names one.
  private let account: Credential?
  /// The system's folder for temporary files.
  public let temporaryFolder: String
  /// Is told at once what a check writes to and what of it stayed, so that whoever ends it the hard way knows, too.
  public var tell: @Sendable (String) -> Void = { _ in }

  /// Names a registry. Nothing is asked yet.
  ///
  /// - Parameters:
  ///   - url: its address; plain http leads to this machine only.
  ///   - fixture: the world; nil derives one from each page.
  ///   - environment: the variables that may name an account.
  ///   - temporaryFolder: the system's folder for temporary files.
  public init(
    _ url: String, fixture: Fixture?, environment: [String: String] = [:], temporaryFolder: String = "/tmp"
  ) {
    self.url = url
    self.fixture = fixture
    self.temporaryFolder = temporaryFolder
    let (username, password) = ProvisioningError.variables
    account = environment[username].flatMap { name in
      guard !name.isEmpty, let secret = environment[password], !secret.isEmpty else { return nil }
      return Credential(username: name, password: secret)
    }
  }

  /// Opens the world and provisions the registry.
  ///
  /// - Throws: ``ProvisioningError``, `FixtureError` of a derived fixture, and what a simulated world throws; nothing is
  ///   left behind then, as far as the registry deletes.
  public func open(for page: Page) async throws -> CheckedWorld {
    let endpoint = try endpoint()
    var invented: Set<FactKey> = []
    var notes: [String] = []
    var fixture: Fixture
    if let given = self.fixture {
      fixture = given
    } else {
      let derived = try DerivedFixture(of: page)
      (fixture, invented) = (derived.fixture, derived.invented)
      notes.append(DerivedWorldSource.note)
    }
    let prefix = CheckPrefix(random: RandomSource().hex(12))
    tell("what this check needs is put below \(prefix.name)/ at \(url), and deleted at the end")
    let session = Session(
      url: url, endpoint: endpoint, prefix: prefix, account: account, temporaryFolder: temporaryFolder,
      tell: tell)
    var opened: Session.Opened
    do { opened = try await session.open(fixture, for: page) } catch is Provision.ForeignLayersRefused {
      fixture = fixture.withDistributableLayers()
      opened = try await session.open(fixture, for: page)
      opened.capabilities.holdsForeignLayers = false
      notes.append("The registry takes no foreign layers: ordinary ones stand in their place.")
    }
    if opened.capabilities.search == .catalogue, PageMentions(page).searches {
      notes.append("The registry has no search: its catalogue stands in, without descriptions and stars.")
    }
    if !opened.deletes {
      notes.append("The registry does not delete: what this check puts below \(prefix.name)/ stays there.")
    }
    let (world, provision) = (opened.world, opened.provision)
    let accounts = fixture.accounts.map(\.credential)
    let hasSearch = opened.capabilities.search != .none
    var checked = CheckedWorld(
      world: world, label: "registry \(url) with the world \(fixture.name)",
      accounts: accounts.isEmpty ? account.map { [$0] } ?? [] : accounts, invented: invented, notes: notes,
      refusal: { words in Self.refusal(words, hasSearch: hasSearch) },
      close: {
        // A check that is cancelled cleans up all the same.
        await Task {
          session.tell(of: await provision.remove(world.journal))
          await world.close()
        }.value
      })
    checked.capabilities = opened.capabilities
    return checked
  }

  private func endpoint() throws(ProvisioningError) -> RegistryEndpoint {
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
      throw .unusableURL(url, reason: "it must begin with http:// or https://")
    }
    do { return try RegistryEndpoint(parsing: url) } catch is RegistryEndpoint.PlainHTTPRefused {
      throw .plainHTTPRefused(url)
    } catch { throw .unusableURL(url, reason: "\(error)") }
  }

  private static func refusal(_ words: [String], hasSearch: Bool) -> String? {
    let verbs = words.filter { !$0.hasPrefix("-") }
    if verbs.first == "search", !hasSearch { return "the registry has neither a search nor a catalogue" }
    if verbs.first == "registry", let verb = verbs.dropFirst().first, !["ls", "tags", "rm"].contains(verb) {
      return "a check against a registry neither opens one of its own nor looks into this one's log or weather"
    }
    return nil
  }
}
