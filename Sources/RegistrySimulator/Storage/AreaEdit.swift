import DistributionSpec
import ImageSpec

/// A change of what an area shows, while it is composed: reads as if it were made already.
struct AreaEdit: Sendable {
  /// The manifests, by digest.
  var manifests: Overlay<Digest, ManifestRecord>
  /// What the tags mean.
  var tags: Overlay<Tag, Digest>
  /// The blobs and their sizes in bytes.
  var blobs: Overlay<Digest, Int64>

  /// Begins a change of these contents.
  init(_ contents: AreaContents) {
    manifests = Overlay(contents.manifests)
    tags = Overlay(contents.tags)
    blobs = Overlay(contents.blobs)
  }

  /// Changes everything to these contents.
  mutating func replace(with contents: AreaContents) {
    manifests.replace(with: contents.manifests)
    tags.replace(with: contents.tags)
    blobs.replace(with: contents.blobs)
  }

  /// The manifest that a tag or a digest names.
  func record(_ reference: ManifestReference) -> ManifestRecord? {
    switch reference {
    case .tag(let tag): tags[tag].flatMap { manifests[$0] }
    case .digest(let digest): manifests[digest]
    }
  }

  /// What was composed; nil where nothing differs.
  ///
  /// - Parameter contents: what the change began with.
  /// - Returns: the change, for a storage to keep.
  func change(of contents: AreaContents) -> AreaChange? {
    let changesNames = !manifests.changes.isEmpty || !tags.changes.isEmpty
    guard changesNames || !blobs.changes.isEmpty else { return nil }
    var shown: [Digest] = []
    var hidden: [Digest] = []
    for digest in Set(manifests.changes.keys).union(blobs.changes.keys) {
      let isShown = manifests[digest] != nil || blobs[digest] != nil
      let wasShown = manifests.before(digest) != nil || blobs.before(digest) != nil
      if isShown, !wasShown { shown.append(digest) }
      if wasShown, !isShown { hidden.append(digest) }
    }
    guard changesNames else { return AreaChange(shown: shown, hidden: hidden, contents: nil, blobs: blobs) }
    var renamed = Set(manifests.changes.keys)
    for (tag, digest) in tags.changes { renamed.formUnion([digest, tags.before(tag)].compactMap { $0 }) }
    var after = contents
    after.manifests.apply(manifests)
    after.tags.apply(tags)
    after.blobs.apply(blobs)
    return AreaChange(shown: shown, hidden: hidden, contents: after, renamed: renamed, blobs: blobs)
  }
}

/// How what an area shows changes: what a storage has to keep.
public struct AreaChange: Sendable {
  /// Content of the pool that the area begins to show.
  public let shown: [Digest]
  /// Content that it shows no more.
  public let hidden: [Digest]
  /// All that the area shows from now on; nil where its names and manifests stay as they are.
  public let contents: AreaContents?
  /// The manifests that come, go, or get or lose a tag.
  public var renamed: Set<Digest> = []
  fileprivate let blobs: Overlay<Digest, Int64>

  /// Makes the change.
  func apply(to contents: inout AreaContents) {
    if let all = self.contents { contents = all } else { contents.blobs.apply(blobs) }
  }
}
