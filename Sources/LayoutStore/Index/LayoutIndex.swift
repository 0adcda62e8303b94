import ImageSpec

/// What `index.json` says: the images of a store and their names.
///
/// One entry a name. A repository's digest that a pull or a push made known is a name like any other,
/// `docker.io/library/x@sha256:…`, as in docker's own reference store. A name that moves leaves its old image as a
/// nameless entry, dangling, unless something else names it. A reference without tag and digest means `latest`.
public struct LayoutIndex: Hashable, Sendable {
  /// The most bytes of `index.json` that are read.
  static let maximumSize = 64 << 20

  private var document: JSONObject
  /// The entries, in the file's order.
  public private(set) var entries: [LayoutEntry]

  /// An index without images.
  init() {
    var document = JSONObject()
    document["schemaVersion"] = 2
    document["mediaType"] = .string(MediaType.ociIndex.description)
    document["manifests"] = []
    self.document = document
    entries = []
  }

  /// Reads the file. Entries that break a rule are kept and name nothing.
  init(parsing bytes: [UInt8]) throws(DocumentError) {
    let json: JSON
    do { json = try JSON(parsing: bytes) } catch { throw .notJSON(error) }
    let root = JSONCursor(root: json)
    guard let document = json.object else {
      throw .wrongKind(path: "the document", expected: "an object", found: json.kind)
    }
    entries = try root.optional("manifests")?.elements().map { LayoutEntry(json: $0.value) } ?? []
    self.document = document
  }

  /// The file's bytes.
  func encoded() -> [UInt8] {
    var document = document
    document["manifests"] = .array(entries.map(\.json))
    return JSON.object(document).encoded()
  }

  // MARK: Reading

  /// What a reference names; a digest decides over a tag and must be known in that repository.
  public func descriptor(of reference: ImageReference) -> Descriptor? {
    let reference = reference.withDefaultTag
    guard let digest = reference.digest else { return entries.first { $0.reference == reference }?.descriptor }
    return entries.first { entry in
      entry.descriptor?.digest == digest && entry.reference?.host == reference.host
        && entry.reference?.repository == reference.repository
    }?.descriptor
  }

  /// Every name and what it means.
  public var references: [(reference: ImageReference, descriptor: Descriptor)] {
    entries.compactMap { entry in
      guard let reference = entry.reference, let descriptor = entry.descriptor else { return nil }
      return (reference, descriptor)
    }
  }

  /// Who keeps images without a name, each once, in the order of their first entries.
  public var keepers: [String] {
    var seen: Set<String> = []
    return entries.compactMap(\.keeper).filter { seen.insert($0).inserted }
  }

  /// The images, each once, in the order of their first entries, with those that are only kept.
  public var images: [ImageEntry] {
    var images: [ImageEntry] = []
    var positions: [Digest: Int] = [:]
    for entry in entries {
      guard let descriptor = entry.descriptor else { continue }
      let position = positions[descriptor.digest] ?? images.count
      if position == images.count {
        positions[descriptor.digest] = position
        images.append(ImageEntry(descriptor: descriptor))
      }
      if let reference = entry.reference { images[position].references.append(reference) }
      if let keeper = entry.keeper { images[position].keepers.append(keeper) } else { images[position].isListed = true }
      if let name = entry.foreignName { images[position].foreignNames.append(name) }
    }
    return images
  }

  // MARK: Changing

  /// Gives an image a name; a name that exists moves and leaves its old image dangling, if nothing else names it.
  ///
  /// - Returns: what the name meant before.
  @discardableResult
  public mutating func set(_ reference: ImageReference, to descriptor: Descriptor) -> Descriptor? {
    let reference = reference.withDefaultTag
    let dangling = entries.first { $0.isDangling && $0.descriptor?.digest == descriptor.digest }
    let entry = dangling?.named(reference) ?? LayoutEntry(descriptor, reference: reference)
    let before = entries.first { $0.reference == reference && $0.descriptor != nil }
    if let before, before.descriptor?.digest == descriptor.digest { return before.descriptor }
    let position = entries.firstIndex { $0.reference == reference }
    entries.removeAll { $0.reference == reference || ($0.isDangling && $0.descriptor?.digest == descriptor.digest) }
    entries.insert(entry, at: min(position ?? entries.count, entries.count))
    if let before, let old = before.descriptor, !isListed(old.digest) { entries.append(before.nameless) }
    return before?.descriptor
  }

  /// Takes a name away.
  ///
  /// - Parameters:
  ///   - reference: the name.
  ///   - dangling: whether the image stays as a nameless entry if nothing else names it.
  /// - Returns: what the name meant; nil when there is no such name.
  @discardableResult
  public mutating func remove(_ reference: ImageReference, leavingDangling dangling: Bool = false) -> Descriptor? {
    let reference = reference.withDefaultTag
    guard let position = entries.firstIndex(where: { $0.reference == reference }) else { return nil }
    let entry = entries[position]
    entries.removeAll { $0.reference == reference }
    if dangling, let digest = entry.descriptor?.digest, !isListed(digest) { entries.append(entry.nameless) }
    return entry.descriptor
  }

  /// Removes the entry of an image that nothing names; one that has a name stays. Idempotent.
  public mutating func removeDangling(_ digest: Digest) {
    entries.removeAll { $0.isDangling && $0.descriptor?.digest == digest }
  }

  /// Removes an image with all its names; keepers' entries stay.
  ///
  /// - Returns: the names that went.
  @discardableResult
  public mutating func removeImage(_ digest: Digest) -> [ImageReference] {
    let names = entries.filter { $0.descriptor?.digest == digest }.compactMap(\.reference)
    entries.removeAll { $0.descriptor?.digest == digest && $0.keeper == nil }
    return names
  }

  /// Notes an image without a name, unless it is listed already: a dangling image.
  public mutating func add(_ descriptor: Descriptor) {
    if !isListed(descriptor.digest) { entries.append(LayoutEntry(descriptor)) }
  }

  /// Keeps an image for somebody else than a name, as a container's base: an entry of his own, which does not list the
  /// image. Idempotent.
  public mutating func keep(_ descriptor: Descriptor, for keeper: String) {
    let isKept = entries.contains { $0.keeper == keeper && $0.descriptor?.digest == descriptor.digest }
    if !isKept { entries.append(LayoutEntry(descriptor, keeper: keeper)) }
  }

  /// Lets go of what was kept for somebody. Idempotent.
  public mutating func release(_ keeper: String) { entries.removeAll { $0.keeper == keeper } }

  /// Whether the image is one of the list: named or dangling, not only kept.
  private func isListed(_ digest: Digest) -> Bool {
    entries.contains { $0.keeper == nil && $0.descriptor?.digest == digest }
  }
}
