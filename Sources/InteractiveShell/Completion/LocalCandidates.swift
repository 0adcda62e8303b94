import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// The words for what a world has by itself: images by name and id, and containers.
struct LocalCandidates {
  let world: World
  let names: LocalNames

  /// Of how many names it is said what they are: nobody reads more, and each costs time.
  private static let explainedCount = 1_000

  // MARK: Images

  /// The names that begin with what is typed, else those that contain it, else all among which a near one may be.
  func references(_ prefix: String) -> [Proposal] {
    let beginning = names.positions(beginningWith: prefix)
    if !beginning.isEmpty || prefix.isEmpty { return proposals(beginning) }
    // Whole names only for who types one: each image would be there twice otherwise.
    let whole = wholeNames(prefix)
    if !whole.isEmpty { return whole }
    let containing = names.positions(containing: prefix)
    return proposals(containing.isEmpty ? names.positions(beginningWith: "") : containing)
  }

  private func proposals(_ positions: [Int]) -> [Proposal] {
    let now = world.clock.now()
    let isExplained = positions.count <= Self.explainedCount
    return positions.map { position in
      let gloss = isExplained ? names.name(at: position).flatMap { Self.gloss($0, now: now, in: world) } : nil
      return Proposal(names.text(at: position), gloss: gloss, among: .images)
    }
  }

  /// The names of Docker Hub's images as they are written in full.
  private func wholeNames(_ prefix: String) -> [Proposal] {
    let hub = RegistryHost.dockerHub.description + "/"
    guard prefix.hasPrefix(hub) || hub.hasPrefix(prefix) else { return [] }
    let now = world.clock.now()
    return names.positions(beginningWith: "").compactMap { position in
      guard let reference = try? ImageReference(parsing: names.text(at: position)),
        reference.host == .dockerHub, reference.description.hasPrefix(prefix)
      else { return nil }
      let gloss = names.name(at: position).flatMap { Self.gloss($0, now: now, in: world) }
      return Proposal(reference.description, gloss: gloss, among: .images)
    }
  }

  /// The images whose ids begin with what is typed, by their names; where nothing is typed those that have no other.
  func identifiers(_ prefix: String) -> [Proposal] {
    let now = world.clock.now()
    if prefix.isEmpty {
      return names.namelessPositions.compactMap { names.name(at: $0) }.compactMap { image in
        image.id.map { Proposal($0.short, gloss: Self.namelessGloss(image, now: now), among: .identifiers) }
      }.uniqued
    }
    let isWhole = prefix.hasPrefix("sha256:")
    let digits = isWhole ? String(prefix.dropFirst(7)) : prefix
    guard digits.utf8.count <= 64, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return [] }
    var found: [Digest: (image: LocalName, names: [String])] = [:]
    for image in names.positions(identifiedBy: digits).lazy.compactMap({ names.name(at: $0) }) {
      guard let id = image.id else { continue }
      found[id, default: (image, [])].names += image.name.map { [$0] } ?? []
    }
    return found.map { id, found in
      let text = isWhole ? id.description : digits.utf8.count > 12 ? id.hex : id.short
      let gloss = Self.gloss(found.names) ?? Self.namelessGloss(found.image, now: now)
      return Proposal(text, gloss: gloss, among: .identifiers)
    }.uniqued
  }

  /// What an image's name means: its id, size and age; its platform where that is another than the usual one.
  private static func gloss(_ image: LocalName, now: Timestamp, in world: World) -> String? {
    guard let id = image.id else { return nil }
    var parts = [id.short]
    if let size = image.size { parts.append(ByteSize.text(size)) }
    if let created = image.created { parts.append(Age.ago(created, now: now)) }
    if let platform = image.platform, platform != world.platform.description { parts.append(platform) }
    return parts.joined(separator: ", ")
  }

  /// What an id means: the image's first names.
  private static func gloss(_ names: [String]) -> String? {
    guard names.count > 3 else { return names.isEmpty ? nil : names.joined(separator: ", ") }
    return names[..<2].joined(separator: ", ") + " and \(names.count - 2) more"
  }

  private static func namelessGloss(_ image: LocalName, now: Timestamp) -> String {
    (["no name"]
      + [image.size.map { ByteSize.text($0) }, image.created.map { Age.ago($0, now: now) }].compactMap { $0 })
      .joined(separator: ", ")
  }

  /// The repositories of the images, to be gone on with a tag where `goesOn`.
  func repositories(goesOn: Bool) -> [Proposal] {
    let repositories = names.repositories
    let isExplained = repositories.count <= Self.explainedCount
    return repositories.map { repository in
      let count = isExplained ? names.positions(beginningWith: "\(repository):").count : 0
      let gloss = isExplained ? count == 1 ? "1 tag" : "\(count) tags" : nil
      return Proposal(goesOn ? "\(repository):" : repository, gloss: gloss, among: .repositories, goesOn: goesOn)
    }
  }

  // MARK: Containers

  /// The containers by name, and by id for who types one.
  ///
  /// - Parameters:
  ///   - containers: all that there are.
  ///   - prefix: what is typed.
  ///   - goesOn: whether a path follows.
  /// - Returns: the words.
  func containers(_ containers: [KnownNames.Container], _ prefix: String, goesOn: Bool) -> [Proposal] {
    let now = world.clock.now()
    func proposal(_ word: String, _ gloss: String, _ group: CandidateGroup) -> Proposal {
      Proposal(goesOn ? "\(word):" : word, gloss: gloss, among: group, goesOn: goesOn)
    }
    let named = containers.map { container in
      let age = "\(container.state.lowercased()) \(Age.ago(container.created, now: now))"
      return proposal(container.name, "\(container.image), \(age)", .containers)
    }
    guard !prefix.isEmpty else { return named }
    return named
      + containers.filter { $0.id.hasPrefix(prefix) }.map { container in
        let id = prefix.utf8.count > 12 ? container.id : String(container.id.prefix(12))
        return proposal(id, "\(container.name), \(container.image)", .containerIdentifiers)
      }
  }
}

extension [Proposal] {
  /// Sorted, and each once.
  var uniqued: [Proposal] {
    var seen: Set<String> = []
    return filter { seen.insert($0.text).inserted }.sorted { $0.text < $1.text }
  }
}
