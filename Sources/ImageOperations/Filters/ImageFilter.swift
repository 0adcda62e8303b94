import ImageSpec

/// Which images are meant: the filters of `images` and of `image prune`.
///
/// Of several labels each must be there; of several patterns one must fit.
public struct ImageFilter: Hashable, Sendable {
  /// The names that `images` takes.
  public static let names = ["before", "dangling", "label", "reference", "since", "until"]

  /// Whether images without a tag are meant, or only those with one; nil for both.
  public var isDangling: Bool?
  /// Labels that must be there.
  public var labels: [LabelPattern] = []
  /// Images that must be newer.
  public var before: [ImageName] = []
  /// Images that must be older.
  public var since: [ImageName] = []
  /// Patterns, of which a name must fit one.
  public var references: [ReferencePattern] = []
  /// Moments before which an image must have been made.
  public var until: [Timestamp] = []

  /// Means every image.
  public init() {}

  /// Reads filters.
  ///
  /// - Parameters:
  ///   - filters: what was asked for.
  ///   - now: what durations count back from.
  /// - Throws: ``FilterError``, and `ReferenceError` for a name of an image that is none.
  public init(_ filters: [Filter], now: Timestamp) throws {
    try filters.requireNames(Self.names)
    isDangling = try filters.boolean("dangling")
    labels = filters.values(of: "label").map { LabelPattern($0) }
    before = try filters.values(of: "before").map { try ImageName(parsing: $0) }
    since = try filters.values(of: "since").map { try ImageName(parsing: $0) }
    references = try filters.values(of: "reference").map { try ReferencePattern(parsing: $0) }
    for text in filters.values(of: "until") {
      guard let moment = PastMoment.parse(text, now: now) else {
        throw FilterError.invalidValue(name: "until", values: [text], expected: "a duration, a date or seconds")
      }
      until.append(moment)
    }
  }

  /// Whether a name fits.
  func matches(_ reference: ImageReference) -> Bool {
    references.isEmpty || references.contains { $0.matches(reference) }
  }

  /// Whether an image fits, its names not considered.
  ///
  /// - Throws: ``LocalImageError`` for an image to compare with that is not there.
  func matches(_ image: LocalImage, in images: LocalImages) throws -> Bool {
    let created = image.created ?? .epoch
    guard labels.allSatisfy({ $0.matches(image.configuration?.body.labels ?? [:]) }),
      until.allSatisfy({ created < $0 })
    else { return false }
    for name in before where try created >= (images.find(name).created ?? .epoch) { return false }
    for name in since where try created <= (images.find(name).created ?? .epoch) { return false }
    return true
  }
}
