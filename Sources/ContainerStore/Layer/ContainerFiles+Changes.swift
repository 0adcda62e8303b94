import Archive
import ByteStreams
import ImageSpec

/// A difference between a container and its image, as `diff` lists it.
public struct ContainerChange: Hashable, Sendable {
  /// How a path differs; the raw value is `diff`'s letter.
  public enum Kind: String, Sendable {
    case added = "A"
    case modified = "C"
    case deleted = "D"
  }

  /// How it differs.
  public let kind: Kind
  /// The path below the container's root, with slashes and one in front; foreign text.
  public let path: String

  /// Names a difference.
  public init(_ kind: Kind, _ path: String) {
    self.kind = kind
    self.path = path
  }
}

extension ContainerFiles {
  /// The differences from the image, a folder before its content. Folders that only hold changes count as modified.
  ///
  /// - Throws: `SystemError` and `FileIndexError`.
  public func changes() async throws -> [ContainerChange] {
    try await BlockingThreads.run {
      let set = try folder.read(layout)
      var found: [ContainerChange] = []
      for change in set.sorted {
        let path = layout.display(change.path)
        switch change.content {
        case .whiteout: found.append(ContainerChange(.deleted, path))
        case .entry: found.append(ContainerChange(change.isOverBase ? .modified : .added, path))
        }
        if change.isOpaque { found += try hiddenChildren(of: change.path, set) }
      }
      return found
    }
  }

  /// What a folder that was made anew hides of the image's folder.
  private func hiddenChildren(of path: ArchivePath, _ set: ChangeSet) throws -> [ContainerChange] {
    let base = try RootView(layout: layout, layers: layers, changes: nil).find([], within: path)
    return base.values.filter { $0.path.parent == path && set[$0.path] == nil }.map(\.path).sorted().map {
      ContainerChange(.deleted, layout.display($0))
    }
  }

  /// The bytes of the files that were changed or added, as `ps -s` counts them.
  public func changedBytes() async throws -> Int64 {
    try await BlockingThreads.run {
      try folder.read(layout).changes.values.reduce(0) { $0 + ($1.entry?.size ?? 0) }
    }
  }
}
