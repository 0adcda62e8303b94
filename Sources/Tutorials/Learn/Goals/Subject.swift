import CommandLanguage
import ContainerStore
import ImageCommands
import ImageOperations
import ImageSpec

/// What a fact of a story means in a world: two spellings of one thing are equal.
enum Subject: Hashable, Sendable {
  /// An image that is there.
  case image(Digest)
  /// A container that is there.
  case container(ContainerID)
  /// Anything else, and what is not there.
  case named(FactKey)
}

extension WorldState {
  /// What a fact means here.
  func subject(_ fact: Story.Fact) -> Subject {
    switch fact {
    case .image(let name): if let image = try? images.find(name) { return .image(image.id) }
    case .container(let name): if let container = container(name) { return .container(container.id) }
    default: break
    }
    return .named(FactKey(fact))
  }

  /// What facts mean here.
  func subjects(_ facts: [Story.Fact]) -> Set<Subject> { Set(facts.map { subject($0) }) }

  /// Whether what a fact speaks of is here, as far as this state shows it; nil for facts that it does not.
  func holds(_ fact: Story.Fact) -> Bool? {
    switch fact {
    case .image(let name): (try? images.find(name)) != nil
    case .container(let name): container(name) != nil
    case .credential(let host): logins[host] != nil
    case .remote, .file: nil
    }
  }

  /// The container as its name and the image that it stands on.
  func shown(_ container: Container) -> String { "\(container.name), which stands on \(container.image)" }
}

extension Story.Fact {
  /// What the fact names, as people write it; a whole id as lists show it.
  var name: String {
    switch self {
    case .image(let name): name.reference?.shortName ?? name.description
    case .container(let name): name.count == 64 ? String(name.prefix(12)) : name
    case .credential(let host): host.description
    case .remote(let reference): reference.shortName
    case .file(let path): path
    }
  }
}

extension Story.Fact {
  /// That it is there, as a clause.
  var presence: String {
    switch self {
    case .image: "the image \(name) is in the store"
    case .container: "there is a container \(name)"
    case .credential: "you are logged in to \(name)"
    case .remote: "\(name) is in its registry"
    case .file: "the file \(name) is in your working folder"
    }
  }

  /// That it is not there any more, as a clause.
  var absence: String {
    switch self {
    case .image: "the image \(name) is gone from the store"
    case .container: "the container \(name) is gone"
    case .credential: "you are logged out of \(name)"
    case .remote: "\(name) is gone from its registry"
    case .file: "the file \(name) is gone"
    }
  }
}

extension ImageReference {
  /// The familiar name, without the tag that is meant where there is none.
  var shortName: String { tag == .latest && digest == nil ? familiarName : familiar }
}

extension WrongTurn {
  /// A command that needs what is not there under a name that is nearly the expected one.
  ///
  /// - Parameters:
  ///   - turn: what the learner did.
  ///   - expected: what the step's command needs.
  /// - Returns: nil where no name is a near miss.
  static func misspelt(_ turn: Turn, expected: [Story.Fact]) -> WrongTurn? {
    guard turn.status != .success else { return nil }
    for fact in turn.story.requires where turn.before.holds(fact) != true {
      let kind = FactKey(fact).kind
      let names = expected.filter { FactKey($0).kind == kind }.map(\.name)
      guard !names.contains(fact.name), let near = Spelling.nearest(to: fact.name, among: names) else { continue }
      let thing = kind == .container ? "container" : kind == .file ? "file" : "image"
      return WrongTurn(
        seen: "You wrote \(fact.name), and no \(thing) has that name.", expected: "The step is about \(near).",
        next: "Write \(near) in its place.")
    }
    return nil
  }
}
