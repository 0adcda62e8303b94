import ContainerStore
import ImageCommands
import ImageOperations
import ImageSpec

/// Images, or names of images, are not in the store any more.
struct RemoveImageGoal: Goal {
  let names: [ImageName]
  /// Whether the images go with their names, as they did when the page's own command was run.
  let isWhole: Bool

  private func shown(_ name: ImageName) -> String { Story.Fact.image(name).name }

  var text: String {
    let list = names.map(shown).joined(separator: " and ")
    let what = isWhole ? "image" : "name"
    return "the \(names.count == 1 ? "\(what) \(list) is" : "\(what)s \(list) are") gone from the store"
  }
  var evidence: String {
    "no image in the store is called \(names.map(shown).joined(separator: " or ")) any more, and the other names stay"
  }

  func isMet(in scene: Scene) -> Bool { names.allSatisfy { isGone($0, in: scene) } }

  private func isGone(_ name: ImageName, in scene: Scene) -> Bool { (try? scene.now.images.find(name)) == nil }

  func wrongTurn(_ turn: Turn, in scene: Scene) throws -> WrongTurn? {
    guard turn.command is RemoveImageCommand else { return nil }
    guard turn.isDone else {
      if let typo = WrongTurn.misspelt(turn, expected: names.map { .image($0) }) { return typo }
      guard let image = names.lazy.compactMap({ try? scene.now.images.find($0) }).first,
        let holder = scene.now.containers.first(where: { $0.imageID == image.id })
      else { return nil }
      return WrongTurn(
        seen: "The container \(holder.name) stands on the image.", expected: "No container needs it.",
        next: "Remove the container first: 'rm \(holder.name)'.")
    }
    let left = names.filter { !isGone($0, in: scene) }
    let removed = turn.before.names.keys.filter { $0.digest == nil && turn.after.names[$0] == nil }.sorted()
    let expected = Set(names.compactMap(\.reference))
    let others = removed.filter { !expected.contains($0) && turn.before.images.named($0) != nil }
    if let other = others.first, names.allSatisfy({ !isSame($0, other, turn) }) {
      return WrongTurn(
        seen: "You removed \(other.shortName).", expected: "\(shown(names[0])) goes.",
        next: "'undo' brings \(other.shortName) back; then remove \(shown(left.first ?? names[0])).")
    }
    guard left.count < names.count, let first = left.first else { return nil }
    return WrongTurn(
      seen: "\(names.count - left.count) of \(names.count) names are gone.",
      expected: "\(left.map(shown).joined(separator: " and ")) goes, too.", next: "Remove \(shown(first)).")
  }

  private func isSame(_ name: ImageName, _ other: ImageReference, _ turn: Turn) -> Bool {
    guard let image = try? turn.before.images.find(name) else { return false }
    return image.references.contains(other) && name.reference == nil
  }
}

/// Containers are gone.
struct RemoveContainerGoal: Goal {
  let names: [String]

  private var list: String { names.joined(separator: " and ") }

  var text: String { names.count == 1 ? "the container \(list) is gone" : "the containers \(list) are gone" }
  var evidence: String { "there is no container \(names.joined(separator: " or ")) any more" }

  func isMet(in scene: Scene) -> Bool { names.allSatisfy { scene.now.container($0) == nil } }

  func wrongTurn(_ turn: Turn, in scene: Scene) -> WrongTurn? {
    guard turn.command is RemoveContainerCommand else { return nil }
    guard turn.isDone else { return WrongTurn.misspelt(turn, expected: names.map { .container($0) }) }
    let left = names.filter { scene.now.container($0) != nil }
    let kept = Set(turn.after.containers.map(\.id))
    let wanted = Set(names.compactMap { turn.before.container($0)?.id })
    if let other = turn.before.containers.first(where: { !kept.contains($0.id) && !wanted.contains($0.id) }) {
      return WrongTurn(
        seen: "You removed the container \(other.name).", expected: "\(list) goes.",
        next: "'undo' brings \(other.name) back; then remove \(left.first ?? list).")
    }
    guard left.count < names.count, let first = left.first else { return nil }
    return WrongTurn(
      seen: "\(names.count - left.count) of \(names.count) containers are gone.",
      expected: "\(left.joined(separator: " and ")) goes, too.", next: "Remove \(first).")
  }
}
