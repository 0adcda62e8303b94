import CommandLanguage
import DistributionSpec
import ImageSpec
import Presentation
import RegistryClient

extension AccessRefused: WordedError {
  /// docker says one thing of three; the lines behind its own say which of them it is.
  public var words: ErrorText {
    ErrorText(headline, detail: detail, nextStep: nextStep)
  }

  private var host: RegistryHost { reference.host }
  private var name: String { reference.familiarName }
  private var login: String { host == .dockerHub ? "login" : "login \(host)" }

  private var headline: String {
    let answer = underlying as? RegistryError
    switch cause {
    case .noSuchTag, .noSuchRepository, .notFound:
      guard !isPush else { return "\(answer?.message ?? "not found")" }
      return
        "Error response from daemon: manifest for \(reference.familiar) not found: manifest unknown: manifest unknown"
    case .loginNeeded where isBasic && isPush: return "no basic auth credentials"
    case .loginNeeded where isBasic:
      return "Error response from daemon: Head \"\(answer?.url ?? "")\": no basic auth credentials"
    case .wrongCredential where !isPush:
      return "Error response from daemon: Head \"\(answer?.url ?? "")\": unauthorized: authentication required"
    default:
      let words = answer.map { "\($0.code.words): \($0.message)" }
      let denied = "denied: requested access to the resource is denied"
      guard !isPush else { return words ?? denied }
      return "Error response from daemon: pull access denied for \(name), repository does not exist or may require "
        + "'docker login': \(denied)"
    }
  }

  private var detail: String? {
    switch cause {
    case .noSuchTag(let tags):
      let what = reference.digest.map { "content \($0.short)" } ?? "tag \"\(reference.tag ?? .latest)\""
      let count = tags.count == 1 ? "1 tag" : "\(tags.count) tags"
      return "The repository is there with \(count), but has no \(what)."
    case .noSuchRepository: return "\(host) has no repository \"\(reference.repository)\"."
    case .notFound: return "\(host) does not say whether the repository is missing or only the tag."
    case .loginNeeded: return "\(host) wants to know who you are, and no login is kept for it."
    case .wrongCredential(let user): return "\(host) does not take the login that is kept for it\(Self.of(user))."
    case .notAllowed(let user):
      return "You are logged in\(Self.as(user)), who may not \(isPush ? "push to" : "pull from") this repository."
    case .hidden(let user, _):
      let who = user.map { "You are logged in\(Self.as($0))" } ?? "You are not logged in"
      return "\(who); \(host) says the same of repositories that do not exist and of private ones."
    }
  }

  private var nextStep: String? {
    switch cause {
    case .noSuchTag(let tags):
      guard reference.digest == nil, let near = Nearest.tag(to: reference.tag ?? .latest, among: tags) else {
        return "See its tags with 'registry tags \(name)'."
      }
      return "Did you mean 'pull \(name):\(near)'?"
    case .noSuchRepository(let others):
      return meant(others)
        ?? (host == .dockerHub ? "Look for it with 'search'." : "See them with 'registry ls \(host)'.")
    case .notFound: return "See its tags with 'registry tags \(name)'."
    case .loginNeeded: return "Log in with '\(login)'."
    case .wrongCredential: return "Log in again with '\(login)'."
    case .notAllowed(let user):
      guard isPush, host == .dockerHub, !user.isEmpty, reference.repository.components.first.map(String.init) != user
      else { return "Ask its owner, or log in with another account: '\(login)'." }
      let own = "\(user)/\(reference.repository.components.last ?? "")"
      return "Name it as yours first: 'tag \(reference.familiar) \(own)'."
    case .hidden(let user, let others):
      if let meant = meant(others) { return meant }
      return user == nil ? "If it is a private one, log in with '\(login)'." : "Is the name right? Look with 'search'."
    }
  }

  private func meant(_ others: [String]) -> String? {
    let wanted = reference.repository.description
    // A catalogue may list a repository that has no tag yet, or none any more.
    let known = others.compactMap { try? RepositoryName(parsing: $0) }.map(\.description).filter { $0 != wanted }
    guard let near = Nearest.repository(to: wanted, among: known) else { return nil }
    let short = near.hasPrefix("library/") && host == .dockerHub ? String(near.dropFirst(8)) : near
    return "Did you mean 'pull \(host == .dockerHub ? short : "\(host)/\(near)")'?"
  }

  private static func of(_ user: String) -> String { user.isEmpty ? "" : " of \(user)" }
  private static func `as`(_ user: String) -> String { user.isEmpty ? "" : " as \(user)" }
}

/// What somebody probably meant of names in a registry.
enum Nearest {
  /// A tag that is spelled alike, else the last one that goes on where the wanted one ends: `1.25.3` for `1.25`.
  static func tag(to wanted: Tag, among tags: [Tag]) -> String? {
    let (wanted, tags) = (wanted.description, tags.map(\.description))
    if let near = Spelling.nearest(to: wanted, among: tags, limit: wanted.utf8.count < 3 ? 0 : nil) { return near }
    return tags.last { $0.hasPrefix(wanted) } ?? tags.last { $0.utf8.count > 2 && wanted.hasPrefix($0) }
  }

  /// A repository that is spelled alike as a whole, else one whose last part is the wanted one's or spelled alike.
  static func repository(to wanted: String, among names: [String]) -> String? {
    func last(_ name: String) -> String { name.split(separator: "/").last.map(String.init) ?? name }
    if let near = Spelling.nearest(to: wanted, among: names) { return near }
    if let same = names.first(where: { last($0) == last(wanted) }) { return same }
    guard let near = Spelling.nearest(to: last(wanted), among: names.map(last)) else { return nil }
    return names.first { last($0) == near }
  }
}
