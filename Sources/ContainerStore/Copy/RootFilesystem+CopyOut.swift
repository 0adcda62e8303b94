import Archive
import ByteStreams
import ContentStore
import ImageSpec

extension RootFilesystem {
  /// Copies a file or a folder out to the host, by docker's rules: into a folder that is there; under the target's name
  /// otherwise; only the content where the source ends in `/.`.
  ///
  /// Below the target no link of the host is followed. Permissions are kept without set-id bits, owners are not. A file
  /// appears whole; a folder's copy that fails stays as far as it came.
  ///
  /// - Parameters:
  ///   - path: what to copy.
  ///   - hostPath: where to.
  ///   - options: see there.
  /// - Returns: what was copied.
  /// - Throws: ``CopyPathError``, `SystemError`, and the content store's errors.
  @discardableResult
  public func copyOut(_ path: String, to hostPath: String, options: CopyOptions = CopyOptions()) async throws
    -> CopySummary
  {
    try await copyOut(path, options) { source in
      let place = try HostPlace(
        hostPath, for: source.isFolder, named: source.name, meansContent: source.meansContent)
      return try HostTarget(place, isFolder: source.isFolder)
    }
  }

  /// Copies a file or a folder out as a tar archive, its names beginning with the source's own.
  ///
  /// - Parameters:
  ///   - path: what to copy.
  ///   - sink: takes the archive.
  ///   - options: see there.
  /// - Returns: what was copied.
  /// - Throws: ``CopyPathError``, `SystemError`, and the content store's and the sink's errors.
  @discardableResult
  public func copyOut(_ path: String, archiveInto sink: any ByteSink, options: CopyOptions = CopyOptions()) async throws
    -> CopySummary
  {
    try await copyOut(path, options) { source in
      ArchiveTarget(TarWriter(into: sink), name: source.meansContent ? "." : source.name)
    }
  }

  /// Writes the whole file system as a tar archive, hard links kept, whiteouts applied: first what the container changed,
  /// then each layer's files in the layer's own order, so that each layer is passed over once; a folder stands before
  /// what is in it. A Windows image keeps its layout: `Files` and `Hives`.
  ///
  /// - Parameter sink: takes the archive.
  /// - Returns: what was written.
  /// - Throws: ``CopyPathError``, `SystemError`, and the content store's and the sink's errors.
  @discardableResult
  public func export(into sink: any ByteSink) async throws -> CopySummary {
    let everything = Source(path: .root, name: "", isFolder: true, meansContent: true)
    return try await copyOut(from: { _ in everything }) { _ in
      ArchiveTarget(TarWriter(into: sink), name: nil, keepsAttributes: true)
    }
  }

  private struct Source: Sendable {
    let path: ArchivePath
    let name: String
    let isFolder: Bool
    let meansContent: Bool
  }

  private func copyOut<Target: CopyTarget>(
    _ path: String, _ options: CopyOptions, to open: @escaping @Sendable (Source) throws -> Target
  ) async throws -> CopySummary {
    try await copyOut(from: { try source(path, options, $0) }, to: open)
  }

  private func copyOut<Target: CopyTarget>(
    from find: @escaping @Sendable (RootView) throws -> Source, to open: @escaping @Sendable (Source) throws -> Target
  ) async throws -> CopySummary {
    let lock = try await BlockingThreads.run { try lockForReading() }
    defer { withExtendedLifetime(lock) {} }
    let (plan, target, summary) = try await BlockingThreads.run {
      let view = try view()
      let source = try find(view)
      let entries = try entries(of: source, view)
      let plan = try CopyPlan(entries, below: source.path, layout: layout)
      let target = try open(source)
      for item in plan.immediate { try target.make(item) }
      for (data, file) in plan.changed {
        try copy(data, of: file, to: target)
      }
      var summary = CopySummary()
      for entry in entries { summary.count(entry.entry) }
      return (plan, target, summary)
    }
    for (number, files) in plan.layers.sorted(by: { $0.key < $1.key }) {
      let layer = layers[number].descriptor
      guard let fetcher else { throw ContentError.notFound(layer.digest) }
      target.expect(files.map(\.file))
      try await fetcher.read(files.map(\.extent), ofLayer: layer, into: target)
    }
    return try await BlockingThreads.run {
      try target.finish()
      var summary = summary
      summary.skipped = (target as? HostTarget)?.skipped.map { layout.display($0) } ?? []
      return summary
    }
  }

  /// Copies what the container changed; holes stay holes.
  private func copy(_ data: Int64, of file: CopyPlan.File, to target: some CopyTarget) throws {
    guard let source = try changes?.openData(data) else { return }
    var file = file
    file.item.entry.sparse = try source.holes()
    try target.begin(file)
    if let map = file.item.entry.sparse {
      try source.copy(map, into: ReceiverSink(target))
    } else {
      try source.copy(into: ReceiverSink(target))
    }
    try target.end()
  }

  private func source(_ path: String, _ options: CopyOptions, _ view: RootView) throws -> Source {
    let parsed = try layout.parse(path)
    let meansFolder = parsed.endsInSlash || parsed.endsInDot
    let found = try view.resolve(parsed, followsLast: options.followsLink || meansFolder)
    guard let entry = found.entry else {
      // Of a link that leads nowhere it is told where it leads.
      throw CopyPathError.notInContainer(options.followsLink ? layout.display(found.path) : path)
    }
    guard entry.isFolder || !meansFolder else { throw CopyPathError.notAFolder(path) }
    let isRoot = entry.path == layout.root
    // A followed link gives its own name to the copy.
    let name = isRoot ? "" : parsed.components.last.map(String.init) ?? entry.path.name
    return Source(
      path: entry.path, name: name, isFolder: entry.isFolder,
      meansContent: entry.isFolder && (parsed.endsInDot || isRoot))
  }

  private func entries(of source: Source, _ view: RootView) throws -> [RootEntry] {
    guard source.isFolder else {
      return try view.resolvingHardLinks(
        try view.find([source.path]).values.filter { layout.key($0.path) == layout.key(source.path) })
    }
    let key = layout.key(source.path)
    let prefix = key.isEmpty ? "" : key + "/"
    let found = try view.find([], within: source.path).filter { $0.key == key || $0.key.hasPrefix(prefix) }
    return try view.resolvingHardLinks(Array(found.values))
  }
}

extension ContainerFiles {
  /// Copies a file or a folder out to the host; see ``RootFilesystem/copyOut(_:to:options:)``.
  @discardableResult
  public func copyOut(_ path: String, to hostPath: String, options: CopyOptions = CopyOptions()) async throws
    -> CopySummary
  {
    try await rootFilesystem.copyOut(path, to: hostPath, options: options)
  }

  /// Copies a file or a folder out as an archive; see ``RootFilesystem/copyOut(_:archiveInto:options:)``.
  @discardableResult
  public func copyOut(_ path: String, archiveInto sink: any ByteSink, options: CopyOptions = CopyOptions()) async throws
    -> CopySummary
  {
    try await rootFilesystem.copyOut(path, archiveInto: sink, options: options)
  }
}

/// Lets a file's bytes flow into a receiver.
private final class ReceiverSink: ByteSink {
  private let receiver: any ExtentReceiver

  init(_ receiver: any ExtentReceiver) { self.receiver = receiver }

  func write(_ bytes: UnsafeRawBufferPointer) throws { try receiver.data(bytes) }
}
