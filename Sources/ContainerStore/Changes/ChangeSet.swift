import Archive
import ImageSpec

/// Everything that a container has otherwise than its image, in overlayfs's terms: entries, folders that are merged
/// with the image's or hide them, and whiteouts.
struct ChangeSet: Sendable {
  private(set) var changes: [String: Change] = [:]
  let layout: RootLayout

  init(layout: RootLayout) { self.layout = layout }

  /// The changes, a folder before its content.
  var sorted: [Change] { changes.values.sorted { $0.path < $1.path } }

  /// The numbers of the data files that are in use.
  var dataNumbers: Set<Int64> { Set(changes.values.compactMap(\.data)) }

  subscript(path: ArchivePath) -> Change? { changes[layout.key(path)] }

  mutating func insert(_ change: Change) {
    var change = change
    if let old = self[change.path] {
      change.isOverBase = change.isOverBase || old.isOverBase
      // A folder that takes the place of something removed, or of an opaque folder, must not let the image shine through.
      if change.isFolder { change.isOpaque = change.isOpaque || old.isOpaque || (!old.isFolder && change.isOverBase) }
      if !change.isFolder, old.isFolder { removeContent(of: change.path) }
    }
    changes[layout.key(change.path)] = change
  }

  /// Removes what is at a path, leaving a whiteout where the image has something there.
  mutating func remove(_ path: ArchivePath, isInBase: Bool, at time: Timestamp) {
    removeContent(of: path)
    if isInBase || self[path]?.isOverBase == true {
      changes[layout.key(path)] = Change(path: path, content: .whiteout(at: time), isOverBase: true)
    } else {
      changes[layout.key(path)] = nil
    }
  }

  private mutating func removeContent(of folder: ArchivePath) {
    let prefix = layout.key(folder) + "/"
    changes = changes.filter { !$0.key.hasPrefix(prefix) }
  }
}
