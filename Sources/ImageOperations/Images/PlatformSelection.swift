import ImageSpec

/// Chooses the entry of an index that fits a platform.
///
/// Windows images are chosen by `os.version`: of the wanted build exactly the wanted revision, else the newest one;
/// without a wanted version the first entry in the index's own order counts, because a workbench has no Windows build of
/// its own. An `arm` processor runs what was made for older ones, so that `arm/v6` is taken where there is no `arm/v7`.
public struct PlatformSelection: Sendable {
  /// What is wanted.
  public let wanted: Platform

  /// Prepares a choice.
  public init(wanted: Platform) { self.wanted = wanted }

  /// The entries that fit, best first; those that are equally good in the index's order.
  public func matches(in index: Index) -> [Descriptor] {
    let entries = index.images.compactMap { entry in entry.platform.map { (entry: entry, platform: $0) } }
    var fitting = entries.filter { $0.platform.satisfies(wanted) }
    if fitting.isEmpty { fitting = entries.filter { isForOlderARM($0.platform) } }
    let ranked = fitting.enumerated().map {
      (offset: $0.offset, entry: $0.element.entry, rank: rank($0.element.platform))
    }
    return ranked.sorted { left, right in
      left.rank == right.rank ? left.offset < right.offset : right.rank.lexicographicallyPrecedes(left.rank)
    }.map(\.entry)
  }

  /// The entry to take.
  ///
  /// - Throws: ``NoMatchingPlatform`` with what the index offers.
  public func choose(from index: Index) throws(NoMatchingPlatform) -> Descriptor {
    if let best = matches(in: index).first { return best }
    // An index of artifacts may say nothing of platforms: its only entry is meant.
    if index.manifests.count == 1, index.manifests[0].platform == nil { return index.manifests[0] }
    var offered: [Platform] = []
    for platform in index.images.compactMap(\.platform) where !offered.contains(platform) { offered.append(platform) }
    throw NoMatchingPlatform(wanted: wanted, offered: offered)
  }

  /// How good a platform that fits is, to be compared number by number; more is better.
  private func rank(_ platform: Platform) -> [Int] {
    var rank = [platform.variant == wanted.variant ? 1 : 0]
    if platform.architecture == "arm" {
      // What nobody asked a variant of is for the most common one.
      let level = Self.level(platform.variant)
      rank.append(level > Self.commonARM ? -level : level)
    }
    if let version = wanted.osVersion {
      let numbers = platform.osVersion?.split(separator: ".").map { Int($0) ?? 0 } ?? []
      rank += [platform.osVersion == version ? 1 : 0] + numbers
    }
    return rank
  }

  private func isForOlderARM(_ platform: Platform) -> Bool {
    guard wanted.architecture == "arm", platform.os == wanted.os, platform.architecture == "arm" else { return false }
    return Self.level(platform.variant) < Self.level(wanted.variant)
  }

  private static let commonARM = 7

  private static func level(_ variant: String?) -> Int { variant.flatMap { Int($0.dropFirst()) } ?? commonARM }
}

/// An index has no entry for a platform.
public struct NoMatchingPlatform: Error, Hashable {
  /// What was wanted.
  public let wanted: Platform
  /// What there is, each once, in the index's order.
  public let offered: [Platform]

  /// The one on offer that is nearest to what was wanted: for the same system, or for the same architecture.
  public var nearest: Platform? {
    offered.first { $0.os == wanted.os && $0.architecture == wanted.architecture }
      ?? offered.first { $0.os == wanted.os } ?? offered.first { $0.architecture == wanted.architecture }
      ?? offered.first
  }
}
