import Archive
import ByteStreams
import ContentStore
import ImageSpec

/// A root file system as a container would see it: an image's layers, and a container's changes over them.
///
/// Nothing is unpacked: listing reads the layers' tables of contents, and reading a file passes once over the layer that
/// has it.
public struct RootFilesystem: Sendable {
  let layers: [BaseLayer]
  let changes: ChangeFolder?
  let fetcher: (any ContentFetcher)?
  let layout: RootLayout

  /// An image's file system.
  ///
  /// - Parameters:
  ///   - platform: the image's; decides how files lie in its layers and how paths are written.
  ///   - layers: those that are here, the lowest first.
  ///   - fetcher: where the layers' blobs are.
  public init(platform: Platform, layers: [BaseLayer], fetcher: any ContentFetcher) {
    self.layers = layers
    self.fetcher = fetcher
    changes = nil
    layout = RootLayout(platform)
  }

  init(of files: ContainerFiles) {
    (layers, changes, fetcher, layout) = (files.layers, files.folder, files.fetcher, files.layout)
  }

  /// Keeps writers of a container away while the result lives. Blocks.
  func lockForReading() throws -> OpenFile? { try changes?.lock(exclusively: false) }

  /// The merged view as it is now. Blocks.
  func view() throws -> RootView {
    RootView(layout: layout, layers: layers, changes: try changes?.read(layout))
  }
}

extension ContainerFiles {
  /// The container's whole file system, to be looked into.
  public var rootFilesystem: RootFilesystem { RootFilesystem(of: self) }
}
