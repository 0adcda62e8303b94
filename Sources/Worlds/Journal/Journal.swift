import Archive
import ByteStreams
import Glibc
import ImageSpec
import LayoutStore

/// What verbs did to a world, one line of JSON a verb, oldest first: what `undo` reads.
///
/// A verb notes its intent before `index.json` is replaced, so an entry is believed only where the index agrees, see
/// ``JournalEntry/agrees(with:)``. Lines are appended under a lock that all processes share and are on the disk when
/// the call returns; a line that a crash cut is skipped. The file is bounded: its older half goes when it is full. It
/// never holds a secret.
public struct Journal: Sendable {
  /// The file; it need not exist.
  public let path: String
  /// The most bytes of the file.
  public let limit: Int
  private let durability: Durability

  /// Names a journal; nothing is read or written yet.
  ///
  /// - Parameters:
  ///   - path: the file, absolute.
  ///   - limit: the most bytes of the file, 4 MiB if not given.
  ///   - durability: whether a line is on the disk when the call returns.
  public init(path: String, limit: Int = 4 << 20, durability: Durability = .durable) {
    self.path = path
    self.limit = limit
    self.durability = durability
  }

  /// The entries, oldest first; none where there is no file. Lines that can't be read are left out.
  ///
  /// - Throws: `SystemError`.
  public func entries() async throws -> [JournalEntry] {
    try await BlockingThreads.run {
      guard let file = try JournalFile.openIfPresent(path) else { return [] }
      return try file.tail(limit: limit).split(separator: UInt8(ascii: "\n")).compactMap { JournalEntry(line: $0) }
    }
  }

  /// Adds an entry. To be called on a thread that may block, as the one that replaces the index.
  ///
  /// - Throws: `SystemError`; the journal is then as it was, or has the line that was cut.
  public func note(_ entry: JournalEntry) throws {
    let line = entry.line(limit: limit / 2)
    let file = try JournalFile.locked(path)
    let size = try file.size()
    if size + line.count + 1 > limit {
      let kept = try file.tail(limit: limit / 2)
      // What is cut in the middle of a line is no line.
      let start = kept.count < size ? kept.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? kept.count : 0
      try replace(with: kept[start...].terminated + line)
    } else {
      // A line that a crash cut is ended, so that it does not swallow this one.
      try file.append(try file.endsInLine() ? line : [UInt8(ascii: "\n")] + line)
      if durability == .durable { try file.synchronize() }
    }
  }

  /// Adds an entry; see ``note(_:)``.
  public func append(_ entry: JournalEntry) async throws { try await BlockingThreads.run { try note(entry) } }

  /// Forgets everything, which ends undo. Atomic and idempotent.
  ///
  /// - Throws: `SystemError`.
  public func clear() async throws {
    try await BlockingThreads.run {
      guard try JournalFile.openIfPresent(path) != nil else { return }
      let file = try JournalFile.locked(path)
      try replace(with: [])
      withExtendedLifetime(file) {}
    }
  }

  /// Replaces the file in one step, under the lock of the old one.
  private func replace(with bytes: [UInt8]) throws {
    let temporary = "\(path).tmp-\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 16))"
    do {
      let file = try OpenFile(temporary, O_WRONLY | O_CREAT | O_EXCL)
      try file.write(bytes)
      if durability == .durable { try file.synchronize() }
      guard rename(temporary, path) == 0 else { throw SystemError(call: "rename", path: path) }
    } catch {
      unlink(temporary)
      throw error
    }
    if durability == .durable, let slash = path.lastIndex(of: "/") {
      try OpenFile(String(path[...slash]), O_RDONLY | O_DIRECTORY).synchronize()
    }
  }
}

extension ArraySlice<UInt8> {
  /// The bytes with a line feed at their end, unless there are none.
  fileprivate var terminated: [UInt8] {
    isEmpty || last == UInt8(ascii: "\n") ? Array(self) : Array(self) + [UInt8(ascii: "\n")]
  }
}
