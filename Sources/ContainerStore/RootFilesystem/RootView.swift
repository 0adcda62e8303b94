import Archive
import ImageSpec

/// The merged view of an image's layers and a container's changes: the topmost entry of a path wins, whiteouts, opaque
/// marks and files in a folder's place hide what is below them.
///
/// Nothing is unpacked and no whole tree is built: a question reads each layer's index once, for the asked paths alone.
struct RootView: Sendable {
  let layout: RootLayout
  /// The lowest first.
  let layers: [BaseLayer]
  let changes: ChangeSet?

  /// Finds what stands at some paths and at all folders above them, by ``RootLayout/key(_:)``; and everything below
  /// one folder, if asked.
  func find(_ paths: [ArchivePath], within folder: ArchivePath? = nil) throws -> [String: RootEntry] {
    var question = RootQuestion(layout: layout)
    for path in paths { question.want(path) }
    if let folder { question.wantEverything(in: folder) }
    var answer = RootAnswer(question: question)
    if let changes {
      for change in changes.sorted { answer.take(change) }
      answer.endLayer()
    }
    for (number, layer) in layers.enumerated().reversed() {
      try layer.index.forEach(where: { answer.isWanted($0) }) { try answer.take($0, layer: number) }
      answer.endLayer()
    }
    var found = answer.found
    let root = layout.key(layout.root)
    if found[root]?.isFolder != true { found[root] = .impliedFolder(layout.root) }
    return found
  }

  /// Gives hard links the data and the size of the file that they are another name of.
  func resolvingHardLinks(_ entries: [RootEntry]) throws -> [RootEntry] {
    var entries = entries
    for _ in 0..<8 {
      let links = entries.indices.filter { entries[$0].entry.kind == .hardLink }
      guard !links.isEmpty else { return entries }
      for (layer, members) in Dictionary(grouping: links, by: { entries[$0].layerNumber }) {
        let below = RootView(layout: layout, layers: Array(layers.prefix((layer ?? -1) + 1)), changes: nil)
        let targets = try members.map { try ArchivePath(cleaning: entries[$0].entry.linkName) }
        let found = try below.find(targets)
        for (member, target) in zip(members, targets) {
          guard let file = found[layout.key(target)], !file.isFolder, file.path != entries[member].path else {
            throw CopyPathError.danglingHardLink(
              layout.display(entries[member].path), target: entries[member].entry.linkName)
          }
          entries[member].entry.kind = file.entry.kind
          entries[member].entry.size = file.entry.size
          entries[member].entry.linkName = file.entry.linkName
          entries[member].entry.sparse = file.entry.sparse
          entries[member].origin = file.origin
        }
      }
    }
    throw CopyPathError.tooManyLinks(entries.first.map { layout.display($0.path) } ?? "")
  }
}

extension RootEntry {
  fileprivate var layerNumber: Int? {
    guard case .layer(let number, _) = origin else { return nil }
    return number
  }
}
