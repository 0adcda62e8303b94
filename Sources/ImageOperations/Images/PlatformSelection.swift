import ImageSpec

/// Chooses the entry of an index that fits a platform.
///
/// Windows images are chosen by `os.version`: a wanted version decides by its leading numbers; without one the first
/// entry in the index's own order counts, because a workbench has no Windows build of its own.
public struct PlatformSelection: Sendable {
  /// What is wanted.
  public let wanted: Platform

  /// Prepares a choice.
  public init(wanted: Platform) { self.wanted = wanted }

  /// The entries that fit, best first: those that have exactly the wanted variant, then the others in their order.
  public func matches(in index: Index) -> [Descriptor] {
    let fitting = index.images.filter { $0.platform?.satisfies(wanted) ?? false }
    let exact = fitting.filter { $0.platform?.variant == wanted.variant }
    return exact + fitting.filter { $0.platform?.variant != wanted.variant }
  }

  /// The entry to take.
  ///
  /// - Throws: ``NoMatchingPlatform`` with what the index offers.
  public func choose(from index: Index) throws(NoMatchingPlatform) -> Descriptor {
    if let best = matches(in: index).first { return best }
    // An index of artifacts may say nothing of platforms: its only entry is meant.
    if index.manifests.count == 1, index.manifests[0].platform == nil { return index.manifests[0] }
    throw NoMatchingPlatform(wanted: wanted, offered: index.images.compactMap(\.platform))
  }
}

/// An index has no entry for a platform.
public struct NoMatchingPlatform: Error, Hashable {
  /// What was wanted.
  public let wanted: Platform
  /// What there is, in the index's order.
  public let offered: [Platform]
}
