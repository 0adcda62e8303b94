import Archive
import ByteStreams
import ImageSpec

extension ContainerFiles {
  /// What would be removed; see ``delete(_:isRecursive:at:)``.
  ///
  /// - Returns: the paths below the root, with slashes and one in front.
  /// - Throws: ``CopyPathError``, and nothing can be removed then.
  public func deletable(_ paths: [String], isRecursive: Bool) async throws -> [String] {
    try await BlockingThreads.run {
      let view = view(try folder.read(layout))
      return try paths.map { layout.display(try entry($0, isRecursive, view).path) }
    }
  }

  /// Removes files and folders from the container; what the image has there is hidden. A link at a path's end is removed
  /// and not followed. All of them go, or none.
  ///
  /// - Parameters:
  ///   - paths: what to remove.
  ///   - isRecursive: whether folders go, with what is in them.
  ///   - time: now, for the whiteouts.
  /// - Throws: ``CopyPathError/notInContainer(_:)``, ``CopyPathError/isAFolder(_:)``, ``CopyPathError/isTheRoot``.
  public func delete(_ paths: [String], isRecursive: Bool, at time: Timestamp) async throws {
    try await BlockingThreads.run {
      let lock = try folder.lock(exclusively: true)
      defer { withExtendedLifetime(lock) {} }
      var changes = try folder.read(layout)
      let base = RootView(layout: layout, layers: layers, changes: nil)
      for path in paths {
        let view = view(changes)
        let entry = try entry(path, isRecursive, view)
        let isInBase = try base.find([entry.path])[layout.key(entry.path)] != nil
        try copyUp(Array(entry.path.ancestors), of: try view.find([entry.path]), into: &changes)
        changes.remove(entry.path, isInBase: isInBase, at: time)
      }
      try folder.write(changes)
    }
  }

  private func entry(_ path: String, _ isRecursive: Bool, _ view: RootView) throws -> RootEntry {
    let parsed = try layout.parse(path)
    guard let entry = try view.resolve(parsed, followsLast: false).entry else {
      throw CopyPathError.notInContainer(path)
    }
    guard entry.path != layout.root else { throw CopyPathError.isTheRoot }
    guard isRecursive || !entry.isFolder else { throw CopyPathError.isAFolder(path) }
    guard entry.isFolder || !parsed.endsInSlash else { throw CopyPathError.notAFolder(path) }
    return entry
  }
}
