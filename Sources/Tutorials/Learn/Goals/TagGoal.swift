import ImageCommands
import ImageOperations
import ImageSpec

/// An image has one name more.
struct TagGoal: Goal {
  let source: ImageName
  let target: ImageReference

  init(_ verb: TagImage) { (source, target) = (verb.source, verb.target.withDefaultTag) }

  private var sourceName: String { Story.Fact.image(source).name }

  var text: String { "the image \(sourceName) is called \(target.shortName), too" }
  var evidence: String { "\(target.familiar) and \(sourceName) mean the same image" }

  func isMet(in scene: Scene) -> Bool {
    guard let named = scene.now.images.named(target), let image = try? scene.now.images.find(source) else {
      return false
    }
    return named.root.digest == image.root.digest
  }

  func wrongTurn(_ turn: Turn, in scene: Scene) throws -> WrongTurn? {
    guard let command = turn.command as? TagCommand else { return nil }
    let verb = try command.verb
    let given = verb.target.withDefaultTag
    guard turn.isDone else {
      return WrongTurn.misspelt(turn, expected: [.image(source)])
        ?? WrongTurn(
          seen: "No image here is called \(Story.Fact.image(verb.source).name).",
          expected: "The step names the image \(sourceName).", next: "Take \(sourceName); 'images' lists the names.")
    }
    let isSame = turn.after.subject(.image(verb.source)) == turn.after.subject(.image(source))
    if given == target, !isSame {
      return WrongTurn(
        seen: "\(target.shortName) means the image \(Story.Fact.image(verb.source).name) now.",
        expected: "It means the image \(sourceName).", next: "Give the name anew: 'tag \(sourceName) …'.")
    }
    guard isSame else { return nil }
    return WrongTurn(
      seen: "The image is called \(given.shortName) now.", expected: "The step calls it \(target.shortName).",
      next: "Give it that name as well.")
  }
}
