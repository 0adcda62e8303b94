import ContentStore
import ImageSpec

/// A change of the index that is done: what it was and what it is.
public struct IndexUpdate<Result: Sendable>: Sendable {
  /// What the body returned.
  public let result: Result
  /// The index before.
  public let before: LayoutIndex
  /// The index now.
  public let after: LayoutIndex
  /// The names that changed, sorted; see ``LayoutIndex/effects(from:to:)``.
  public var effects: [Effect] { LayoutIndex.effects(from: before, to: after) }
}

extension LayoutIndex {
  /// The names that differ between two states, sorted by name.
  public static func effects(from before: LayoutIndex, to after: LayoutIndex) -> [Effect] {
    let old = Dictionary(before.references.map { ($0.reference, $0.descriptor) }) { first, _ in first }
    let new = Dictionary(after.references.map { ($0.reference, $0.descriptor) }) { first, _ in first }
    return Set(old.keys).union(new.keys).sorted().compactMap { name in
      old[name] == new[name] ? nil : .reference(name, before: old[name], after: new[name])
    }
  }
}
