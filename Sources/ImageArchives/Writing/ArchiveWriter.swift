import Archive
import ByteStreams
import ContentStore
import ImageSpec

/// Writes images into one tar archive that is an OCI image layout and, if asked for, a docker archive too: what
/// `docker save` writes since version 25.
///
/// A content store that a copy fills, one piece of content after the other: a copy into it has a concurrency of 1. Every
/// blob stands once, as it is in the source, so that each digest stays; the layers of docker's list may therefore be
/// compressed, which docker, podman and skopeo read. The lists come last. The same images in the same order give the
/// same bytes: no times, no owners.
public final class ArchiveWriter: Sendable {
  /// Whether docker's own lists are written beside the layout's.
  public enum Format: Sendable {
    /// An OCI image layout only.
    case layout
    /// A layout with `manifest.json` and `repositories`.
    case docker
  }

  private struct State {
    var written: Set<Digest> = []
    var lists = ArchiveLists()
    var isWriting = false
    var isBroken = false
  }

  private let tar: TarWriter
  private let format: Format
  private let state = Locked(State())

  /// - Parameters:
  ///   - sink: takes the archive's bytes.
  ///   - format: which lists are written.
  public init(into sink: any ByteSink, format: Format = .docker) {
    tar = TarWriter(into: sink)
    self.format = format
  }

  /// Lists an image whose content was pushed; one that is listed gets more names.
  ///
  /// - Parameters:
  ///   - root: its manifest or index.
  ///   - names: its names; none for an image that is known by its id only.
  ///   - manifest: what docker's list names, an index' entry for one platform; nil for what is no image with all its
  ///     layers here.
  public func add(_ root: Descriptor, names: [ListedName], manifest: Document<Manifest>?) {
    state.withLock { $0.lists.add(root.bare, names: names, manifest: manifest) }
  }

  /// Writes the lists and ends the archive.
  ///
  /// - Throws: ``ImageArchiveError/outOfTurn`` after a push that failed, and the sink's errors.
  public func finish() async throws {
    let lists = try state.withLock { state in
      guard !state.isWriting, !state.isBroken else { throw ImageArchiveError.outOfTurn }
      return state.lists
    }
    try await BlockingThreads.run { [tar, format] in
      for (name, bytes) in lists.files(format) {
        try tar.begin(TarEntry(name: name, size: Int64(bytes.count)))
        try tar.write(bytes)
      }
      try tar.finish()
    }
  }

  /// Writes the folders that the first blob of an algorithm stands in.
  private static func folders(for digest: Digest, _ written: Set<Digest>) -> [String] {
    let own = "blobs/\(digest.algorithm.rawValue)/"
    if written.isEmpty { return ["blobs/", own] }
    return written.contains { $0.algorithm == digest.algorithm } ? [] : [own]
  }
}

extension ArchiveWriter: ContentChecker, ContentPusher, ReferencePusher {
  public func contains(_ descriptor: Descriptor) async -> Bool {
    state.withLock { $0.written.contains(descriptor.digest) }
  }

  /// Writes content as the archive's next entry. What was begun can't be taken back: after an error the archive is of no
  /// use, and nothing more is taken.
  ///
  /// - Throws: `ContentError` when the bytes are wrong, ``ImageArchiveError/outOfTurn``, and the source's and the sink's
  ///   errors.
  public func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    let folders = try state.withLock { state -> [String]? in
      guard !state.isBroken, !state.isWriting else { throw ImageArchiveError.outOfTurn }
      guard !state.written.contains(descriptor.digest) else { return nil }
      state.isWriting = true
      return Self.folders(for: descriptor.digest, state.written)
    }
    guard let folders else { return }
    do { try await write(descriptor, below: folders, from: source, progress: progress) } catch {
      state.withLock { $0.isBroken = true }
      throw error
    }
    state.withLock { state in
      state.isWriting = false
      state.written.insert(descriptor.digest)
    }
  }

  private func write(
    _ descriptor: Descriptor, below folders: [String], from source: any ContentFetcher,
    progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    try await BlockingThreads.run { [tar] in
      for folder in folders { try tar.begin(TarEntry(name: folder, kind: .directory, mode: 0o755)) }
      try tar.begin(TarEntry(name: LayoutName.blob(descriptor.digest), size: descriptor.size))
    }
    let sink = try VerifyingSink(descriptor, next: tar)
    try await source.fetch(descriptor, from: 0, into: CountingSink(next: sink, progress: progress))
    try sink.finish()
  }

  /// Writes a document and lists it under a name; not in docker's list, see ``add(_:names:manifest:)``.
  public func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, as reference: ImageReference
  ) async throws {
    try await push(descriptor, from: source, progress: { _ in })
    add(descriptor, names: [ListedName(reference)], manifest: nil)
  }
}
