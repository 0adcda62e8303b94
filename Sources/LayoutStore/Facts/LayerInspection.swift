import Archive
import ByteStreams
import ImageSpec

/// Looks into a layer while its bytes pass on, so that its facts cost no second pass.
///
/// A layer that can't be read is no error of the stream: its bytes may be right all the same. What was found, the facts
/// or the error, goes into the cache when the stream is known to be right.
final class LayerInspection: ByteSink {
  private struct State {
    var inspector: LayerInspector?
    var failure: (any Error)?
  }

  private let descriptor: Descriptor
  private let folder: LayoutFolder
  private let next: (any ByteSink)?
  private let state: Locked<State>

  /// Prepares a pass. Content that is no layer, or whose cache can't be written, only passes. Blocks.
  init(of descriptor: Descriptor, next: (any ByteSink)? = nil, in folder: LayoutFolder) {
    self.descriptor = descriptor
    self.folder = folder
    self.next = next
    var state = State()
    if descriptor.mediaType.isLayer {
      do {
        try FileSystem.createFolder(folder.layerCache)
        state.inspector = try LayerInspector(indexPath: folder.fileIndex(descriptor.digest))
      } catch { state.failure = error }
    }
    self.state = Locked(state)
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try next?.write(bytes)
    state.withLock { state in
      do { try state.inspector?.write(bytes) } catch {
        state.inspector = nil
        state.failure = error
      }
    }
  }

  /// Ends the pass over bytes that are right and caches what it found. Blocks.
  ///
  /// - Throws: ``LayerUnreadable``, and why the facts could not be had otherwise.
  @discardableResult
  func finish() throws -> LayerFacts {
    let result = state.withLock { state -> Result<LayerFacts, any Error> in
      if let failure = state.failure { return .failure(failure) }
      guard let inspector = state.inspector else {
        return .failure(LayerUnreadable(digest: descriptor.digest, reason: "\(descriptor.mediaType) is no layer"))
      }
      return Result { try inspector.finish() }
    }
    let path = folder.layerFacts(descriptor.digest)
    do {
      let facts = try result.get()
      try? LayerFactsFile.facts(facts).write(to: path)
      return facts
    } catch {
      guard error is CompressionError || error is TarError || error is ArchivePathError else { throw error }
      try? LayerFactsFile.unreadable("\(error)").write(to: path)
      throw LayerUnreadable(digest: descriptor.digest, reason: "\(error)")
    }
  }
}
