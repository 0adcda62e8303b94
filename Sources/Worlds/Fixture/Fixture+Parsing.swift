import CommandLanguage
import ImageSpec
import RegistryClient
import Yams

extension Fixture {
  /// The most bytes of a fixture's text: 1 MiB.
  public static let maximumSize = 1 << 20

  /// The most bytes of one file that a fixture describes: 64 MiB.
  public static let maximumFileSize: Int64 = 64 << 20

  /// Reads a fixture's YAML. Nothing in it is taken on trust: unknown keys, names that mean nothing and circles are
  /// errors that name the key.
  ///
  /// `weather`, at the top for every registry or below one of `registries`, is a list of ``WeatherRule``s; the fixture's
  /// `seed` decides their chances:
  ///
  ///     weather: [delay=100ms on manifest]
  ///     registries:
  ///       docker.io:
  ///         weather:
  ///         - reset@4096 on blob once
  ///         - 429 retry-after=2 on manifest 3 times
  ///
  /// Their delays are real time, whatever the world's clock says: who uses a fixture waits for them.
  ///
  /// - Parameters:
  ///   - yaml: the text of the file.
  ///   - name: the fixture's name, for messages and for the world's name.
  /// - Throws: ``FixtureError``.
  public init(parsing yaml: String, name: String) throws(FixtureError) {
    func failure(_ rule: FixtureError.Rule, line: Int? = nil) -> FixtureError {
      FixtureError(fixture: name, path: "", line: line, rule: rule)
    }
    guard yaml.utf8.count <= Self.maximumSize else { throw failure(.tooLarge(limit: Self.maximumSize)) }
    let root: Node?
    do { root = try Yams.compose(yaml: yaml) } catch let error as YamlError {
      throw failure(.notYAML(error.reason), line: error.line)
    } catch {
      throw failure(.notYAML("\(error)"))
    }
    guard let root else { throw failure(.expected("a mapping")) }
    self = try FixtureReader(root: FixtureNode(node: root, path: "", fixture: name)).fixture()
  }
}

extension YamlError {
  fileprivate var reason: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
    case .reader(let problem, _, _, _): problem
    case .duplicatedKeysInMapping(let duplicates, _):
      "the key \(duplicates.first.map { "\"\($0)\"" } ?? "") stands twice"
    default: "\(self)"
    }
  }

  fileprivate var line: Int? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }
}

/// Reads a fixture from the top; the order of reading is the order of what names what.
struct FixtureReader {
  let root: FixtureNode

  func fixture() throws(FixtureError) -> Fixture {
    let top = try root.members([
      "title", "platform", "clock", "seed", "foreign-host", "accounts", "layers", "images", "indexes", "registries",
      "weather", "given", "files",
    ])
    let platform = try top.required("platform").parsed { try Platform(parsing: $0) }
    let clock = try top.required("clock").parsed { Timestamp(parsing: $0) }
    let seed = UInt64(try top["seed"]?.integer(0...Int64.max) ?? 1)
    let foreignHost = try self.foreignHost(top["foreign-host"])
    let layers = try self.layers(top["layers"])
    let images = try self.images(top["images"], layers)
    let indexes = try self.indexes(top["indexes"], images)
    let registries = try self.registries(top["registries"], Set(images.keys).union(indexes.keys))
    let given = try top["given"]?.members(["images", "containers"])
    return Fixture(
      name: root.fixture, title: try top["title"]?.text() ?? root.fixture, platform: platform, clock: clock, seed: seed,
      foreignHost: foreignHost, accounts: try accounts(top["accounts"]), images: images, indexes: indexes,
      registries: registries, weather: try weather(top["weather"]),
      givenImages: try givenImages(given?["images"], Set(images.keys).union(indexes.keys)),
      givenContainers: try givenContainers(given?["containers"], registries, seed: seed),
      files: try files(top["files"]))
  }

  /// The host in foreign layers' URLs; by default one that is reserved for examples.
  private func foreignHost(_ node: FixtureNode?) throws(FixtureError) -> RegistryHost {
    if let node { return try node.parsed { try RegistryHost(parsing: $0) } }
    return (try? RegistryHost(parsing: "layers.example.com")) ?? .localhost
  }

  /// A name of the fixture's own that must mean something.
  func name(
    _ node: FixtureNode, among names: some Sequence<String>, kind: String
  ) throws(FixtureError) -> String {
    let name = try node.text()
    guard names.contains(name) else {
      throw node.error(.undefined(name, kind: kind, nearest: Spelling.nearest(to: name, among: names.sorted())))
    }
    return name
  }
}
