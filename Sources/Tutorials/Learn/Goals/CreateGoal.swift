import ContainerStore
import ImageCommands
import ImageOperations

/// There is a container over an image.
struct CreateGoal: Goal {
  let image: ImageName
  let name: ContainerName?
  /// Whether the page speaks of the container by its name later, so that another name would not do.
  let isNameNeeded: Bool

  init(_ verb: CreateContainer, isNameNeeded: Bool) {
    (image, name) = (verb.image, verb.containerName)
    self.isNameNeeded = isNameNeeded
  }

  private var imageName: String { Story.Fact.image(image).name }

  var text: String {
    let what = "there is a container over the image \(imageName)"
    guard let name else { return what }
    return isNameNeeded ? "\(what), and it is called \(name)" : "\(what), as \(name)"
  }
  var evidence: String {
    isNameNeeded
      ? "the container \(name?.description ?? "") stands on the image that \(imageName) means"
      : "a container that was not there before stands on the image that \(imageName) means; its name does not matter"
  }

  func isMet(in scene: Scene) -> Bool { container(in: scene) != nil }

  /// The container that meets the goal.
  func container(in scene: Scene) -> Container? {
    guard let id = try? scene.now.images.find(image).id else { return nil }
    let known = Set(scene.start.containers.map(\.id))
    return scene.now.containers.first { container in
      guard container.imageID == id else { return false }
      return container.name == name || !isNameNeeded && !known.contains(container.id)
    }
  }

  func wrongTurn(_ turn: Turn, in scene: Scene) throws -> WrongTurn? {
    guard turn.command is CreateCommand else { return nil }
    guard turn.isDone else {
      if let typo = WrongTurn.misspelt(turn, expected: [.image(image)]) { return typo }
      let asked = turn.story.provides.first?.name
      if let asked, let taken = turn.before.container(asked) {
        return WrongTurn(
          seen: "The name is taken by the container \(turn.before.shown(taken)).", expected: "\(text).".asSentence,
          next: "Remove it with 'rm \(asked)', or choose another name.")
      }
      return nil
    }
    let known = Set(turn.before.containers.map(\.id))
    guard let made = turn.after.containers.first(where: { !known.contains($0.id) }) else { return nil }
    let wanted = try? turn.after.images.find(image).id
    if made.imageID != wanted {
      return WrongTurn(
        seen: "The container \(made.name) stands on \(made.image).", expected: "It stands on \(imageName).",
        next: "Remove it with 'rm \(made.name)', and create one over \(imageName).")
    }
    guard let name, made.name != name else { return nil }
    return WrongTurn(
      seen: "The container is called \(made.name).", expected: "Later steps know it as \(name).",
      next: "Give it the name: 'rename \(made.name) \(name)'.")
  }
}

extension String {
  /// The text with its first letter as a capital.
  var asSentence: String { prefix(1).uppercased() + dropFirst() }
}
