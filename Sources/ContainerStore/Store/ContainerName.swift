import ImageSpec

/// A container's name: `[a-zA-Z0-9][a-zA-Z0-9_.-]+`, as docker has it; a slash in front is dropped.
public struct ContainerName: Hashable, Sendable, CustomStringConvertible {
  /// The name without a slash.
  public let description: String

  /// Parses a name.
  ///
  /// - Throws: ``ContainerError/malformedName(_:)``.
  public init(parsing text: String) throws(ContainerError) {
    let name = text.hasPrefix("/") ? String(text.dropFirst()) : text
    guard (2...Self.maximumLength).contains(name.utf8.count), name.utf8.first?.isAlphanumeric == true,
      name.utf8.allSatisfy({ $0.isAlphanumeric || "_.-".utf8.contains($0) })
    else { throw .malformedName(text) }
    description = name
  }

  private init(checked: String) { description = checked }

  /// More than any file name on the systems that we run on.
  static let maximumLength = 255

  /// A name of two words for a container that was given none, chosen by 64 random bits: the same bits give the same name.
  public static func generated(by number: UInt64) -> ContainerName {
    let adjective = adjectives[Int(number % UInt64(adjectives.count))]
    let noun = nouns[Int((number >> 32) % UInt64(nouns.count))]
    return ContainerName(checked: "\(adjective)_\(noun)")
  }

  /// The name with a number behind it, for when all else is taken.
  func numbered(_ number: UInt64) -> ContainerName { ContainerName(checked: "\(description)\(number % 1_000_000)") }

  private static let adjectives = [
    "able", "amber", "bold", "brave", "bright", "brisk", "calm", "clear", "clever", "cosy", "crisp", "dapper", "eager",
    "early", "fair", "fleet", "fond", "frank", "fresh", "gentle", "glad", "golden", "grand", "happy", "hardy", "honest",
    "jolly", "keen", "kind", "lively", "lucid", "lucky", "merry", "mild", "modest", "neat", "nimble", "noble",
    "patient",
    "placid", "polite", "proud", "quick", "quiet", "ready", "rustic", "sharp", "silent", "silver", "sleek", "snug",
    "sound", "steady", "sturdy", "sunny", "swift", "tidy", "trusty", "upbeat", "vivid", "warm", "wise", "witty",
    "young",
  ]
  private static let nouns = [
    "anchor", "barge", "bay", "beacon", "berth", "boat", "bollard", "bow", "breeze", "bridge", "brig", "buoy", "cabin",
    "canal", "canoe", "cargo", "clipper", "coast", "compass", "coral", "crane", "crew", "cutter", "deck", "dinghy",
    "dock", "ferry", "fjord", "galley", "gull", "harbour", "haven", "helm", "hull", "island", "jetty", "kayak", "keel",
    "ketch", "lagoon", "lantern", "lighthouse", "mast", "mooring", "oar", "pier", "pilot", "quay", "raft", "reef",
    "rigging", "rudder", "sail", "schooner", "shore", "skiff", "sloop", "tide", "tiller", "trawler", "tug", "wake",
    "wharf", "yacht",
  ]
}
