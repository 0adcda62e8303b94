import CommandLanguage
import ImageCommands
import ImageOperations
import ImageSpec
import RegistrySimulator
import Worlds

/// An image of a registry is in the store under its name.
struct PullGoal: Goal {
  let reference: ImageReference
  let platform: Platform?

  init(_ verb: Pull) { (reference, platform) = (verb.reference.withDefaultTag, verb.platform) }

  var text: String { "the image \(reference.shortName) is in the store, as \(reference.host) has it" }
  var evidence: String {
    "\(reference.familiar) in the store means the image that \(reference.host) has under that name now"
  }

  func isMet(in scene: Scene) throws -> Bool {
    guard let image = scene.now.images.named(reference) else { return false }
    if let platform, let found = image.configuration?.body.platform, !found.satisfies(platform) { return false }
    guard let simulation = scene.world.simulation else { return true }
    let repository = try simulation.repository(of: reference)
    let remote = reference.digest.flatMap { repository.descriptor($0) } ?? reference.tag.flatMap(repository.descriptor)
    return remote?.digest == image.root.digest
  }

  func wrongTurn(_ turn: Turn, in scene: Scene) throws -> WrongTurn? {
    guard let command = turn.command as? PullCommand, let asked = try command.verbs.first?.reference.withDefaultTag
    else { return nil }
    let wanted = reference.shortName
    if asked == reference {
      guard turn.status != .success else { return nil }
      return WrongTurn(
        seen: "The pull of \(wanted) did not succeed; the message above says why.",
        expected: "The image comes into the store.", next: "Do what the message proposes, then pull again.")
    }
    if asked.name == reference.name {
      return WrongTurn(
        seen: "You asked for \(asked.familiar), another tag of the same repository.",
        expected: "The step needs \(reference.familiar).", next: "Pull \(wanted).")
    }
    let isNear = Spelling.nearest(to: asked.familiarName, among: [reference.familiarName]) != nil
    if turn.status != .success, isNear {
      return WrongTurn(
        seen: "You wrote \(asked.shortName), and \(asked.host) has no such image.",
        expected: "The step is about \(wanted).", next: "Write \(wanted) in its place.")
    }
    return WrongTurn(
      seen: turn.isDone ? "You pulled another image, \(asked.shortName)." : "You asked for \(asked.shortName).",
      expected: "The step needs \(wanted).", next: "Pull \(wanted).")
  }
}
