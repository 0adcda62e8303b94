/// A dictionary with changes that are not made yet: costs what it changes, not what it holds.
struct Overlay<Key: Hashable & Sendable, Value: Equatable & Sendable>: Sendable {
  private let base: [Key: Value]
  /// What differs from the dictionary below; nil for what goes.
  private(set) var changes: [Key: Value?] = [:]

  init(_ base: [Key: Value]) { self.base = base }

  /// A value with all changes made.
  subscript(key: Key) -> Value? {
    get {
      if let change = changes[key] { return change }
      return base[key]
    }
    set {
      // What is as it was before is no change.
      if base[key] == newValue { changes[key] = nil } else { changes[key] = .some(newValue) }
    }
  }

  /// A value without any change.
  func before(_ key: Key) -> Value? { base[key] }

  /// Removes a value and returns it.
  mutating func removeValue(forKey key: Key) -> Value? {
    let value = self[key]
    self[key] = nil
    return value
  }

  /// The keys that have a value.
  func keys(of value: Value) -> [Key] {
    base.compactMap { $0.value == value && changes[$0.key] == nil ? $0.key : nil }
      + changes.compactMap { $0.value == value ? $0.key : nil }
  }

  /// Changes everything to another dictionary.
  mutating func replace(with other: [Key: Value]) {
    for key in base.keys where other[key] == nil { self[key] = nil }
    for key in Array(changes.keys) where other[key] == nil { self[key] = nil }
    for (key, value) in other { self[key] = value }
  }
}

extension Dictionary where Key: Sendable, Value: Equatable & Sendable {
  /// Makes an overlay's changes.
  mutating func apply(_ overlay: Overlay<Key, Value>) {
    for (key, value) in overlay.changes { self[key] = value }
  }
}
