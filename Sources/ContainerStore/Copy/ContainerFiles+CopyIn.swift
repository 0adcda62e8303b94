import Archive
import ByteStreams
import ImageSpec

extension ContainerFiles {
  /// Copies a file or a folder of the host in, by docker's rules: into a folder that is there; as the target's new name
  /// otherwise; only the content where the source ends in `/.`. All of it becomes part of the container, or nothing.
  ///
  /// - Parameters:
  ///   - hostPath: what to copy.
  ///   - path: the target in the container.
  ///   - options: see there.
  /// - Returns: what was copied.
  /// - Throws: ``CopyPathError``, `SystemError`.
  @discardableResult
  public func copyIn(_ hostPath: String, to path: String, options: CopyOptions = CopyOptions()) async throws
    -> CopySummary
  {
    try await BlockingThreads.run {
      let lock = try folder.lock(exclusively: true)
      defer { withExtendedLifetime(lock) {} }
      let source = try HostTree(hostPath, followsLink: options.followsLink)
      let changes = try folder.read(layout)
      let target = try copyTarget(source, path, changes)
      let staging = Staging(folder, after: changes, options: options)
      folder.sweep(keeping: changes)
      do {
        try source.stage(into: staging)
        return try commit(staging, at: target, over: changes)
      } catch {
        staging.discard()
        throw error
      }
    }
  }

  /// Copies the members of a tar archive, compressed or not, into a folder of the container.
  ///
  /// - Parameters:
  ///   - path: the folder, which must be there.
  ///   - options: see there.
  ///   - produce: writes the archive's bytes.
  /// - Returns: what was copied.
  /// - Throws: ``CopyPathError``, `TarError`, `SystemError`, and what `produce` throws; nothing is changed then.
  @discardableResult
  public func copyIn(
    archiveTo path: String, options: CopyOptions = CopyOptions(),
    _ produce: @Sendable (any ByteSink) async throws -> Void
  ) async throws -> CopySummary {
    let (lock, changes, target, staging) = try await BlockingThreads.run {
      let lock = try folder.lock(exclusively: true)
      let changes = try folder.read(layout)
      let target = try view(changes).resolve(try layout.parse(path), followsLast: true)
      guard let entry = target.entry else { throw CopyPathError.notInContainer(path) }
      guard entry.isFolder else { throw CopyPathError.notAFolder(path) }
      folder.sweep(keeping: changes)
      return (lock, changes, target.path, Staging(folder, after: changes, options: options))
    }
    defer { withExtendedLifetime(lock) {} }
    do {
      let reader = TarReader(visitor: staging)
      let decompressor = LayerDecompressor(into: reader)
      try await produce(decompressor)
      return try await BlockingThreads.run {
        try decompressor.finish()
        try reader.finish()
        return try commit(staging, at: target, over: changes)
      }
    } catch {
      staging.discard()
      throw error
    }
  }

  /// Where the source's root goes to.
  private func copyTarget(_ source: HostTree, _ path: String, _ changes: ChangeSet) throws -> ArchivePath {
    let parsed = try layout.parse(path)
    let found = try view(changes).resolve(parsed, followsLast: true)
    let meansFolder = parsed.endsInSlash || parsed.endsInDot
    guard let entry = found.entry else {
      if meansFolder, !source.isFolder || !found.hasParent { throw CopyPathError.noSuchFolder(path) }
      guard found.hasParent else {
        throw CopyPathError.notInContainer(layout.display(found.path.parent ?? layout.root))
      }
      return found.path
    }
    if entry.isFolder {
      return source.meansContent ? entry.path : try entry.path.appending(cleaning: try source.name())
    }
    guard !source.isFolder else { throw CopyPathError.folderOverFile(path) }
    guard !meansFolder else { throw CopyPathError.notAFolder(path) }
    return entry.path
  }

  /// Checks everything that was staged against what is there, and makes it the container's in one step.
  private func commit(_ staging: Staging, at target: ArchivePath, over changes: ChangeSet) throws -> CopySummary {
    var changes = changes
    let paths = staging.items.map { target.appending($0.path) }
    let existing = try view(changes).find(paths + [target])
    var summary = CopySummary()
    var spelled: [String: ArchivePath] = existing.mapValues(\.path)
    for (item, path) in zip(staging.items, paths) {
      // The root is there; an archive that has an entry of its own for it changes nothing.
      if path == layout.root { continue }
      if let old = existing[layout.key(path)] {
        if old.isFolder, item.entry.kind != .directory { throw CopyPathError.fileOverFolder(layout.display(path)) }
        if !old.isFolder, item.entry.kind == .directory { throw CopyPathError.folderOverFile(layout.display(path)) }
      }
      let own = try spell(path, &spelled)
      try copyUp(own.ancestors, of: existing, into: &changes)
      var entry = item.entry
      entry.name = own.description
      var change = Change(path: own, content: .entry(entry, data: item.data), isOverBase: false)
      change.isOverBase = existing[layout.key(path)].map { $0.isOfImage } ?? false
      changes.insert(change)
      summary.count(entry)
    }
    try folder.write(changes)
    return summary
  }

  /// Spells a path as the folders that are there already are spelled.
  private func spell(_ path: ArchivePath, _ known: inout [String: ArchivePath]) throws -> ArchivePath {
    if let own = known[layout.key(path)] { return own }
    guard let parent = path.parent else { return path }
    let own = try spell(parent, &known).appending(cleaning: path.name)
    known[layout.key(path)] = own
    return own
  }

  /// Puts the folders above a change into the set: those of the image with its attributes, new ones otherwise.
  func copyUp(
    _ folders: [ArchivePath], of existing: [String: RootEntry], into changes: inout ChangeSet
  ) throws {
    for folder in folders where folder != layout.root && folder.isWithin(layout.root) {
      if let change = changes[folder], change.entry != nil {
        guard change.isFolder else { throw CopyPathError.notAFolder(layout.display(folder)) }
        continue
      }
      var entry = TarEntry(name: folder.description, kind: .directory, mode: 0o755, modified: container.created)
      entry.modified.nanoseconds = 0
      let old = existing[layout.key(folder)]
      if let old {
        guard old.isFolder else { throw CopyPathError.notAFolder(layout.display(folder)) }
        if old.origin != .implied { entry = old.entry }
        entry.name = folder.description
      }
      changes.insert(Change(path: folder, content: .entry(entry, data: nil), isOverBase: old?.isOfImage ?? false))
    }
  }
}

extension RootEntry {
  /// Whether a layer has it; a folder is implied by layers only, since changes name all their folders.
  fileprivate var isOfImage: Bool {
    if case .change = origin { false } else { true }
  }
}
