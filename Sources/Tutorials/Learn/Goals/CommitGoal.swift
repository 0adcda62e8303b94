import ContainerStore
import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore

/// An image was made of a container.
struct CommitGoal: Goal {
  let container: String
  let reference: ImageReference?

  init(_ verb: Commit) { (container, reference) = (verb.container, verb.reference?.withDefaultTag) }

  var text: String {
    guard let reference else { return "there is an image made of the container \(container)" }
    return "the image \(reference.shortName) is in the store, made of the container \(container)"
  }
  var evidence: String {
    "\(reference?.familiar ?? "a new image") has the layers of the image below \(container), and one more that holds what "
      + "\(container) changed"
  }

  func isMet(in scene: Scene) async throws -> Bool { try await image(in: scene) != nil }

  /// The image that meets the goal.
  func image(in scene: Scene) async throws -> LocalImage? {
    guard let made = scene.now.container(container) else { return nil }
    let known = Set(scene.start.images.all.map(\.id))
    let candidates =
      reference.map { [scene.now.images.named($0)].compactMap { $0 } }
      ?? scene.now.images.all.filter { !known.contains($0.id) }
    for image in candidates where image.id != made.imageID {
      var assertions = Assertions(line: 0)
      try await ContentJudge(world: scene.world).judge(image, madeOf: made, &assertions)
      if assertions.hold { return image }
    }
    return nil
  }

  func wrongTurn(_ turn: Turn, in scene: Scene) throws -> WrongTurn? {
    guard let command = turn.command as? CommitCommand else { return nil }
    let verb = try command.verb
    guard turn.isDone else {
      if let typo = WrongTurn.misspelt(turn, expected: [.container(container)]) { return typo }
      return WrongTurn(
        seen: "There is no container \(verb.container).", expected: "The image is made of the container \(container).",
        next: "Commit \(container); 'ps -a' lists the containers.")
    }
    if let other = turn.after.container(verb.container), other.id != turn.after.container(container)?.id {
      return WrongTurn(
        seen: "The image was made of the container \(turn.after.shown(other)).",
        expected: "It is made of the container \(container).", next: "Commit \(container) under the same name.")
    }
    guard let reference, let given = verb.reference?.withDefaultTag else {
      return reference.map {
        WrongTurn(
          seen: "The image has no name.", expected: "It is called \($0.shortName).",
          next: "Name it with 'tag', by the id that was printed.")
      }
    }
    guard given != reference else { return nil }
    return WrongTurn(
      seen: "The image is called \(given.shortName).", expected: "It is called \(reference.shortName).",
      next: "Name it: 'tag \(given.shortName) \(reference.shortName)'.")
  }
}
