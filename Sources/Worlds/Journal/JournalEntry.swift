import ContentStore
import ImageSpec
import LayoutStore

/// One verb that changed a world, or was about to.
public struct JournalEntry: Hashable, Sendable {
  /// When it was noted.
  public let time: Timestamp
  /// The verb with its arguments, for people; never with a secret.
  public let verb: String
  /// What it changed, in the order in which it did.
  public let effects: [Effect]
  /// Whether all effects stand here; they don't where there were too many of them.
  public let isComplete: Bool

  /// Composes an entry.
  public init(time: Timestamp, verb: String, effects: [Effect], isComplete: Bool = true) {
    self.time = time
    self.verb = verb
    self.effects = effects
    self.isComplete = isComplete
  }

  /// Whether the index is as this entry left it: every name that it set or removed still is. An entry that is not
  /// agreed with was never done, or something came after it.
  public func agrees(with index: LayoutIndex) -> Bool {
    effects.allSatisfy { effect in
      guard case .reference(let reference, _, let after) = effect else { return true }
      return index.descriptor(of: reference)?.bare == after?.bare
    }
  }

  /// The images that undoing needs: a sweep must keep what they reach for as long as the entry is undoable.
  public var roots: [Descriptor] {
    effects.flatMap { effect -> [Descriptor] in
      guard case .reference(_, let before, let after) = effect else { return [] }
      return [before, after].compactMap { $0 }
    }
  }

  /// The entry as a line with its line feed. One that is longer than the limit goes without the coming and going of
  /// content, which undo does not need, and if that is not enough, without effects.
  func line(limit: Int) -> [UInt8] {
    let names = effects.filter { effect in
      switch effect {
      case .contentAdded, .contentRemoved: false
      default: true
      }
    }
    let choices = [
      self, JournalEntry(time: time, verb: verb, effects: names, isComplete: false),
      JournalEntry(time: time, verb: String(verb.prefix(200)), effects: [], isComplete: false),
    ]
    var line: [UInt8] = []
    for entry in choices {
      line = entry.json.encoded() + [UInt8(ascii: "\n")]
      if line.count <= limit { break }
    }
    return line
  }

  private var json: JSON {
    var object = JSONObject()
    object["time"] = .string(time.description)
    object["verb"] = .string(verb)
    object["effects"] = .array(effects.map(\.json))
    if !isComplete { object["complete"] = false }
    return .object(object)
  }

  /// Reads a line; nil where it is none of ours.
  init?(line: ArraySlice<UInt8>) {
    guard let root = try? JSONCursor(root: JSON(parsing: Array(line))), let text = try? root.required("time").string(),
      let time = Timestamp(parsing: text), let verb = try? root.required("verb").string(),
      let elements = try? root.required("effects").elements()
    else { return nil }
    var effects: [Effect] = []
    for element in elements {
      guard let effect = try? Effect(decoding: element) else { return nil }
      effects.append(effect)
    }
    let isComplete = (try? root.optional("complete")?.bool()) ?? true
    self.init(time: time, verb: verb, effects: effects, isComplete: isComplete)
  }
}
