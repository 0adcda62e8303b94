import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// The words for what is in registries, from what was seen of them; what is unknown or old is asked for behind the user's
/// back.
struct RegistryCandidates {
  let world: World
  /// Asks registries; nil where nothing shall be begun.
  let look: RegistryLook?
  let registries: [KnownNames.Registry]

  /// What is typed of a name.
  private struct Typed {
    /// The registry's host as it is typed, with its slash; empty for Docker Hub.
    let lead: String
    let host: RegistryHost
    /// What is typed behind it.
    let rest: String

    init(_ text: String) {
      let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let isHost = parts.count == 2 && (parts[0] == "localhost" || parts[0].contains { $0 == "." || $0 == ":" })
      if isHost, let host = try? RegistryHost(parsing: parts[0]) {
        (lead, self.host, rest) = (parts[0] + "/", host, parts[1])
      } else {
        (lead, host, rest) = ("", .dockerHub, text)
      }
    }
  }

  /// Repositories, and behind a colon their tags.
  func images(_ prefix: String) -> [Proposal] {
    let typed = Typed(prefix)
    guard let colon = typed.rest.lastIndex(of: ":") else { return repositories(prefix, goesOn: true) }
    let name = typed.rest[..<colon]
    guard let reference = try? ImageReference(parsing: typed.lead + name) else { return [] }
    look?.ask(.tags(reference), in: world)
    let head = "\(typed.lead)\(name):"
    let known = world.seen(reference.host).repositories[reference.repository.description]
    let gloss = known.map { age("listed", of: $0.tagsListed) ?? age("seen", of: $0.seen) } ?? nil
    return (known?.tags ?? []).map { Proposal(head + $0, gloss: gloss, among: .tags) }
  }

  /// Repositories, those that a search just found first, and registries; a tag may follow where it `goesOn`.
  func repositories(_ prefix: String, goesOn: Bool = false) -> [Proposal] {
    let typed = Typed(prefix)
    if typed.lead.isEmpty || typed.host == .dockerHub {
      // Docker Hub lists nothing; a word of two letters finds everything.
      if typed.rest.utf8.count > 2 { look?.ask(.search(typed.host, typed.rest), in: world) }
    } else {
      look?.ask(.repositories(typed.host), in: world)
    }
    let seen = world.seen(typed.host)
    let found = Set(seen.found)
    let ordered = seen.found + seen.repositories.keys.filter { !found.contains($0) }.sorted()
    let names = ordered.compactMap { name -> Proposal? in
      guard let known = seen.repositories[name] else { return nil }
      let text = typed.lead.isEmpty ? familiar(name) : typed.lead + name
      let gloss = known.description.map { Escaping.line($0) } ?? age("seen", of: known.seen)
      return Proposal(text, gloss: gloss, among: found.contains(name) ? .found : .remote, goesOn: goesOn)
    }
    return names + (typed.lead.isEmpty ? hosts : [])
  }

  /// The registries' hosts, to be gone on with a repository.
  var hosts: [Proposal] {
    registries.filter { $0.host != .dockerHub }.map {
      Proposal("\($0.host)/", gloss: Self.gloss(of: $0), among: .registries, goesOn: true)
    }
  }

  /// The name of one of Docker Hub's repositories as its users know it.
  private func familiar(_ name: String) -> String {
    (try? RepositoryName(parsing: name)).map { ImageReference(host: .dockerHub, repository: $0).familiarName } ?? name
  }

  private func age(_ what: String, of moment: Int64?) -> String? {
    moment.map { moment in
      let now = world.clock.now()
      let isNow = (0..<60).contains(now.seconds - moment)
      return "\(what) \(isNow ? "just now" : Age.ago(Timestamp(seconds: moment), now: now))"
    }
  }

  /// How a registry is known.
  static func gloss(of registry: KnownNames.Registry) -> String? {
    if registry.isLoggedIn { return registry.username.map { "logged in as \(Escaping.line($0))" } ?? "logged in" }
    switch registry.repositoryCount {
    case 0: return registry.host == .dockerHub ? "Docker Hub" : registry.isUsed ? "used before" : nil
    case 1: return "1 repository here"
    default: return "\(registry.repositoryCount) repositories here"
    }
  }
}
