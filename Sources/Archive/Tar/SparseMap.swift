/// Where the parts of a sparse file belong that an archive has: everything between them is zeros that nobody wrote.
///
/// See [Storing Sparse Files](https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html); the old GNU format
/// and the versions 0.0, 0.1 and 1.0 of pax all come to this.
public struct SparseMap: Hashable, Sendable {
  /// One part.
  public struct Part: Hashable, Sendable {
    /// Where it belongs, in bytes from the file's start.
    public let offset: Int64
    /// Its length in bytes.
    public let length: Int64
  }

  /// The parts in their order, none of them empty.
  public let parts: [Part]
  /// The file's length in bytes, holes included.
  public let size: Int64

  /// The bytes that the archive has of the file.
  public var storedSize: Int64 { parts.reduce(0) { $0 + $1.length } }

  /// The most parts that are taken.
  static let maximumParts = 1 << 18

  /// Takes offsets and lengths in turn.
  ///
  /// - Throws: ``TarError/malformedSparseMap(name:)`` where the parts overlap or reach beyond the file.
  init(_ numbers: some Collection<Int64>, size: Int64, name: String) throws(TarError) {
    guard numbers.count % 2 == 0, numbers.count / 2 <= Self.maximumParts, size >= 0 else {
      throw .malformedSparseMap(name: name)
    }
    var parts: [Part] = []
    var end: Int64 = 0
    var iterator = numbers.makeIterator()
    while let offset = iterator.next(), let length = iterator.next() {
      guard offset >= end, length >= 0, length <= size, offset <= size - length else {
        throw .malformedSparseMap(name: name)
      }
      end = offset + length
      if length > 0 { parts.append(Part(offset: offset, length: length)) }
    }
    self.parts = parts
    self.size = size
  }
}

/// Tells for the stored bytes of a file, as they come, where in the file they belong.
public struct SparsePlacement {
  private let map: SparseMap?
  private var part = 0
  private var done: Int64 = 0

  /// Prepares for a file; one without a map is a single part.
  public init(_ map: SparseMap?) { self.map = map }

  /// Takes the next stored bytes.
  ///
  /// - Parameters:
  ///   - bytes: as they come.
  ///   - body: gets each run of them with its offset in the file, in order.
  /// - Throws: what `body` throws, and ``TarError/wrongDataSize(name:declared:found:)`` for more bytes than parts.
  public mutating func place(
    _ bytes: UnsafeRawBufferPointer, _ body: (Int64, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    guard let map else {
      try body(done, bytes)
      done += Int64(bytes.count)
      return
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      guard part < map.parts.count else {
        throw TarError.wrongDataSize(name: "", declared: map.storedSize, found: map.storedSize + Int64(rest.count))
      }
      let current = map.parts[part]
      let run = rest.prefix(Int(min(current.length - done, Int64(rest.count))))
      try body(current.offset + done, UnsafeRawBufferPointer(rebasing: run))
      rest = rest.dropFirst(run.count)
      done += Int64(run.count)
      if done == current.length { (part, done) = (part + 1, 0) }
    }
  }
}
