import ByteStreams
import ImageSpec

/// One area of a registry: what can be seen in it, changed by one writer at a time.
///
/// Changes that come while one is written are written together: they cost the disk one wait and a repository one index.
final class Area: Sendable {
  /// Makes one caller's change; the result tells the caller how it ended, with the error of the writing if there is one.
  private typealias Job = @Sendable (inout AreaEdit) -> Finish
  private typealias Finish = @Sendable ((any Error)?) -> Void

  private struct Queue {
    var jobs: [Job] = []
    var isWriting = false
  }

  let pool: ContentPool
  private let place: StorageArea
  private let current: Locked<AreaContents>
  private let queue = Locked(Queue())

  init(_ place: StorageArea, _ contents: AreaContents, _ pool: ContentPool) {
    self.place = place
    self.pool = pool
    current = Locked(contents)
  }

  /// What can be seen now.
  var contents: AreaContents { current.withLock { $0 } }

  /// Reads what can be seen now without copying it.
  func read<Result>(_ body: (AreaContents) throws -> Result) rethrows -> Result {
    try current.withLock { try body($0) }
  }

  /// Changes what can be seen. Atomic, and kept by the storage before anybody sees it.
  ///
  /// - Parameter body: makes the change; called again where writing it together with others failed. What it throws
  ///   leaves everything as it was.
  /// - Returns: what `body` returned.
  /// - Throws: what `body` threw, and what the storage says.
  func change<Result: Sendable>(
    _ body: @escaping @Sendable (inout AreaEdit) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Result, any Error>) in
      let isFirst = queue.withLock { queue in
        defer { queue.isWriting = true }
        queue.jobs.append { edit in
          var attempt = edit
          do {
            let result = try body(&attempt)
            edit = attempt
            return { error in
              if let error { continuation.resume(throwing: error) } else { continuation.resume(returning: result) }
            }
          } catch {
            return { _ in continuation.resume(throwing: error) }
          }
        }
        return !queue.isWriting
      }
      if isFirst { BlockingThreads.start { self.writeAll() } }
    }
  }

  private func writeAll() {
    while true {
      let jobs = queue.withLock { queue in
        defer { queue.jobs = [] }
        queue.isWriting = !queue.jobs.isEmpty
        return queue.jobs
      }
      if jobs.isEmpty { return }
      write(jobs)
    }
  }

  private func write(_ jobs: [Job]) {
    let (change, finishes) = compose(jobs)
    do {
      if let change { try write(change) }
    } catch {
      // One that can't be written must not take the others along.
      if jobs.count > 1 {
        for job in jobs { write([job]) }
      } else {
        for finish in finishes { finish(error) }
      }
      return
    }
    for finish in finishes { finish(nil) }
  }

  /// In a function of its own, so that no copy of the contents is alive when they are changed in place.
  private func compose(_ jobs: [Job]) -> (AreaChange?, [Finish]) {
    let contents = self.contents
    var edit = AreaEdit(contents)
    let finishes = jobs.map { $0(&edit) }
    return (edit.change(of: contents), finishes)
  }

  private func write(_ change: AreaChange) throws {
    for digest in change.shown { pool.hold(digest) }
    do { try pool.storage.keep(change, of: place) } catch {
      for digest in change.shown { pool.release(digest) }
      throw error
    }
    current.withLock { change.apply(to: &$0) }
    for digest in change.hidden { pool.release(digest) }
  }
}

/// Parts of a pushed manifest that are not in its repository, or have another size there.
public struct PartsMissing: Error, Hashable {
  /// What is missing.
  public let parts: [Descriptor]
}
