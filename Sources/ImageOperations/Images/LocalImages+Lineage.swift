import ImageSpec
import LayoutStore

extension LocalImages {
  /// The local images that one was built on, by the index of their last entry in its history.
  func ancestors(of configuration: ImageConfiguration) -> [Int: Digest] {
    let history = configuration.completeHistory
    var ids: [Int: Digest] = [:]
    for candidate in all {
      guard let own = candidate.configuration?.body, own.isBase(of: configuration) else { continue }
      ids[own.completeHistory.count - 1] = candidate.id
    }
    ids[history.count - 1] = nil
    return ids
  }

  /// Whether an image without a name is there only because another one was made of it: docker hides it without `-a`.
  func isIntermediate(_ image: LocalImage) -> Bool {
    guard image.isDangling, image.repositoryDigests.isEmpty else { return false }
    return all.contains { image.children.contains($0.manifest.digest) }
  }
}

extension ImageEntry {
  /// The manifests of the images that were committed over it.
  var children: [Digest] {
    keepers.compactMap { text in
      if case .child(let manifest)? = Keeper(text) { manifest } else { nil }
    }
  }
}

extension ImageConfiguration {
  /// The history, with an entry made up for each layer that it says nothing of.
  var completeHistory: [HistoryEntry] {
    let told = history.filter { !$0.isEmptyLayer }.count
    return (0..<max(0, diffIDs.count - told)).map { _ in HistoryEntry(created: created) } + history
  }

  /// Whether another image goes on where this one ends.
  func isBase(of other: ImageConfiguration) -> Bool {
    guard diffIDs.count <= other.diffIDs.count, other.diffIDs.starts(with: diffIDs) else { return false }
    let (own, longer) = (completeHistory, other.completeHistory)
    return !own.isEmpty && own.count < longer.count && longer.starts(with: own)
  }
}
