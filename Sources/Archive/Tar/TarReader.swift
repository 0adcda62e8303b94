import ByteStreams
import ImageSpec

/// Reads a tar archive from the stream that is written into it, and tells a visitor what it finds.
///
/// ustar, pax with global records, GNU long names and base-256 numbers are read; unknown records are kept. Each entry
/// has one size, which decides both what the visitor is told and where the next header is. Memory use does not grow
/// with the archive. What readers of this world understand differently is an error, see ``TarError``.
///
/// `@unchecked Sendable`: what changes is touched by `write` and `finish` only, which one thread at a time calls.
public final class TarReader: ByteSink, @unchecked Sendable {
  private enum State {
    /// Collects a header block.
    case header
    /// Collects the body of an extension with this type flag: bytes left of it, then of its padding.
    case extending(flag: UInt8, rest: Int64, padding: Int64)
    /// Collects the map of a file with holes, then goes on with the data.
    case sparseMap(SparseMapReader)
    /// Passes data on.
    case data(rest: Int64, padding: Int64)
    /// Two zero blocks were seen: the rest does not matter.
    case end
  }

  private let visitor: any TarVisitor
  private let limits: TarLimits
  private var state = State.header
  private var block: [UInt8] = []
  private var body: [UInt8] = []
  private var position: Int64 = 0
  private var hasZeroBlock = false
  private var global = PAXRecords()
  private var pending = TarExtensions()
  private var count = 0

  /// - Parameters:
  ///   - visitor: is told what is found.
  ///   - limits: what is refused whatever the archive says.
  public init(visitor: any TarVisitor, limits: TarLimits = TarLimits()) {
    self.visitor = visitor
    self.limits = limits
    block.reserveCapacity(TarHeader.blockSize)
  }

  /// How many entries were found so far, extended headers not counted.
  public var entryCount: Int { count }

