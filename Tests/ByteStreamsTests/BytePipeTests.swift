import Testing

@testable import ByteStreams

@Suite struct BytePipeTests {
  @Test func whatIsWrittenIsReadInOrderThroughASmallPipe() async throws {
    let pipe = BytePipe(capacity: 7)
    let sent = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
    async let writer: Void = BlockingThreads.run {
      try pipe.write(sent)
      pipe.close()
    }
    let received = try await BlockingThreads.run {
      var all: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 13)
      while true {
        let count = try buffer.withUnsafeMutableBytes { try pipe.read(into: $0) }
        if count == 0 { return all }
        all += buffer.prefix(count)
      }
    }
    try await writer
    #expect(received == sent)
  }

  @Test func aReaderThatLeavesEndsTheWriter() async throws {
    let pipe = BytePipe(capacity: 4)
    let writer = Task { try await BlockingThreads.run { try pipe.write([UInt8](repeating: 1, count: 100)) } }
    pipe.cancel(CancellationError())
    await #expect(throws: CancellationError.self) { try await writer.value }
  }

  @Test func aFailedProducerIsHeardAfterTheBytesItLeft() throws {
    let pipe = BytePipe()
    try pipe.write([1, 2])
    pipe.close(throwing: MemorySink.LimitExceeded(limit: 1))
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(try buffer.withUnsafeMutableBytes { try pipe.read(into: $0) } == 2)
    #expect(throws: MemorySink.LimitExceeded.self) {
      try buffer.withUnsafeMutableBytes { try pipe.read(into: $0) }
    }
  }
}
