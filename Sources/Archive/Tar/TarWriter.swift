import ByteStreams
import ImageSpec

/// Writes a tar archive into a sink: the same entries give the same bytes each time.
///
/// Headers are ustar; an extended header stands before an entry only where ustar can't say something, its records
/// sorted. Names of owners are never written. The writer is a sink itself: what is written into it is the data of the
/// entry that was begun last.
///
/// `@unchecked Sendable`: what changes is touched by one thread at a time, as ``ByteSink`` asks of its callers.
public final class TarWriter: ByteSink, @unchecked Sendable {
  private let next: any ByteSink
  private var name = ""
  private var declared: Int64 = 0
  private var written: Int64 = 0

  /// - Parameter next: takes the archive's bytes.
  public init(into next: any ByteSink) { self.next = next }

  /// Begins an entry; its data must follow through ``write(_:)``, exactly as many bytes as its size says.
  ///
  /// - Throws: ``TarError`` when the entry before is not complete or this one can't be written.
  public func begin(_ entry: TarEntry) throws {
    try endData()
    guard !entry.name.isEmpty, !entry.name.utf8.contains(0), !entry.linkName.utf8.contains(0) else {
      throw TarError.malformedName(offset: 0)
    }
    guard entry.size >= 0, entry.size <= Int64.max / 2 else { throw TarError.impossibleSize(offset: 0) }
    guard entry.kind.hasData || entry.size == 0 else { throw TarError.unexpectedData(name: entry.name) }
    // Files are written whole, holes as zeros: every reader has them then.
    let header = TarHeaderBlock(entry)
    if !header.records.isEmpty {
      let body = header.records.encoded()
      try next.write(TarHeaderBlock.extension(size: Int64(body.count)))
      try next.write(body)
      try pad(Int64(body.count))
    }
    try next.write(header.bytes)
    name = entry.name
    declared = entry.size
    written = 0
  }

  /// Takes the next bytes of the entry's data.
  ///
  /// - Throws: ``TarError/wrongDataSize(name:declared:found:)`` when there are more than declared.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    written += Int64(bytes.count)
    guard written <= declared else {
      throw TarError.wrongDataSize(name: name, declared: declared, found: written)
    }
    try next.write(bytes)
  }

  /// Ends the archive with its two zero blocks.
  ///
  /// - Throws: ``TarError/wrongDataSize(name:declared:found:)`` when the last entry is not complete.
  public func finish() throws {
    try endData()
    try next.write([UInt8](repeating: 0, count: 2 * TarHeader.blockSize))
  }

  private func endData() throws {
    guard written == declared else {
      throw TarError.wrongDataSize(name: name, declared: declared, found: written)
    }
    try pad(declared)
    declared = 0
    written = 0
  }

  private func pad(_ size: Int64) throws {
    let padding = Int(TarReader.padding(size))
    if padding > 0 { try next.write([UInt8](repeating: 0, count: padding)) }
  }
}
