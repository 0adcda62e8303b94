import ByteStreams
import ImageSpec

/// The content of a registry: which of it is needed, and since when the rest is not.
///
/// Whoever needs content holds it: an area holds what it shows, a push holds its content from before it is looked for
/// in the pool until the area shows it. What nobody holds is swept when it was idle long enough. The races, and why
/// each is harmless:
///
/// - *A push finds its content in the pool, a sweep takes it away.* The push holds it first; a hold waits for a removal
///   under way and then finds nothing, so that the push brings the bytes.
/// - *An upload is verified and put into the pool, and not shown yet.* It was held before it was put there.
/// - *A mount finds content in another repository, which hides it meanwhile.* The mount holds it first and looks in the
///   other repository then: what is shown there is in the pool, and stays.
/// - *An answer reads a blob that is deleted and swept.* Readers keep what they opened: an open file, or the bytes. One
///   that opens too late gets ``StorageError/noContent(_:)``, and its client what a deleted blob gets.
/// - *A change fails after its content was put into the pool.* The hold ends and the content is idle.
/// - *A process ends between any two steps.* Holds end with it; what no area shows is swept when the storage is loaded.
/// - *A snapshot names content that was deleted since.* It holds nothing: a registry whose snapshots are to be restored
///   must not be swept, and simulated worlds aren't.
final class ContentPool: Sendable {
  private struct State {
    var holds: [Digest: Int] = [:]
    var idle: [Digest: Timestamp] = [:]
    var removing: Set<Digest> = []
  }

  let storage: any RegistryStorage
  private let clock: @Sendable () -> Timestamp
  private let state = Condition(State())

  init(_ storage: any RegistryStorage, clock: @escaping @Sendable () -> Timestamp) {
    self.storage = storage
    self.clock = clock
  }

  /// Keeps content from being swept until ``release(_:)``, whether the pool has it or not. Waits for a removal under
  /// way: to be called on a thread that may block.
  func hold(_ digest: Digest) {
    state.wait { state -> Void? in
      guard !state.removing.contains(digest) else { return nil }
      state.holds[digest, default: 0] += 1
      state.idle[digest] = nil
      return ()
    }
  }

  /// Ends a hold.
  func release(_ digest: Digest) {
    state.withLock { state in
      guard let count = state.holds[digest] else { return }
      state.holds[digest] = count > 1 ? count - 1 : nil
      if count == 1 { state.idle[digest] = clock() }
    }
  }

  /// Removes what was needed by nobody for a number of seconds. To be called on a thread that may block.
  ///
  /// - Returns: what is gone; content that could not be removed stays idle.
  func sweep(idleFor seconds: Int64) -> SweptContent {
    let latest = clock().seconds - seconds
    let candidates = state.withLock { state in state.idle.filter { $0.value.seconds <= latest }.map(\.key) }
    var swept = SweptContent()
    for digest in candidates {
      let since = state.withLock { state -> Timestamp? in
        guard let since = state.idle.removeValue(forKey: digest) else { return nil }
        state.removing.insert(digest)
        return since
      }
      guard let since else { continue }
      var isGone = true
      do {
        if let size = try storage.remove(digest) {
          swept.blobs += 1
          swept.bytes += size
        }
      } catch { isGone = false }
      state.withLock { state in
        state.removing.remove(digest)
        if !isGone { state.idle[digest] = since }
      }
      state.broadcast()
    }
    return swept
  }
}

/// What a sweep took away.
public struct SweptContent: Hashable, Sendable {
  /// Blobs and manifests that no repository showed any more.
  public var blobs = 0
  /// Their bytes.
  public var bytes: Int64 = 0
  /// Uploads that nobody wrote to for too long.
  public var uploads = 0

  /// Nothing.
  public init() {}
}
