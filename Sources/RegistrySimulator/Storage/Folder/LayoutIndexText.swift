import ImageSpec

/// The text of a layout's `index.json`, kept so that a change costs little more than writing it.
///
/// Manifests stand in the order of their digests, each once for every tag, and those without one as nameless entries, so
/// that others' sweeps keep them.
struct LayoutIndexText {
  /// The annotation that names a tag.
  static let name = "org.opencontainers.image.ref.name"

  private struct Entry {
    let digest: Digest
    let text: [UInt8]
  }

  /// In the order of their digests.
  private var entries: [Entry] = []

  /// Writes all that an area shows.
  init(_ contents: AreaContents) {
    let tags = Dictionary(grouping: contents.tags.keys) { contents.tags[$0] }
    entries = contents.manifests.sorted { $0.key < $1.key }.map { digest, record in
      Entry(digest: digest, text: Self.text(record, tags[digest] ?? []))
    }
  }

  /// Writes these manifests anew, those that are gone not at all.
  mutating func update(_ digests: Set<Digest>, _ contents: AreaContents) {
    var tags: [Digest: [Tag]] = [:]
    for (tag, digest) in contents.tags where digests.contains(digest) { tags[digest, default: []].append(tag) }
    for digest in digests {
      let place = place(of: digest)
      let isThere = place < entries.count && entries[place].digest == digest
      guard let record = contents.manifests[digest] else {
        if isThere { entries.remove(at: place) }
        continue
      }
      let entry = Entry(digest: digest, text: Self.text(record, tags[digest] ?? []))
      if isThere { entries[place] = entry } else { entries.insert(entry, at: place) }
    }
  }

  /// The file's bytes.
  var bytes: [UInt8] {
    var bytes = Array(#"{"schemaVersion":2,"mediaType":"\#(MediaType.ociIndex)","manifests":["#.utf8)
    bytes.reserveCapacity(entries.reduce(bytes.count + 2) { $0 + $1.text.count + 1 })
    for (number, entry) in entries.enumerated() {
      if number > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += entry.text
    }
    bytes += Array("]}".utf8)
    return bytes
  }

  /// Where a digest stands, or would.
  private func place(of digest: Digest) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].digest < digest { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func text(_ record: ManifestRecord, _ tags: [Tag]) -> [UInt8] {
    var descriptor = record.descriptor.bare
    if tags.isEmpty { return descriptor.json.encoded(.compact) }
    var text: [UInt8] = []
    for tag in tags.sorted() {
      descriptor.annotations = [name: tag.description]
      if !text.isEmpty { text.append(UInt8(ascii: ",")) }
      text += descriptor.json.encoded(.compact)
    }
    return text
  }
}
