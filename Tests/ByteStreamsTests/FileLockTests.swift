import ByteStreams
import Glibc
import TestSupport
import Testing

@Suite struct FileLockTests {
  private static func open(_ path: String) -> Int32 { Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }

  @Test func `Who waits for a lock gets it when it is free, and lets go of it when nobody wants it any more`()
    async throws
  {
    let scratch = try ScratchFolder()
    let (holder, waiter) = (Self.open(scratch("lock")), Self.open(scratch("lock")))
    defer { close(waiter) }
    #expect(try await BlockingThreads.run { try FileLock.wait(holder, exclusively: true) } == 0)
    let cancelled = Task { try await BlockingThreads.run { try FileLock.wait(waiter, exclusively: false) } }
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }

    let waiting = Task { try await BlockingThreads.run { try FileLock.wait(waiter, exclusively: false) } }
    close(holder)
    #expect(try await waiting.value == 0)
    #expect(try await BlockingThreads.run { try FileLock.wait(-1, exclusively: true) } == EBADF)
  }

  @Test func `A call that blocks knows whether its task was cancelled`() async throws {
    #expect(!BlockingThreads.isCancelled)
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      try await BlockingThreads.run {
        begin.finish()
        while !BlockingThreads.isCancelled { sched_yield() }
        try BlockingThreads.checkCancellation()
      }
    }
    for await _ in begun {}
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try await BlockingThreads.run { BlockingThreads.isCancelled } == false)
  }
}
