import ContentStore
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// Effects in words: the one place where plans are told by `--dry-run` and the journal by `log`.
package struct EffectText {
  /// An effect as a verb in its two forms and what it is done to.
  private struct Phrase {
    let plain: String
    let past: String
    let object: String

    init(_ plain: String, _ past: String, _ object: String) {
      self.plain = plain
      self.past = past
      self.object = object
    }
  }

  let names: EffectNames

  /// The lines that tell a plan: one an effect, of more than `limit` effects the first ones and the number of the others,
  /// then the bytes.
  func lines(for plan: some VerbPlan, limit: Int = .max) -> [String] {
    var lines = plan.effects.prefix(limit).map { effect in
      let phrase = phrase(effect)
      return "Would \(phrase.plain): \(Escaping.line(phrase.object))"
    }
    let others = plan.effects.count - lines.count
    if others > 0 { lines.append("... and \(others) more") }
    func add(_ verb: String, _ bytes: Int64?) {
      if let bytes { lines.append("Would \(verb): \(ByteSize.text(bytes, precision: .four))") }
    }
    add("receive", plan.bytes.received)
    add("send", plan.bytes.sent)
    add("free", plan.bytes.freed)
    if !plan.endedUndos.isEmpty {
      let entries = plan.endedUndos.map { "\($0.number) (\(Escaping.line($0.verb)))" }
      lines.append("Would end the undo of: \(entries.joined(separator: ", "))")
    }
    return lines.isEmpty ? ["Nothing would change."] : lines
  }

  /// Effects that happened in a world, in words: `tagged app:1, added image 02cb7f65d61b`; empty where there are none.
  ///
  /// - Throws: what reading the store or the containers throws.
  package static func summary(of effects: [Effect], in world: World) async throws -> String {
    EffectText(names: try await EffectNames(of: effects, in: world)).summary(effects, whole: true)
  }

  /// An effect that happened, as a line: `Untagged: app:1`.
  func done(_ effect: Effect) -> String {
    let phrase = phrase(effect)
    return "\(phrase.past.prefix(1).uppercased())\(phrase.past.dropFirst()): \(Escaping.line(phrase.object))"
  }

  /// Effects that happened, in a few words: `untagged app:1 and 2 more`.
  func summary(_ effects: [Effect], whole: Bool = false) -> String {
    // What a registry calls an image comes and goes with its tags.
    let telling = effects.filter { if case .reference(let name, _, _) = $0 { name.digest == nil } else { true } }
    let phrases = (telling.isEmpty ? effects : telling).map { effect in
      let phrase = phrase(effect)
      return "\(phrase.past) \(Escaping.line(phrase.object))"
    }
    guard !whole, let first = phrases.first, phrases.count > 1 else { return phrases.joined(separator: ", ") }
    return "\(first) and \(phrases.count - 1) more"
  }

  private func phrase(_ effect: Effect) -> Phrase {
    switch effect {
    case .reference(let name, nil, let after?):
      name.digest == nil
        ? Phrase("tag", "tagged", "\(name.familiar) (\(names.image(after)))")
        : Phrase("note", "noted", name.familiar)
    case .reference(let name, let before?, let after?):
      Phrase("move", "moved", "\(name.familiar) from \(names.image(before)) to \(names.image(after))")
    case .reference(let name, _, nil): Phrase("untag", "untagged", name.familiar)
    case .imageAdded(let root): Phrase("add", "added", "image \(names.image(root))")
    case .imageRemoved(let root): Phrase("delete", "deleted", "image \(names.image(root))")
    case .contentAdded(let digest): Phrase("store", "stored", digest.description)
    case .contentRemoved(let digest): Phrase("delete", "deleted", digest.description)
    case .containerCreated(let id, let name, let image):
      Phrase(
        "create", "created",
        "container \(name.isEmpty ? String(id.prefix(12)) : "\(name) (\(id.prefix(12)))") of \(image.short)")
    case .containerChanged(let id): Phrase("change", "changed", "container \(names.container(id))")
    case .containerRemoved(let id): Phrase("remove", "removed", "container \(names.container(id))")
    case .containerPurged(let id):
      Phrase("delete for good", "deleted for good", "removed container \(names.container(id))")
    case .credentialStored(let host, let username):
      Phrase("store", "stored", "the credential of \(username) for \(host)")
    case .credentialErased(let host): Phrase("erase", "erased", "the credential for \(host)")
    case .remoteReference(let name, let before?, let after?):
      Phrase("replace in its registry", "replaced", "\(name.description) (\(before.short) by \(after.short))")
    case .remoteReference(let name, nil, let after?): Phrase("send", "sent", "\(name.description) (\(after.short))")
    case .remoteReference(let name, _, nil): Phrase("remove from its registry", "removed", name.description)
    }
  }
}
