import Archive
import ByteStreams
import ImageSpec

/// A file, a folder or a link of a root file system, as a list shows it.
public struct ListedFile: Hashable, Sendable {
  /// What the file comes from.
  public enum Origin: Hashable, Sendable {
    /// A layer, counted from 0 at the lowest of those that are here.
    case layer(Int)
    /// The container's changes.
    case container
    /// No layer has an entry of its own for the folder, only for something in it.
    case implied
  }

  /// The path below the root, with slashes and one in front; foreign text.
  public let path: String
  /// The path below the folder that was listed; the file's own name where it was asked for itself.
  public let name: String
  /// What it is; of a hard link, the file that it is another name of.
  public let entry: TarEntry
  /// What it comes from.
  public let origin: Origin
}

extension RootFilesystem {
  /// Lists a folder, or a file by itself. Links on the way are followed, and one at the end where it leads to a folder.
  ///
  /// - Parameters:
  ///   - path: what to list.
  ///   - isRecursive: whether everything below is listed too.
  /// - Returns: the files, sorted by path, a folder before its content.
  /// - Throws: ``CopyPathError`` where there is nothing, `SystemError` and `FileIndexError`.
  public func list(_ path: String, isRecursive: Bool = false) async throws -> [ListedFile] {
    try await BlockingThreads.run {
      let lock = try lockForReading()
      defer { withExtendedLifetime(lock) {} }
      let view = try view()
      let parsed = try layout.parse(path)
      let link = try view.resolve(parsed, followsLast: parsed.endsInSlash || parsed.endsInDot)
      let target = try view.resolve(parsed, followsLast: true)
      guard let entry = link.entry else { throw CopyPathError.notInContainer(path) }
      guard let folder = target.entry, folder.isFolder else {
        guard !parsed.endsInSlash, !parsed.endsInDot else { throw CopyPathError.notAFolder(path) }
        return try listed([entry], view) { $0.path.name }
      }
      let key = layout.key(folder.path)
      let found = try view.find([], within: folder.path).filter { other, entry in
        guard other != key, other.hasPrefix(key.isEmpty ? "" : key + "/") else { return false }
        return isRecursive || entry.path.components.count == folder.path.components.count + 1
      }
      let depth = folder.path.components.count
      return try listed(found.values.sorted { $0.path < $1.path }, view) {
        $0.path.components.dropFirst(depth).joined(separator: "/")
      }
    }
  }

  private func listed(
    _ entries: [RootEntry], _ view: RootView, name: (RootEntry) -> String
  ) throws -> [ListedFile] {
    // A hard link whose file is not here is listed as what it is.
    let resolved = (try? view.resolvingHardLinks(entries)) ?? entries
    return zip(entries, resolved).map { original, entry in
      let origin: ListedFile.Origin =
        switch original.origin {
        case .layer(let number, _): .layer(number)
        case .change: .container
        case .implied: .implied
        }
      return ListedFile(path: layout.display(original.path), name: name(original), entry: entry.entry, origin: origin)
    }
  }

  /// What one layer has otherwise than those below it, at and below a path: as `diff` tells it of a container.
  ///
  /// - Parameters:
  ///   - number: the layer, counted from 0 at the lowest of those that are here.
  ///   - path: where to look; the root for everything.
  /// - Returns: the changes, sorted by path.
  /// - Throws: ``CopyPathError``, `SystemError` and `FileIndexError`.
  public func changes(ofLayer number: Int, at path: String = "/") async throws -> [ContainerChange] {
    try await BlockingThreads.run {
      let place = try layout.archivePath(try layout.parse(path))
      var own: [IndexedEntry] = []
      try layers[number].index.forEach { own.append($0) }
      let below = RootView(layout: layout, layers: Array(layers.prefix(number)), changes: nil)
      let known = try below.find(own.map { Whiteout($0.path)?.hiddenPath ?? $0.path })
      let ownKeys = Set(own.map { layout.key($0.path) })
      var changes: [(path: ArchivePath, change: ContainerChange)] = []
      func add(_ kind: ContainerChange.Kind, _ path: ArchivePath) {
        guard path.isWithin(place), path != layout.root else { return }
        changes.append((path, ContainerChange(kind, layout.display(path))))
      }
      for record in own {
        switch Whiteout(record.path) {
        case .removes(let path)?: add(.deleted, path)
        case .opaque(let folder)?:
          for entry in try below.find([], within: folder).values
          where entry.path.parent == folder && !ownKeys.contains(layout.key(entry.path)) { add(.deleted, entry.path) }
        case .bookkeeping?: break
        case nil: add(known[layout.key(record.path)] == nil ? .added : .modified, record.path)
        }
      }
      return changes.sorted { $0.path < $1.path }.map(\.change)
    }
  }
}

extension Whiteout {
  /// The path that the mark is about.
  fileprivate var hiddenPath: ArchivePath? {
    switch self {
    case .removes(let path), .opaque(let path): path
    case .bookkeeping: nil
    }
  }
}
