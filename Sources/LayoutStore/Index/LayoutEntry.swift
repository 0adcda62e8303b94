import ImageSpec

/// One entry of `index.json`: an image's root document and what it is called.
///
/// What others wrote is kept as it is: fields, annotations, and whole entries that we can't read.
public struct LayoutEntry: Hashable, Sendable {
  /// The annotations that carry a name: the spec's and containerd's. Ours hold the same full name.
  static let nameKeys = ["io.containerd.image.name", "org.opencontainers.image.ref.name"]
  /// The annotation of an entry that something else than a name needs: who it is.
  static let keeperKey = "dev.drydock.kept-for"

  /// What is read out of an entry, shared by its copies: an index of thousands is copied and searched often.
  private final class Reading: Sendable {
    let descriptor: Descriptor?
    let reference: ImageReference?
    let foreignName: String?
    let keeper: String?

    init(_ json: JSON) {
      var found = try? Descriptor(decoding: JSONCursor(root: json))
      found?.annotations = [:]
      descriptor = found
      let annotations = json.object?["annotations"]?.object
      let names = LayoutEntry.nameKeys.compactMap { annotations?[$0]?.string }.filter { !$0.isEmpty }
      reference = LayoutEntry.reference(among: names)
      foreignName = reference == nil ? names.first : nil
      keeper = annotations?[LayoutEntry.keeperKey]?.string
    }
  }

  /// The entry as it stands in the file.
  let json: JSON
  private let reading: Reading

  /// What the entry names, without annotations; nil where it follows no rule that we know.
  public var descriptor: Descriptor? { reading.descriptor }
  /// The entry's name: a tag, or a repository with a digest. Nil for a dangling image.
  public var reference: ImageReference? { reading.reference }
  /// A name that another tool wrote and that is no image reference.
  public var foreignName: String? { reading.foreignName }
  /// Who keeps the image, where the entry is there for him and not for a name: a container.
  public var keeper: String? { reading.keeper }

  /// Reads an entry of the file.
  init(json: JSON) {
    self.json = json
    reading = Reading(json)
  }

  public static func == (left: LayoutEntry, right: LayoutEntry) -> Bool {
    left.reading === right.reading || left.json == right.json
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(json) }

  /// Writes an entry.
  init(_ descriptor: Descriptor, reference: ImageReference? = nil, keeper: String? = nil) {
    var described = descriptor
    described.annotations = [:]
    if let reference { for key in Self.nameKeys { described.annotations[key] = reference.description } }
    if let keeper { described.annotations[Self.keeperKey] = keeper }
    self.init(json: described.json)
  }

  /// The same entry without its name or keeper; everything else that stands in it stays.
  var nameless: LayoutEntry {
    guard var object = json.object, var annotations = object["annotations"]?.object else { return self }
    for key in Self.nameKeys + [Self.keeperKey] { annotations[key] = nil }
    object["annotations"] = annotations.isEmpty ? nil : .object(annotations)
    return LayoutEntry(json: .object(object))
  }

  /// The same entry under a name of ours; everything else that stands in it stays.
  func named(_ reference: ImageReference) -> LayoutEntry {
    guard var object = json.object else { return self }
    var annotations = object["annotations"]?.object ?? JSONObject()
    for key in Self.nameKeys { annotations[key] = .string(reference.description) }
    object["annotations"] = .object(annotations)
    return LayoutEntry(json: .object(object))
  }

  /// Whether the entry has neither name nor keeper: a dangling image.
  public var isDangling: Bool { reference == nil && foreignName == nil && keeper == nil }

  /// The first name that is a whole one; else a short one, which reads as `localhost/NAME`.
  private static func reference(among names: [String]) -> ImageReference? {
    for name in names where isWhole(name) {
      if let reference = try? ImageReference(parsing: name) { return reference.withDefaultTag }
    }
    // The spec's annotation may hold the tag alone while containerd's holds the name: the latter decided above.
    guard let short = names.last else { return nil }
    return (try? ImageReference(parsing: "localhost/\(short)"))?.withDefaultTag
  }

  private static func isWhole(_ name: String) -> Bool {
    guard let slash = name.firstIndex(of: "/") else { return false }
    let host = name[..<slash]
    return host == "localhost" || host.contains { $0 == "." || $0 == ":" }
  }
}
