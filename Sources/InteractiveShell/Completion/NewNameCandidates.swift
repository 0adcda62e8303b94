import ImageOperations
import ImageSpec
import Worlds

/// Where an image may be named: in its own repository, below an account, in any other repository.
struct NewNameCandidates {
  let local: LocalCandidates
  let registries: RegistryCandidates
  let containers: [KnownNames.Container]

  /// The words for a new name.
  ///
  /// - Parameters:
  ///   - prefix: what is typed of it.
  ///   - words: the words before it, among which the image or the container stands.
  /// - Returns: the words.
  func names(_ prefix: String, behind words: [String]) -> [Proposal] {
    // Behind the colon the tags follow that there are: who takes one of them moves it.
    if let colon = prefix.lastIndex(of: ":"), !prefix[colon...].contains("/") {
      return local.names.positions(beginningWith: prefix).map {
        Proposal(local.names.text(at: $0), gloss: "is there, and would move", among: .images)
      }
    }
    let source = source(words)
    let own = source.map { Proposal("\($0.familiarName):", gloss: "the same repository", among: .own, goesOn: true) }
    let others = local.repositories(goesOn: true).filter { $0.text != own?.text }
    return (own.map { [$0] } ?? []) + accounts(source) + others + registries.hosts
  }

  /// The image's name below each account that somebody is logged in to.
  private func accounts(_ source: ImageReference?) -> [Proposal] {
    registries.registries.compactMap { registry in
      let last = source?.repository.components.last ?? "image"
      guard let user = registry.username, let repository = try? RepositoryName(parsing: "\(user)/\(last)") else {
        return nil
      }
      let name = ImageReference(host: registry.host, repository: repository).familiarName
      let text = source == nil ? String(name.dropLast(last.count)) : "\(name):"
      return Proposal(text, gloss: "your account on \(registry.host)", among: .accounts, goesOn: true)
    }
  }

  /// What is to be named: the image or the container's image among the words.
  private func source(_ words: [String]) -> ImageReference? {
    for word in words.dropFirst().reversed() where !word.hasPrefix("-") {
      if local.names.name(written: word) != nil { return try? ImageReference(parsing: word) }
      if let container = containers.first(where: { $0.name == word || $0.id.hasPrefix(word) }) {
        return try? ImageReference(parsing: container.image)
      }
    }
    return nil
  }
}
