import Archive
import ByteStreams
import Foundation
import ImageSpec
import TestSupport
import Testing

@Suite struct `Compressed streams` {
  private func gzip(_ bytes: [UInt8], level: Int32 = 6) throws -> [UInt8] {
    let memory = MemorySink(limit: 1 << 26)
    let writer = try GzipWriter(into: memory, level: level)
    try feed(bytes, to: writer, chunk: 1000)
    try writer.finish()
    return memory.bytes
  }

  private func inflate(_ bytes: [UInt8], chunk: Int = 10_000, limits: DecompressionLimits = .init()) throws -> [UInt8] {
    let memory = MemorySink(limit: 1 << 28)
    let reader = LayerDecompressor(into: memory, limits: limits)
    try feed(bytes, to: reader, chunk: chunk)
    try reader.finish()
    return memory.bytes
  }

  private let text = Array(String(repeating: "layers and layers of text ", count: 40_000).utf8)

  @Test(arguments: [1, 3, 4, 5, 100, 100_000])
  func `What is compressed comes back, whatever the chunks`(chunk: Int) throws {
    let small = Array(text.prefix(20_000))
    #expect(try inflate(try gzip(small), chunk: chunk) == small)
  }

  @Test func `The same content gives the same bytes, with a header that tells no time and no system`() throws {
    let bytes = try gzip(text)
    #expect(try gzip(text) == bytes)
    #expect(bytes.prefix(10) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])
    let folder = try ScratchFolder()
    try Data(bytes).write(to: URL(filePath: folder("x.gz")))
    #expect(try shell("gzip -dc x.gz", in: folder).utf8.elementsEqual(text))
  }

  @Test func `An empty content and a large one that is all alike`() throws {
    #expect(try inflate(try gzip([])).isEmpty)
    let zeros = [UInt8](repeating: 0, count: 3 << 20)
    #expect(try inflate(try gzip(zeros)) == zeros)
  }

  @Test func `Every cut of a stream is told`() throws {
    let bytes = try gzip(Array(text.prefix(300)))
    for length in 4..<bytes.count {
      #expect(throws: CompressionError.truncated(.gzip)) { try inflate(Array(bytes.prefix(length))) }
    }
  }

  @Test(arguments: [1, 2, 9, 1000])
  func `Members follow each other; zeros may end them, nothing else`(chunk: Int) throws {
    let one = try gzip(Array("one ".utf8)), two = try gzip(Array("two".utf8))
    #expect(try inflate(one + two, chunk: chunk) == Array("one two".utf8))
    #expect(try inflate(one + [0, 0, 0], chunk: chunk) == Array("one ".utf8))
    #expect(throws: CompressionError.trailingGarbage(.gzip)) { try inflate(one + Array("xyz".utf8), chunk: chunk) }
    #expect(throws: CompressionError.trailingGarbage(.gzip)) { try inflate(one + [0, 1], chunk: chunk) }
    #expect(throws: CompressionError.truncated(.gzip)) { try inflate(one + two.dropLast(), chunk: chunk) }
    #expect(throws: CompressionError.self) { try inflate(one + [0x1F, 0x8C, 8, 0], chunk: chunk) }
  }

  @Test func `A flipped bit is told by the checksum`() throws {
    var bytes = try gzip(text)
    bytes[bytes.count - 6] ^= 1
    #expect(throws: CompressionError.self) { try inflate(bytes) }
  }

  @Test func `A bomb is stopped by its ratio and by its size`() throws {
    let bomb = try gzip([UInt8](repeating: 0, count: 8 << 20))
    var limits = DecompressionLimits()
    limits.ratioThreshold = 1 << 20
    limits.ratio = 100
    #expect(throws: CompressionError.ratioTooHigh(limit: 100)) { try inflate(bomb, limits: limits) }
    limits = DecompressionLimits()
    limits.size = 1 << 20
    #expect(throws: CompressionError.tooLarge(limit: 1 << 20)) { try inflate(bomb, limits: limits) }
  }

  @Test(arguments: [1, 5, 1000])
  func `zstd's frames are read, one after the other, and every cut is told`(chunk: Int) throws {
    let folder = try ScratchFolder()
    try Data(text.prefix(5000)).write(to: URL(filePath: folder("x")))
    guard (try? shell("zstd -q x -o x.zst", in: folder)) != nil else { return }
    let bytes = Array(try Data(contentsOf: URL(filePath: folder("x.zst"))))
    #expect(try inflate(bytes, chunk: chunk) == Array(text.prefix(5000)))
    #expect(try inflate(bytes + bytes, chunk: chunk).count == 10_000)
    let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 1, 2]
    #expect(try inflate(skippable + bytes + skippable, chunk: chunk).count == 5000)
    for length in [4, 20, bytes.count - 1] {
      #expect(throws: CompressionError.truncated(.zstd)) { try inflate(Array(bytes.prefix(length)), chunk: chunk) }
    }
  }

  @Test func `What is not compressed passes`() throws {
    #expect(try inflate(Array("plain".utf8)) == Array("plain".utf8))
    #expect(try inflate([1]) == [1])
    #expect(try inflate([]).isEmpty)
  }
}
