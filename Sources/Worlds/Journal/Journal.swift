import Archive
import ByteStreams
import ContentStore
import Glibc
import ImageSpec
import LayoutStore

/// What verbs did to a world, lines of JSON, oldest first: what `undo` reads.
///
/// A verb notes its intent before `index.json` is replaced, so an entry is believed only where the world agrees. A run
/// that changes the index more than once, or the index and something else, adds to its entry. Lines are appended under a lock that all processes share and are on the disk when
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

  /// The entries, oldest first, each with all that its run noted; none where there is no file. Lines that can't be read
  /// are left out.
  ///
  /// - Throws: `SystemError`.
  public func entries() async throws -> [JournalEntry] {
    try await BlockingThreads.run {
      guard let file = try JournalFile.openIfPresent(path) else { return [] }
      return Self.entries(in: try file.tail(limit: limit))
    }
  }

  private static func entries(in bytes: [UInt8]) -> [JournalEntry] {
    var entries: [JournalEntry] = []
    var positions: [Int: Int] = [:]
    for text in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let line = JournalLine(parsing: text) else { continue }
      switch line.content {
      case .entry(let entry):
        positions[line.number] = entries.count
        entries.append(entry)
      case .more(let effects, let isComplete):
        // Its entry may have gone with the older half of the file: then nothing can be made of the rest.
        guard let position = positions[line.number] else { continue }
        entries[position].add(effects)
        if !isComplete { entries[position].isComplete = false }
      case .failure: if let position = positions[line.number] { entries[position].hasFailed = true }
      }
    }
    return entries
  }

  /// Adds an entry. To be called on a thread that may block, as the one that replaces the index.
  ///
  /// - Returns: the entry's number: one more than any before it.
  /// - Throws: `SystemError`; the journal is then as it was, or has the line that was cut.
  @discardableResult
  public func note(_ entry: JournalEntry) throws -> Int {
    try add { last in JournalLine(number: last + 1, last: last + 1, .entry(entry)) }
  }

  /// Adds what an entry's run changes besides; see ``note(_:)``.
  public func note(_ effects: [Effect], of number: Int) throws {
    try add { last in JournalLine(number: number, last: last, .more(effects, isComplete: true)) }
  }

  /// Notes that an entry's run failed; see ``note(_:)``.
  public func noteFailure(of number: Int) throws {
    try add { last in JournalLine(number: number, last: last, .failure) }
  }

  /// Adds an entry; see ``note(_:)``.
  @discardableResult
  public func append(_ entry: JournalEntry) async throws -> Int { try await BlockingThreads.run { try note(entry) } }

  @discardableResult
  private func add(_ compose: (_ last: Int) -> JournalLine) throws -> Int {
    let file = try JournalFile.locked(path)
    let added = compose(try Self.lastNumber(in: file, limit: limit))
    let line = added.encoded(limit: limit / 2)
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
    return added.number
  }

  /// The highest number that was given: what the last line that can be read says. Most often it is near the end.
  private static func lastNumber(in file: JournalFile, limit: Int) throws -> Int {
    let size = min(try file.size(), limit)
    var length = 4096
    while true {
      let lines = try file.tail(limit: length).split(separator: UInt8(ascii: "\n"))
      // The first one may be the end of a line.
      for line in lines.dropFirst(length < size ? 1 : 0).reversed() {
        if let line = JournalLine(parsing: line) { return line.last }
      }
      guard length < size else { return 0 }
      length *= 8
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
