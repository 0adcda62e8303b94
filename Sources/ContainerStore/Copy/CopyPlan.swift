import Archive
import ImageSpec

/// What is copied out of a container, ordered by how its data is reached: what has none, what the container changed,
/// and each layer's files, so that a layer is passed over once.
struct CopyPlan: Sendable {
  struct Item: Sendable {
    /// Below the source; the root is the source itself.
    let path: ArchivePath
    var entry: TarEntry
  }

  struct File: Sendable {
    var item: Item
    /// Further names of the same file.
    var otherNames: [Item] = []
  }

  /// Folders before their content, links, pipes and empty files.
  private(set) var immediate: [Item] = []
  /// Files whose data stands in the data file with this number.
  private(set) var changed: [(data: Int64, file: File)] = []
  /// Files whose data stands in a layer.
  private(set) var layers: [Int: [(extent: Extent, file: File)]] = [:]

  /// Plans to copy entries that stand at or below a path. Their hard links are resolved.
  init(_ entries: [RootEntry], below source: ArchivePath, layout: RootLayout) throws {
    var positions: [RootEntry.Origin: Int] = [:]
    for found in entries.sorted(by: { $0.path < $1.path }) {
      let path = try Self.place(found.path, below: source)
      let item = Item(path: path, entry: found.entry)
      if case .other = found.entry.kind { throw CopyPathError.unsupportedKind(layout.display(found.path)) }
      guard found.entry.kind == .file, found.entry.size > 0 else {
        immediate.append(item)
        continue
      }
      switch found.origin {
      case .implied: immediate.append(item)
      case .change(let data):
        guard let data else { continue }
        if let position = positions[found.origin] {
          changed[position].file.otherNames.append(item)
        } else {
          positions[found.origin] = changed.count
          changed.append((data, File(item: item)))
        }
      case .layer(let number, let offset):
        if let position = positions[found.origin] {
          layers[number]?[position].file.otherNames.append(item)
        } else {
          positions[found.origin] = layers[number]?.count ?? 0
          let extent = Extent(offset: offset, size: found.entry.storedSize)
          layers[number, default: []].append((extent, File(item: item)))
        }
      }
    }
  }

  /// Folders that Windows' layers spell differently are the same folder: only the number of components counts.
  private static func place(_ path: ArchivePath, below source: ArchivePath) throws -> ArchivePath {
    try ArchivePath(cleaning: path.components.dropFirst(source.components.count).joined(separator: "/"))
  }
}

/// Makes what a plan names.
protocol CopyTarget: ExtentReceiver {
  /// Makes something without data.
  func make(_ item: CopyPlan.Item) throws
  /// Begins a file; its data and ``ExtentReceiver/end()`` follow.
  func begin(_ file: CopyPlan.File) throws
  /// Which files the numbers of the next extents mean.
  func expect(_ files: [CopyPlan.File])
  /// All is there.
  func finish() throws
}
