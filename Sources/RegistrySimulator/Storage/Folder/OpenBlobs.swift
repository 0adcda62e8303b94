import ByteStreams
import ImageSpec

/// The files that were opened last, kept open: opening costs more than reading what the page cache holds.
///
/// A file under a digest's name never changes, so one that is open is as good as one opened anew. Its place on the disk
/// is free only when it is forgotten here.
final class OpenBlobs: Sendable {
  private struct State {
    var blobs: [Digest: (blob: FolderBlob, used: UInt64)] = [:]
    var uses: UInt64 = 0
  }

  private let state = Locked(State())
  private let limit: Int

  /// - Parameter limit: how many files are kept open.
  init(limit: Int) { self.limit = limit }

  /// A file that is open.
  func find(_ digest: Digest) -> FolderBlob? {
    state.withLock { state in
      state.uses += 1
      state.blobs[digest]?.used = state.uses
      return state.blobs[digest]?.blob
    }
  }

  /// Keeps a file open, in the place of the one that was not used for the longest time.
  func keep(_ blob: FolderBlob, as digest: Digest) {
    state.withLock { state in
      if state.blobs.count >= limit, let oldest = state.blobs.min(by: { $0.value.used < $1.value.used }) {
        state.blobs[oldest.key] = nil
      }
      state.uses += 1
      state.blobs[digest] = (blob, state.uses)
    }
  }

  /// Lets a file go.
  func forget(_ digest: Digest) { state.withLock { $0.blobs[digest] = nil } }
}
