import Archive

/// Where a path of a container leads to, links followed within the root.
struct Resolution {
  /// The path from the archive's root, as far as there is something spelled as it is there.
  let path: ArchivePath
  /// What stands there.
  let entry: RootEntry?
  /// Whether the folder that it would stand in is there.
  let hasParent: Bool
}

extension RootView {
  /// More than any system follows.
  private static let maximumLinks = 40

  /// Follows a path, a link at its end too if `followsLast`; ``Resolution/entry`` is nil where there is nothing.
  ///
  /// - Throws: ``CopyPathError`` when a file is used as a folder or links never end.
  func resolve(_ parsed: ParsedPath, followsLast: Bool) throws -> Resolution {
    var target = try layout.archivePath(parsed)
    for _ in 0..<Self.maximumLinks {
      let found = try find([target])
      guard let next = try step(target, found, followsLast) else {
        return try finish(target, found)
      }
      target = next
    }
    throw CopyPathError.tooManyLinks(layout.display(target))
  }

  /// The path that the first link on the way makes of it; nil where there is none.
  private func step(_ target: ArchivePath, _ found: [String: RootEntry], _ followsLast: Bool) throws -> ArchivePath? {
    for prefix in target.ancestors + [target] {
      guard prefix != target || followsLast, let entry = found[layout.key(prefix)], entry.entry.kind == .symbolicLink
      else { continue }
      let folder = prefix.parent ?? .root
      let rest = target.relative(to: prefix) ?? .root
      return try layout.target(of: entry.entry.linkName, in: folder).appending(rest)
    }
    return nil
  }

  private func finish(_ target: ArchivePath, _ found: [String: RootEntry]) throws -> Resolution {
    if target == layout.root { return Resolution(path: target, entry: found[layout.key(target)], hasParent: true) }
    var spelled = layout.root
    let parts = target.relative(to: layout.root)?.components ?? []
    for (position, part) in parts.enumerated() {
      let path = try spelled.appending(cleaning: part)
      let isLast = position == parts.count - 1
      guard let entry = found[layout.key(path)] else {
        let rest = try ArchivePath(cleaning: parts[position...].joined(separator: "/"))
        return Resolution(path: spelled.appending(rest), entry: nil, hasParent: isLast)
      }
      if isLast { return Resolution(path: entry.path, entry: entry, hasParent: true) }
      guard entry.isFolder else { throw CopyPathError.notAFolder(layout.display(entry.path)) }
      spelled = entry.path
    }
    return Resolution(path: spelled, entry: found[layout.key(spelled)], hasParent: true)
  }
}