  /// Takes the next bytes of the archive.
  ///
  /// - Throws: ``TarError``, and what the visitor throws.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      switch state {
      case .header, .sparseMap: try takeBlock(&rest)
      case .extending(let flag, let left, let padding): try takeBody(&rest, flag, left, padding)
      case .data(let left, let padding): try takeData(&rest, left, padding)
      case .end: return
      }
    }
  }

  /// Ends the archive. One without the two zero blocks at its end is taken, if it ends behind an entry.
  ///
  /// - Throws: ``TarError/truncated(offset:)`` or ``TarError/danglingExtension(offset:)``.
  public func finish() throws {
    switch state {
    case .end: return
    case .header where block.isEmpty:
      guard pending.isEmpty else { throw TarError.danglingExtension(offset: position) }
    // A last entry whose padding was cut off has all that it declared.
    case .data(0, _): return
    default: throw TarError.truncated(offset: position)
    }
  }

  /// Whether the two zero blocks were seen: what follows does not matter.
  public var isAtEnd: Bool { if case .end = state { true } else { false } }

  /// Takes the rest of the current entry's data and padding as read, for who can pass over them in a file.
  ///
  /// - Returns: how many bytes were not written and must not be, 0 outside of data.
  /// - Throws: what the visitor throws at the entry's end.
  public func skipData() throws -> Int64 {
    guard case .data(let rest, let padding) = state else { return 0 }
    position += rest + padding
    state = .header
    if rest > 0 { try visitor.endEntry() }
    return rest + padding
  }

  private func takeBlock(_ rest: inout Slice<UnsafeRawBufferPointer>) throws {
    if block.isEmpty, rest.count >= TarHeader.blockSize {
      let whole = UnsafeRawBufferPointer(rebasing: rest.prefix(TarHeader.blockSize))
      rest = rest.dropFirst(TarHeader.blockSize)
      return try handleBlock(whole)
    }
    let part = rest.prefix(TarHeader.blockSize - block.count)
    block.append(contentsOf: part)
    rest = rest.dropFirst(part.count)
    guard block.count == TarHeader.blockSize else { return }
    try block.withUnsafeBytes { try handleBlock($0) }
    block.removeAll(keepingCapacity: true)
  }

  private func handleBlock(_ bytes: UnsafeRawBufferPointer) throws {
    let header = TarHeader(bytes: bytes, offset: position)
    position += Int64(TarHeader.blockSize)
    if case .sparseMap(var map) = state {
      try map.take(header)
      state = .sparseMap(map)
      if map.isComplete { try begin(try map.finished()) }
      return
    }
    if header.isZero {
      guard pending.isEmpty else { throw TarError.danglingExtension(offset: header.offset) }
      if hasZeroBlock { state = .end }
      hasZeroBlock = true
      return
    }
    guard !hasZeroBlock else { throw TarError.loneZeroBlock(offset: header.offset) }
    try header.verifyChecksum()
    switch header.flag {
    case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "g"), UInt8(ascii: "L"), UInt8(ascii: "K"):
      let size = try header.size()
      guard size <= limits.extensionSize else {
        throw TarError.extensionTooLong(size: size, limit: limits.extensionSize)
      }
      state = .extending(flag: header.flag, rest: size, padding: Self.padding(size))
      if size == 0 { try endExtension(header.flag) }
    default: try handleEntry(header)
    }
  }

  private func handleEntry(_ header: TarHeader) throws {
    count += 1
    guard count <= limits.entries else { throw TarError.tooManyEntries(limit: limits.entries) }
    var entry = try header.entry()
    try pending.apply(to: &entry, header: header, global: global, limits: limits)
    pending = TarExtensions()
    if header.flag == UInt8(ascii: "S") {
      entry.kind = .file
      let map = try SparseMapReader(header, entry)
      if map.isComplete { return try begin(try map.finished()) }
      state = .sparseMap(map)
    } else if let map = try SparseMapReader(entry) {
      state = .sparseMap(map)
    } else {
      try entry.takeSparseRecords()
      try begin(entry)
    }
  }

  private func begin(_ entry: TarEntry) throws {
    let size = entry.storedSize
    let (end, overflow) = position.addingReportingOverflow(size)
    guard !overflow, end <= Int64.max - 1024 else { throw TarError.impossibleSize(offset: position) }
    try visitor.entry(entry, dataOffset: position)
    state = .data(rest: size, padding: Self.padding(size))
    if size == 0 { try endData(padding: 0) }
  }

  private func takeBody(
    _ rest: inout Slice<UnsafeRawBufferPointer>, _ flag: UInt8, _ left: Int64, _ padding: Int64
  ) throws {
    if left > 0 {
      let part = rest.prefix(Int(left))
      body.append(contentsOf: part)
      rest = rest.dropFirst(part.count)
      position += Int64(part.count)
      state = .extending(flag: flag, rest: left - Int64(part.count), padding: padding)
      if left == part.count, padding == 0 { try endExtension(flag) }
    } else {
      let part = rest.prefix(Int(padding))
      rest = rest.dropFirst(part.count)
      position += Int64(part.count)
      state = .extending(flag: flag, rest: 0, padding: padding - Int64(part.count))
      if padding == part.count { try endExtension(flag) }
    }
  }

  private func endExtension(_ flag: UInt8) throws {
    defer { body.removeAll(keepingCapacity: true) }
    state = .header
    if flag == UInt8(ascii: "g") {
      try global.takeGlobal(try PAXRecords(parsing: body))
    } else {
      try pending.take(flag: flag, body: body, offset: position)
    }
  }

  private func takeData(_ rest: inout Slice<UnsafeRawBufferPointer>, _ left: Int64, _ padding: Int64) throws {
    if left > 0 {
      let part = rest.prefix(Int(min(left, Int64(rest.count))))
      rest = rest.dropFirst(part.count)
      position += Int64(part.count)
      state = .data(rest: left - Int64(part.count), padding: padding)
      try visitor.data(UnsafeRawBufferPointer(rebasing: part))
      if left == part.count { try endData(padding: padding) }
    } else {
      let part = rest.prefix(Int(padding))
      rest = rest.dropFirst(part.count)
      position += Int64(part.count)
      state = padding == part.count ? .header : .data(rest: 0, padding: padding - Int64(part.count))
    }
  }

  private func endData(padding: Int64) throws {
    state = padding == 0 ? .header : .data(rest: 0, padding: padding)
    try visitor.endEntry()
  }

  static func padding(_ size: Int64) -> Int64 { (512 - size % 512) % 512 }
}
