import ImageCommands
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// The words for each kind of argument, from what the world knows by itself or saw of its registries.
struct KindCandidates: Sendable {
  let world: World
  let table: CommandTable
  let extensions: [any SessionExtension]
  /// Looks at images that nobody looked at yet; nil where nothing shall be begun, as for a hint.
  var images: ImageLook?
  /// Asks registries for what is not known; nil where nothing shall be begun.
  var registries: RegistryLook?

  /// The words of a kind. Called on a thread that may block; reads files, takes no locks, waits for no registry.
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
    case .text, .step, .job, .pathInContainer, .pathInImageOrContainer, .fixture, .imagePlace, .program, .word, .known,
      .pair, .format, .anyOf:
      []
    case .localImage: local.references(prefix) + local.identifiers(prefix)
    case .localName: local.references(prefix)
    case .localRepository: local.repositories(goesOn: false) + (prefix.isEmpty ? [] : local.references(prefix))
    case .imageOrContainer:
      local.references(prefix) + local.containers(containers, prefix, goesOn: false) + local.identifiers(prefix)
    case .remoteImage: local.references(prefix).followed(by: remote.images(prefix))
    case .remoteRepository: local.repositories(goesOn: false).followed(by: remote.repositories(prefix))
    case .newReference:
      NewNameCandidates(local: local, registries: remote, containers: containers).names(prefix, behind: words)
    case .container: local.containers(containers, prefix, goesOn: false)
    case .containerPath: local.containers(containers, prefix, goesOn: true) + files(prefix)
    case .file: files(prefix)
    case .registry: known.map(Self.proposal)
    case .account: known.filter(\.isLoggedIn).map(Self.proposal)
    case .platform: platforms(of: words)
    case .journalEntry: journalEntries
    case .verb: table.entries.filter { !$0.isAlias }.map { Proposal($0.path[0], gloss: gloss(of: $0)) }.uniqued
    case .page: pages(prefix)
    }
  }

  private var names: LocalNames { LocalNames(in: world, looking: images) }

  private var local: LocalCandidates { LocalCandidates(world: world, names: names) }

  private var containers: [KnownNames.Container] { Awaited.value { [world] in await KnownNames.containers(in: world) } }

  private func gloss(of entry: CommandEntry) -> String? {
    entry.path.count == 1 ? entry.abstract : nil
  }

  // MARK: Registries

  private var remote: RegistryCandidates {
    RegistryCandidates(world: world, look: registries, registries: known)
  }

  private var known: [KnownNames.Registry] {
    Awaited.value { [world, names] in await KnownNames.registries(in: world, names) }
  }

  private static func proposal(_ registry: KnownNames.Registry) -> Proposal {
    Proposal(registry.host.description, gloss: RegistryCandidates.gloss(of: registry), among: .registries)
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
          Proposal(
            Escaping.line($0.platform.description), gloss: $0.isHere ? "here" : "offered, not here", among: .platforms)
        }
      }
    }
    return Self.platforms.map { Proposal($0, among: .platforms) }
  }

  private static let platforms = [
    "linux/amd64", "linux/arm64", "linux/arm/v6", "linux/arm/v7", "linux/386", "linux/ppc64le", "linux/riscv64",
    "linux/s390x", "windows/amd64", "windows/arm64",
  ]

  // MARK: The journal

  /// How many entries of the journal are looked at.
  private static let recentEntries = 30

  /// What can be undone, newest first, with what it did.
  private var journalEntries: [Proposal] {
    Awaited.value { [world] in
      guard let rows = try? await ShowLog(limit: Self.recentEntries).run(in: world).rows else { return [] }
      var proposals: [Proposal] = []
      for row in rows where row.obstacle == nil {
        let effects = (try? await EffectText.summary(of: row.entry.effects, in: world)) ?? ""
        let age = Age.ago(row.entry.time, now: world.clock.now())
        proposals.append(
          Proposal(String(row.entry.number), gloss: "\(Escaping.line(row.entry.verb)), \(age): \(effects)"))
      }
      return proposals
    }
  }

  // MARK: Files

  private func files(_ prefix: String) -> [Proposal] { FileCandidates.list(prefix, in: world.folder) }

  /// Pages that are files; folders only for who types a path.
  private func pages(_ prefix: String) -> [Proposal] {
    files(prefix).filter { $0.text.hasSuffix(".md") || ($0.goesOn && !prefix.isEmpty) }
  }
}

extension [Proposal] {
  /// These, then others that are not among them.
  fileprivate func followed(by others: [Proposal]) -> [Proposal] {
    let known = Set(map(\.text))
    return self + others.filter { !known.contains($0.text) }
  }
}
