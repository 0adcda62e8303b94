import Archive
import ByteStreams
import ContentStore
import ImageSpec

/// A container's files: the image's layers, which stay as they are, with the container's changes over them.
///
/// Changing and reporting cost what the change costs; reading a file out costs one pass over the layer that has it.
/// Writers take turns, readers see one state; a change appears whole or not at all.
public struct ContainerFiles: Sendable {
  /// The container.
  public let container: Container
  let folder: ChangeFolder
  let layers: [BaseLayer]
  let fetcher: (any ContentFetcher)?
  let layout: RootLayout

  func view(_ changes: ChangeSet) -> RootView { RootView(layout: layout, layers: layers, changes: changes) }
}

extension ContainerStore {
  /// The files of a container.
  ///
  /// - Parameters:
  ///   - container: whose.
  ///   - layers: the image's layers, the lowest first. Without them the image counts as empty, which is enough to
  ///     report changes and to make a layer of them.
  ///   - fetcher: where the layers' blobs are.
  /// - Returns: a value that reads the store anew at each call.
  public func files(
    of container: Container, layers: [BaseLayer] = [], fetcher: (any ContentFetcher)? = nil
  ) -> ContainerFiles {
    ContainerFiles(
      container: container, folder: ChangeFolder(path: path(of: container.id)), layers: layers, fetcher: fetcher,
      layout: RootLayout(container.platform))
  }
}

/// How files are copied.
public struct CopyOptions: Sendable {
  /// `-L`: whether a link that is named as the source is followed.
  public var followsLink = false
  /// `-a`: whether owners are kept; else what is copied in belongs to root.
  public var keepsOwners = false

  /// docker's defaults.
  public init() {}
}

/// What a copy did.
public struct CopySummary: Hashable, Sendable {
  /// How many files, folders and links.
  public var entries = 0
  /// The bytes of the files.
  public var bytes: Int64 = 0
  /// The bytes that the files take in an archive, in whole blocks.
  var blockBytes: Int64 = 0
  /// The bytes of a tar archive of it all, as docker counts a copy.
  public var archiveBytes: Int64 { blockBytes + Int64(entries + 2) * 512 }
  /// What could not be made on the host without privileges: devices. As the container names them.
  public var skipped: [String] = []

  mutating func count(_ entry: TarEntry) {
    entries += 1
    bytes += entry.size
    blockBytes += (entry.size + 511) / 512 * 512
  }
}
