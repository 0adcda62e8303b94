import ByteStreams
import ImageCommands
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// The words for each kind of argument, from the world's own names.
struct KindCandidates: Sendable {
  let world: World
  let table: CommandTable
  let extensions: [any SessionExtension]
  /// Looks at images that nobody looked at yet; nil where nothing shall be begun, as for a hint.
  var look: ImageLook?

  /// The words of a kind. Called on a thread that may block; reads files, takes no locks, asks no registry.
  ///
  /// - Parameters:
  ///   - kind: what is looked for.
  ///   - prefix: what is typed of it.
  ///   - words: the words before it.
  /// - Returns: the words, not all of which begin with what is typed.
  func candidates(for kind: ArgumentKind, prefix: String, behind words: [String] = []) -> [Proposal] {
    let known = extensions.flatMap { $0.candidates(for: kind, behind: words) }.map {
      Proposal($0.text, gloss: $0.gloss, group: $0.group)
    }
    return known + ownCandidates(for: kind, prefix, words)
  }

  private func ownCandidates(for kind: ArgumentKind, _ prefix: String, _ words: [String]) -> [Proposal] {
    switch kind {
    // How these are put together ``KindMatching`` knows.
    case .text, .step, .job, .pathInContainer, .pathInImageOrContainer, .fixture, .imagePlace, .program, .known, .pair,
      .format, .anyOf:
      []
    case .localImage: local.references(prefix) + local.identifiers(prefix)
    case .imageOrContainer:
      local.references(prefix) + local.containers(containers, prefix, goesOn: false) + local.identifiers(prefix)
    case .remoteImage: local.references(prefix)
    case .newReference: newReferences(prefix, behind: words)
    case .container: local.containers(containers, prefix, goesOn: false)
    case .containerPath: local.containers(containers, prefix, goesOn: true) + files(prefix)
    case .file: files(prefix)
    case .registry: registries.map(Self.proposal)
    case .platform: platforms(of: words)
    case .verb: table.entries.filter { !$0.isAlias }.map { Proposal($0.path[0], gloss: gloss(of: $0)) }.uniqued
    case .page: pages(prefix)
    // Behind the name of a filter or of a fault its value follows.
    case .word(let words): words.map { Proposal($0, goesOn: $0.hasSuffix("=") || $0.hasSuffix("@")) }
    }
  }

  private var local: LocalCandidates { LocalCandidates(world: world, names: names) }

  private var names: LocalNames { LocalNames(in: world, looking: look) }

  private var containers: [KnownNames.Container] { waiting { [world] in await KnownNames.containers(in: world) } }

  private func gloss(of entry: CommandEntry) -> String? {
    entry.path.count == 1 ? entry.abstract : nil
  }

  // MARK: New names

  /// Where an image may be named: in the repository of the image that is named, of an account, in any other one.
  private func newReferences(_ prefix: String, behind words: [String]) -> [Proposal] {
    let local = local
    // Behind the colon the tags follow that there are: whoever takes one of them moves it.
    if prefix.drop(while: { $0 != "/" }).contains(":") || (!prefix.contains("/") && prefix.contains(":")) {
      return local.names.positions(beginningWith: prefix).map {
        Proposal(local.names.text(at: $0), gloss: "a name that would move", among: .images)
      }
    }
    let registries = registries
    let hosts = registries.filter { $0.host != .dockerHub }.map {
      Proposal("\($0.host)/", gloss: Self.gloss(of: $0), among: .registries, goesOn: true)
    }
    return (accounts(registries, source: source(words, local.names)) + local.repositories(goesOn: true) + hosts).uniqued
  }

  /// The same image's name below each account that is logged in.
  private func accounts(_ registries: [KnownNames.Registry], source: ImageReference?) -> [Proposal] {
    registries.compactMap { registry in
      guard let user = registry.username, !user.isEmpty,
        let repository = try? RepositoryName(parsing: "\(user)/\(source?.repository.components.last ?? "x")")
      else { return nil }
      let name = ImageReference(host: registry.host, repository: repository).familiarName
      let text = source == nil ? String(name.dropLast()) : "\(name):"
      return Proposal(text, gloss: "your account on \(registry.host)", among: .accounts, goesOn: true)
    }
  }

  /// The image that is to be named: one of the words before, or the image of a container among them.
  private func source(_ words: [String], _ names: LocalNames) -> ImageReference? {
    for word in words.dropFirst().reversed() where !word.hasPrefix("-") {
      if names.name(written: word) != nil { return try? ImageReference(parsing: word) }
      if let container = containers.first(where: { $0.name == word || $0.id.hasPrefix(word) }) {
        return try? ImageReference(parsing: container.image)
      }
    }
    return nil
  }

  // MARK: Registries

  private var registries: [KnownNames.Registry] {
    waiting { [world, names] in await KnownNames.registries(in: world, names) }
  }

  private static func proposal(_ registry: KnownNames.Registry) -> Proposal {
    Proposal(registry.host.description, gloss: gloss(of: registry), among: .registries)
  }

  private static func gloss(of registry: KnownNames.Registry) -> String? {
    if registry.isLoggedIn { return registry.username.map { "logged in as \($0)" } ?? "logged in" }
    switch registry.repositoryCount {
    case 0: return registry.host == .dockerHub ? "Docker Hub" : nil
    case 1: return "1 repository here"
    default: return "\(registry.repositoryCount) repositories here"
    }
  }

  // MARK: Platforms

  /// What the image that the line names is offered for; else what images are built for. Any other may be typed.
  private func platforms(of words: [String]) -> [Proposal] {
    let names = names
    for word in words.dropFirst().reversed() where !word.hasPrefix("-") {
      guard let image = names.name(written: word) else { continue }
      let offers = OfferedPlatforms.list(of: image.root, in: world)
      if !offers.isEmpty {
        return offers.map {
          Proposal($0.platform.description, gloss: $0.isHere ? "here" : "offered, not here", among: .platforms)
        }
      }
    }
    return Self.platforms.map { Proposal($0, among: .platforms) }
  }

  private static let platforms = [
    "linux/amd64", "linux/arm64", "linux/arm/v6", "linux/arm/v7", "linux/386", "linux/ppc64le", "linux/riscv64",
    "linux/s390x", "windows/amd64", "windows/arm64",
  ]

  // MARK: Files

  private func files(_ prefix: String) -> [Proposal] { FileCandidates.list(prefix, in: world.folder) }

  /// Pages that are files; folders only for who types a path.
  private func pages(_ prefix: String) -> [Proposal] {
    files(prefix).filter { $0.text.hasSuffix(".md") || ($0.goesOn && !prefix.isEmpty) }
  }

  /// Lets the editor's own thread wait for what only tasks can read.
  private func waiting<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) -> Result {
    let answer = Condition<Result?>(nil)
    Task {
      let result = await body()
      answer.withLock { $0 = result }
      answer.signal()
    }
    return answer.wait { $0 }
  }
}
