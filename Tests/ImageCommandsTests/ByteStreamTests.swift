import ByteStreams
import Foundation
import Glibc
import ImageCommands
import TestSupport
import Testing

/// Standard input and output as bytes.
@Suite struct ByteStreamTests {
  /// Bytes that are no text.
  private static let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) }

  @Test func `Bytes pass through files as they are`() async throws {
    let scratch = try ScratchFolder()
    let output = try FileOutput(writing: scratch("file"), named: "file", appends: false)
    try output.write(Self.bytes)
    let input = FileInput(path: scratch("file"), named: "file")
    let memory = MemorySink(limit: 1 << 20)
    try await input.read(into: memory)
    #expect(memory.bytes == Self.bytes)
    #expect(try input.regularFile() != nil)
    let missing = FileInput(path: scratch("nosuch"), named: "nosuch")
    #expect(throws: FileFailure(name: "nosuch", errno: ENOENT)) { _ = try missing.regularFile() }
  }

  @Test func `A pipe is read once, by nobody's position`() async throws {
    let pipe = Pipe()
    let input = DescriptorInput(
      descriptor: pipe.fileHandleForReading.fileDescriptor, named: "pipe", isTerminal: false)
    #expect(try input.regularFile() == nil)
    let writer = pipe.fileHandleForWriting
    async let written: Void = BlockingThreads.run {
      try writer.write(contentsOf: Data(Self.bytes))
      try writer.close()
    }
    let memory = MemorySink(limit: 1 << 20)
    try await input.read(into: memory)
    try await written
    #expect(memory.bytes == Self.bytes)
  }

  @Test func `A file that somebody has read a part of is read on from there`() async throws {
    let scratch = try ScratchFolder()
    try "head and rest".write(toFile: scratch("file"), atomically: true, encoding: .utf8)
    let handle = try #require(FileHandle(forReadingAtPath: scratch("file")))
    _ = try handle.read(upToCount: 9)
    let input = DescriptorInput(descriptor: handle.fileDescriptor, named: "file", isTerminal: false)
    #expect(try input.regularFile() == nil)
    let memory = MemorySink(limit: 100)
    try await input.read(into: memory)
    #expect(memory.bytes == Array("rest".utf8))
  }

  @Test func `A silent pipe does not hold up who was cancelled`() async throws {
    let pipe = Pipe()
    let input = DescriptorInput(
      descriptor: pipe.fileHandleForReading.fileDescriptor, named: "pipe", isTerminal: false)
    let reading = Task { try await input.read(into: MemorySink(limit: 1)) }
    reading.cancel()
    await #expect(throws: CancellationError.self) { try await reading.value }
    withExtendedLifetime(pipe) {}
  }
}
