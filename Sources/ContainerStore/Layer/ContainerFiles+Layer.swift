import Archive
import ByteStreams
import ImageSpec

extension ContainerFiles {
  /// Writes the changes as a layer's uncompressed archive: the same changes give the same bytes each time. The image's
  /// layers are not needed.
  ///
  /// - Returns: false, with nothing written, when nothing was changed: then there is no layer.
  /// - Throws: `SystemError`, `TarError`, and what the sink throws.
  public func layer(into sink: any ByteSink) async throws -> Bool {
    try await BlockingThreads.run {
      let lock = try folder.lock(exclusively: false)
      defer { withExtendedLifetime(lock) {} }
      let set = try folder.read(layout)
      guard !set.changes.isEmpty else { return false }
      try LayerWriter(layout: layout, folder: folder, writer: TarWriter(into: sink)).write(set)
      return true
    }
  }
}

/// Turns a change set into a layer.
private struct LayerWriter {
  let layout: RootLayout
  let folder: ChangeFolder
  let writer: TarWriter

  func write(_ set: ChangeSet) throws {
    if layout == .windows {
      // Both must stand in front of everything else for Windows to import the layer.
      for path in [RootLayout.hives, layout.root] {
        try begin(TarEntry(name: path.description, kind: .directory, mode: 0o755))
      }
    }
    var firstNames: [Int64: String] = [:]
    for change in set.sorted {
      switch change.content {
      case .whiteout(let time):
        guard let mark = Whiteout.removes(change.path).path else { continue }
        try begin(TarEntry(name: mark.description, mode: 0o600, modified: time))
      case .entry(var entry, let data):
        entry.name = change.path.description
        if let data, let first = firstNames[data] {
          entry.kind = .hardLink
          entry.linkName = first
          entry.size = 0
          try begin(entry)
        } else {
          try begin(entry)
          if let data {
            firstNames[data] = entry.name
            try folder.openData(data).copy(into: writer)
          }
        }
        if change.isOpaque, let mark = Whiteout.opaque(change.path).path {
          try begin(TarEntry(name: mark.description, mode: 0o755))
        }
      }
    }
    try writer.finish()
  }

  private func begin(_ entry: TarEntry) throws {
    var entry = layout == .windows ? WindowsAttributes.added(to: entry) : entry
    if entry.kind == .directory { entry.name += "/" }
    try writer.begin(entry)
  }
}
