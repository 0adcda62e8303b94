import ImageSpec

/// Which images or containers a prune may take: the filters of `image prune` and `container prune`.
///
/// See [docker image prune](https://docs.docker.com/reference/cli/docker/image/prune/#filter). Of several labels each
/// must be there, of several that must not be there none may.
public struct PruneFilter: Hashable, Sendable {
  /// The names that a prune takes.
  public static let names = ["label", "label!", "until"]

  private var labels: [LabelPattern] = []
  private var otherLabels: [LabelPattern] = []
  private var until: [Timestamp] = []

  /// Means everything.
  public init() {}

  /// Reads filters.
  ///
  /// - Parameters:
  ///   - filters: what was asked for.
  ///   - now: what durations count back from.
  /// - Throws: ``FilterError``.
  public init(_ filters: [Filter], now: Timestamp) throws(FilterError) {
    try filters.requireNames(Self.names)
    labels = filters.values(of: "label").map { LabelPattern($0) }
    otherLabels = filters.values(of: "label!").map { LabelPattern($0) }
    for text in filters.values(of: "until") {
      guard let moment = PastMoment.parse(text, now: now) else {
        throw .invalidValue(name: "until", values: [text], expected: "a duration, a date or seconds")
      }
      until.append(moment)
    }
  }

  /// Whether it may be taken, by its labels and when it was made.
  func matches(_ own: [String: String], created: Timestamp) -> Bool {
    labels.allSatisfy { $0.matches(own) } && !otherLabels.contains { $0.matches(own) }
      && until.allSatisfy { created < $0 }
  }
}
