import ByteStreams
import Glibc
import Testing

@testable import LineEditing

/// The signals of the test process itself: SIGWINCH, which does nothing to it when nobody has asked for it.
@Suite(.serialized) struct InterruptsTests {
  @Test func `Who asked last gets the signal, and afterwards who asked before`() async {
    let (stream, continuation) = AsyncStream<String>.makeStream()
    var received = stream.makeAsyncIterator()
    let lower = Interrupts.process.register(for: [.windowChange]) { _ in continuation.yield("lower") }
    let upper = Interrupts.process.register(for: [.windowChange], once: true) { _ in continuation.yield("upper") }
    kill(getpid(), SIGWINCH)
    #expect(await received.next() == "upper")
    kill(getpid(), SIGWINCH)
    #expect(await received.next() == "lower")
    upper.cancel()
    lower.cancel()
    lower.cancel()
    var action = sigaction()
    sigaction(SIGWINCH, nil, &action)
    #expect(unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 0)
  }

  @Test func `A task is cancelled by the signal, and it is told which`() async {
    let started = AsyncStream<Void>.makeStream()
    async let outcome = Interrupts.process.cancelling(on: [.windowChange]) {
      started.continuation.yield()
      try await Task.sleep(for: .seconds(3600))
    }
    for await _ in started.stream { break }
    // Until the claim stands the signal does nothing.
    let sender = Task {
      while !Task.isCancelled {
        kill(getpid(), SIGWINCH)
        await Task.yield()
      }
    }
    let (result, signal) = await outcome
    sender.cancel()
    #expect(signal == .windowChange)
    #expect(throws: CancellationError.self) { try result.get() }
  }

  @Test func `A task that ends by itself keeps its result`() async throws {
    let (result, signal) = await Interrupts.process.cancelling(on: [.windowChange]) { 7 }
    #expect(try result.get() == 7)
    #expect(signal == nil)
  }
}
