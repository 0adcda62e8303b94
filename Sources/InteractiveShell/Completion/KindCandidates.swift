import ByteStreams
import ImageCommands
import ImageOperations
import ImageSpec
import Worlds

/// The words for each kind of argument, from the world's own names.
struct KindCandidates: Sendable {
  let world: World
  let table: CommandTable
  let extensions: [any SessionExtension]

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
    return known + ownCandidates(for: kind, prefix)
  }

  private func ownCandidates(for kind: ArgumentKind, _ prefix: String) -> [Proposal] {
    switch kind {
    case .text, .step, .job: []
    case .localImage: references(prefix) + identifiers(prefix)
    case .imageOrContainer: references(prefix) + containers(goesOn: false) + identifiers(prefix)
    case .remoteImage: references(prefix).filter { !$0.text.contains("<none>") }
    case .newReference: repositories(prefix)
    case .container: containers(goesOn: false)
    case .containerPath: containers(goesOn: true) + files(prefix)
    case .file: files(prefix)
    case .registry: registries
    case .platform: Self.platforms.map { Proposal($0) }
    case .verb: table.entries.filter { !$0.isAlias }.map { Proposal($0.path[0], gloss: gloss(of: $0)) }.uniqued
    case .page: pages(prefix)
    // Behind the name of a filter or of a fault its value follows.
    case .word(let words): words.map { Proposal($0, goesOn: $0.hasSuffix("=") || $0.hasSuffix("@")) }
    }
  }

  private func gloss(of entry: CommandEntry) -> String? {
    entry.path.count == 1 ? entry.abstract : nil
  }

  private func references(_ prefix: String) -> [Proposal] {
    let known = waiting { await KnownNames.references(in: world) }
    let familiar = known.map(\.familiar)
    // Whole names only for who types one: each image would be there twice otherwise.
    let isWhole = !familiar.contains { $0.utf8.starts(with: prefix.utf8) }
    let whole = isWhole ? known.map(\.description).filter { $0.utf8.starts(with: prefix.utf8) } : []
    let written = familiar + whole
    return written.filter { $0.utf8.starts(with: prefix.utf8) || $0.contains(prefix) }.map { Proposal($0) }.uniqued
  }

  /// Ids only where an id is begun: finding them reads every image's documents.
  private func identifiers(_ prefix: String) -> [Proposal] {
    let digits = prefix.hasPrefix("sha256:") ? prefix.utf8.dropFirst(7) : prefix.utf8[...]
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
      return []
    }
    let images = waiting { (try? await LocalImages(in: world))?.all ?? [] }
    return images.map { image in
      let id = prefix.hasPrefix("sha256:") ? image.id.description : image.id.short
      return Proposal(id, gloss: image.references.first?.familiar)
    }.filter { $0.text.hasPrefix(prefix) }.uniqued
  }

  private func repositories(_ prefix: String) -> [Proposal] {
    let known = waiting { await KnownNames.references(in: world) }
    let hosts = registries.filter { $0.text != "docker.io" }.map { Proposal("\($0.text)/", goesOn: true) }
    return (known.map { Proposal("\($0.familiarName):", goesOn: true) } + hosts).uniqued
  }

  private func containers(goesOn: Bool) -> [Proposal] {
    waiting { await KnownNames.containers(in: world) }.map { container in
      Proposal(goesOn ? "\(container.name):" : container.name, gloss: container.image, goesOn: goesOn)
    }
  }

  private var registries: [Proposal] {
    waiting { await KnownNames.registries(in: world) }.map { Proposal($0.description) }
  }

  private func files(_ prefix: String) -> [Proposal] { FileCandidates.list(prefix, in: world.folder) }

  /// Pages that are files; folders only for who types a path.
  private func pages(_ prefix: String) -> [Proposal] {
    files(prefix).filter { $0.text.hasSuffix(".md") || ($0.goesOn && !prefix.isEmpty) }
  }

  /// What images are built for; any other may be typed.
  private static let platforms = [
    "linux/amd64", "linux/arm64", "linux/arm/v6", "linux/arm/v7", "linux/386", "linux/ppc64le", "linux/riscv64",
    "linux/s390x", "windows/amd64", "windows/arm64",
  ]

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

extension [Proposal] {
  /// Sorted, and each once.
  fileprivate var uniqued: [Proposal] {
    var seen: Set<String> = []
    return filter { seen.insert($0.text).inserted }.sorted { $0.text < $1.text }
  }
}
