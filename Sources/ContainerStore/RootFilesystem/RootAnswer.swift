import Archive
import ImageSpec

/// Which paths are asked for.
struct RootQuestion {
  let layout: RootLayout
  private var keys: Set<String> = [""]
  private var prefix: String?

  init(layout: RootLayout) {
    self.layout = layout
    want(layout.root)
  }

  mutating func want(_ path: ArchivePath) {
    var key = layout.key(path)
    while keys.insert(key).inserted, let parent = Self.parent(of: key) { key = parent }
  }

  mutating func wantEverything(in folder: ArchivePath) {
    want(folder)
    prefix = folder.isRoot ? "" : layout.key(folder) + "/"
  }

  func contains(_ key: String) -> Bool { keys.contains(key) || prefix.map { key.hasPrefix($0) } ?? false }

  static func parent(of key: String) -> String? {
    guard !key.isEmpty else { return nil }
    guard let slash = key.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(key[..<slash])
  }
}

/// Collects what the layers say, from the topmost down.
struct RootAnswer {
  private(set) var found: [String: RootEntry] = [:]
  private let question: RootQuestion
  private var layout: RootLayout { question.layout }

  // What the layers above said.
  private var hidden: Set<String> = []
  private var opaque: Set<String> = []

  // What the current layer says; it counts for the layers below only.
  private var current: [String: RootEntry] = [:]
  private var implied: [String: ArchivePath] = [:]
  private var hides: Set<String> = []
  private var clears: Set<String> = []
  private var lastFolder: String?

  init(question: RootQuestion) { self.question = question }

  /// Looks at a path of an index before its entry is decoded.
  mutating func isWanted(_ name: UnsafeRawBufferPointer) -> Bool {
    let key = layout.key(String(decoding: name, as: UTF8.self))
    if question.contains(key) { return true }
    guard let folder = RootQuestion.parent(of: key) else { return false }
    // A mark may be about a wanted path; which one, its entry tells.
    if key.utf8.dropFirst(folder.isEmpty ? 0 : folder.utf8.count + 1).starts(with: ".wh.".utf8) {
      return question.contains(folder)
    }
    // Another entry may be all that a wanted folder above it has. Neighbours share their folder.
    guard folder != lastFolder else { return false }
    lastFolder = folder
    var above: String? = folder
    while let key = above {
      if question.contains(key) { return implied[key] == nil }
      above = RootQuestion.parent(of: key)
    }
    return false
  }

  mutating func take(_ record: IndexedEntry, layer: Int) throws {
    if let mark = Whiteout(record.path) {
      switch mark {
      case .removes(let path): hides.insert(layout.key(path))
      case .opaque(let folder): clears.insert(layout.key(folder))
      case .bookkeeping: break
      }
      return
    }
    take(
      RootEntry(path: record.path, entry: record.entry, origin: .layer(layer, offset: record.dataOffset)),
      key: layout.key(record.path))
  }

  mutating func take(_ change: Change) {
    let key = layout.key(change.path)
    switch change.content {
    case .whiteout: hides.insert(key)
    case .entry(let entry, let data):
      if change.isOpaque { clears.insert(key) }
      take(RootEntry(path: change.path, entry: entry, origin: .change(data: data)), key: key)
    }
  }

  private mutating func take(_ entry: RootEntry, key: String) {
    if question.contains(key) { current[key] = entry }
    var above = entry.path.parent
    while let folder = above, !folder.isRoot {
      let key = layout.key(folder)
      if question.contains(key) {
        guard implied[key] == nil else { break }
        implied[key] = folder
      }
      above = folder.parent
    }
  }

  /// Lays the layer under what was found above it.
  mutating func endLayer() {
    for (key, entry) in current {
      // A folder that was only implied above has its own entry here.
      let isFree = found[key] == nil || (found[key]?.origin == .implied && entry.isFolder)
      if isFree, !isCovered(key) { found[key] = entry }
      if !entry.isFolder { hides.insert(key) }
    }
    for (key, path) in implied where found[key] == nil && !isCovered(key) { found[key] = .impliedFolder(path) }
    // A folder of this layer is no file for the layers below.
    hidden.formUnion(hides)
    opaque.formUnion(clears)
    current = [:]
    implied = [:]
    hides = []
    clears = []
    lastFolder = nil
  }

  private func isCovered(_ key: String) -> Bool {
    if hidden.contains(key) { return true }
    var above = RootQuestion.parent(of: key)
    while let folder = above {
      if hidden.contains(folder) || opaque.contains(folder) { return true }
      above = RootQuestion.parent(of: folder)
    }
    return false
  }
}
