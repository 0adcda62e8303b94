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
  /// The names and images that changed; see ``LayoutIndex/effects(from:to:)``.
  public var effects: [Effect] { LayoutIndex.effects(from: before, to: after) }
}

extension LayoutIndex {
  /// The roots of the images that are named or dangling, by digest.
  private var listed: [Digest: Descriptor] {
    let roots = entries.filter { $0.keeper == nil }.compactMap(\.descriptor)
    return Dictionary(roots.map { ($0.digest, $0) }) { first, _ in first }
  }

  /// What differs between two states: the names, sorted, then the images that came and went, sorted by digest.
  public static func effects(from before: LayoutIndex, to after: LayoutIndex) -> [Effect] {
    let old = Dictionary(before.references.map { ($0.reference, $0.descriptor) }) { first, _ in first }
    let new = Dictionary(after.references.map { ($0.reference, $0.descriptor) }) { first, _ in first }
    let names = Set(old.keys).union(new.keys).sorted().compactMap { name -> Effect? in
      old[name] == new[name] ? nil : .reference(name, before: old[name], after: new[name])
    }
    let (had, has) = (before.listed, after.listed)
    let images = Set(had.keys).symmetricDifference(has.keys).sorted().compactMap { digest -> Effect? in
      had[digest].map { .imageRemoved($0) } ?? has[digest].map { .imageAdded($0) }
    }
    return names + images
  }
}
