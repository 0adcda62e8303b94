import ContentStore
import ImageSpec

/// A line of the journal: an entry, or what became of one that stands before it.
struct JournalLine {
  /// What a line says.
  enum Content {
    case entry(JournalEntry)
    /// More that the run changed.
    case more([Effect], isComplete: Bool)
    /// The run failed.
    case failure
  }

  /// The entry's number.
  let number: Int
  /// The highest number that was given so far.
  let last: Int
  let content: Content

  init(number: Int, last: Int, _ content: Content) {
    self.number = number
    self.last = last
    self.content = content
  }

  /// Reads a line; nil where it is none of ours.
  init?(parsing line: ArraySlice<UInt8>) {
    guard let root = try? JSONCursor(root: JSON(parsing: Array(line))),
      let number = root.value.object?["number"]?.integer, let last = root.value.object?["last"]?.integer
    else { return nil }
    self.number = Int(number)
    self.last = Int(last)
    if root.value.object?["failed"]?.bool == true {
      content = .failure
      return
    }
    guard let elements = try? root.required("effects").elements() else { return nil }
    var effects: [Effect] = []
    for element in elements {
      guard let effect = try? Effect(decoding: element) else { return nil }
      effects.append(effect)
    }
    let isComplete = root.value.object?["complete"]?.bool ?? true
    guard let text = root.value.object?["time"]?.string else {
      content = .more(effects, isComplete: isComplete)
      return
    }
    guard let time = Timestamp(parsing: text), let verb = root.value.object?["verb"]?.string else { return nil }
    let undoes = root.value.object?["undoes"]?.integer.map { Int($0) }
    var entry = JournalEntry(time: time, verb: verb, effects: effects, undoes: undoes, isComplete: isComplete)
    entry.number = self.number
    content = .entry(entry)
  }

  /// The line with its line feed. One that is longer than the limit goes without the coming and going of content, which
  /// undo does not need, and if that is not enough, without effects.
  func encoded(limit: Int) -> [UInt8] {
    let whole = encoded(content)
    guard whole.count > limit else { return whole }
    let names = encoded(
      reduced { effect in
        switch effect {
        case .contentAdded, .contentRemoved: false
        default: true
        }
      })
    return names.count <= limit ? names : encoded(reduced { _ in false })
  }

  private func reduced(_ isKept: (Effect) -> Bool) -> Content {
    switch content {
    case .entry(let entry):
      .entry(
        JournalEntry(
          time: entry.time, verb: String(entry.verb.prefix(200)), effects: entry.effects.filter(isKept),
          undoes: entry.undoes, isComplete: false))
    case .more(let effects, _): .more(effects.filter(isKept), isComplete: false)
    case .failure: .failure
    }
  }

  private func encoded(_ content: Content) -> [UInt8] {
    var object = JSONObject()
    object["number"] = .integer(Int64(number))
    object["last"] = .integer(Int64(last))
    switch content {
    case .entry(let entry):
      object["time"] = .string(entry.time.description)
      object["verb"] = .string(entry.verb)
      object["undoes"] = entry.undoes.map { .integer(Int64($0)) }
      object["effects"] = .array(entry.effects.map(\.json))
      if !entry.isComplete { object["complete"] = false }
    case .more(let effects, let isComplete):
      object["effects"] = .array(effects.map(\.json))
      if !isComplete { object["complete"] = false }
    case .failure: object["failed"] = true
    }
    return JSON.object(object).encoded() + [UInt8(ascii: "\n")]
  }
}
