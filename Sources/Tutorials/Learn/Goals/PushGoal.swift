import CommandLanguage
import ImageCommands
import ImageOperations
import ImageSpec
import RegistrySimulator
import Worlds

/// A registry has an image of the store under its name.
struct PushGoal: Goal {
  let reference: ImageReference

  init(_ verb: Push) { reference = verb.reference.withDefaultTag }

  var text: String { "\(reference.host) has the image \(reference.shortName), as it is in the store" }
  var evidence: String { "\(reference.host) has under \(reference.familiar) the digest that the store has under it" }

  func isMet(in scene: Scene) throws -> Bool {
    guard let image = scene.now.images.named(reference), let simulation = scene.world.simulation,
      let remote = try reference.tag.flatMap(simulation.repository(of: reference).descriptor)
    else { return false }
    return [image.root.digest, image.manifest.digest].contains(remote.digest)
  }

  func wrongTurn(_ turn: Turn, in scene: Scene) throws -> WrongTurn? {
    guard let command = turn.command as? PushCommand else { return nil }
    let asked = try command.verb.reference.withDefaultTag
    guard turn.status != .success else {
      return WrongTurn(
        seen: "You pushed \(asked.shortName).", expected: "The step sends \(reference.shortName).",
        next: "Push \(reference.shortName).")
    }
    if let typo = WrongTurn.misspelt(turn, expected: [.image(ImageName(reference))]) { return typo }
    guard turn.before.images.named(asked) != nil else {
      return WrongTurn(
        seen: "No image here is called \(asked.shortName).", expected: "The step sends \(reference.shortName).",
        next: "Push \(reference.shortName); 'images' lists the names that there are.")
    }
    guard let account = turn.before.logins[asked.host] else {
      return WrongTurn(
        seen: "The push was denied: you are not logged in to \(asked.host).",
        expected: "\(asked.host) knows who sends the image.",
        next: asked.host == .dockerHub ? "Log in with 'login'." : "Log in with 'login \(asked.host)'.")
    }
    if asked != reference {
      return WrongTurn(
        seen: "The push of \(asked.shortName) was refused; you are logged in as \(account).",
        expected: "The step sends \(reference.shortName).",
        next: scene.now.images.named(reference) == nil
          ? "Give the image the name with 'tag \(asked.shortName) \(reference.shortName)'."
          : "Push \(reference.shortName).")
    }
    return WrongTurn(
      seen: "The push was refused; you are logged in to \(asked.host) as \(account).",
      expected: "An account that may push \(reference.shortName).",
      next: "Read the message above; 'logout', then 'login', changes the account.")
  }
}
