import Archive
import ByteStreams
import Foundation
import ImageSpec
import TestSupport
import Testing

/// Remembers what a reader found.
final class Recorder: TarVisitor {
  struct Found: Sendable {
    let entry: TarEntry
    let offset: Int64
    var data: [UInt8] = []
    var hasEnded = false
  }

  private let state = Locked<[Found]>([])
  var found: [Found] { state.withLock { $0 } }

  func entry(_ entry: TarEntry, dataOffset: Int64) {
    state.withLock { $0.append(Found(entry: entry, offset: dataOffset)) }
  }

  func data(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { $0[$0.count - 1].data.append(contentsOf: bytes) }
  }

  func endEntry() { state.withLock { $0[$0.count - 1].hasEnded = true } }

  @discardableResult
  static func read(_ archive: Data, chunk: Int = 10_240, limits: TarLimits = TarLimits()) throws -> [Found] {
    let recorder = Recorder()
    let reader = TarReader(visitor: recorder, limits: limits)
    try feed(Array(archive), to: reader, chunk: chunk)
    try reader.finish()
    #expect(recorder.found.allSatisfy { $0.hasEnded && $0.data.count == $0.entry.storedSize })
    return recorder.found
  }

  static func archive(_ members: [(TarEntry, [UInt8])]) throws -> [UInt8] {
    let memory = MemorySink(limit: 1 << 26)
    let writer = TarWriter(into: memory)
    for (entry, data) in members {
      try writer.begin(entry)
      try writer.write(data)
    }
    try writer.finish()
    return memory.bytes
  }

  /// Changes the first header block and makes its checksum right again.
  static func changing(_ archive: [UInt8], _ change: (inout [UInt8]) -> Void) -> [UInt8] {
    var bytes = archive
    change(&bytes)
    for index in 148..<156 { bytes[index] = UInt8(ascii: " ") }
    let sum = String(bytes[..<512].reduce(0) { $0 + Int($1) }, radix: 8)
    let digits = Array((String(repeating: "0", count: 6 - sum.count) + sum).utf8)
    for index in 0..<6 { bytes[148 + index] = digits[index] }
    bytes[154] = 0
    return bytes
  }
}

/// Writes bytes in chunks.
func feed(_ bytes: [UInt8], to sink: any ByteSink, chunk: Int) throws {
  var rest = bytes[...]
  while !rest.isEmpty {
    try sink.write(Array(rest.prefix(chunk)))
    rest = rest.dropFirst(chunk)
  }
}
