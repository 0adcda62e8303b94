import Glibc

/// The history on disk: plain text, one entry a line, the oldest first.
///
/// Many shells may add to one file at once: each addition is one write under `flock`. The file has mode 0600, its
/// folder is made with 0700. When it grows over ``sizeLimit`` the newer half is kept, by a rename, so that a reader
/// sees the one file or the other. Nothing here keeps state: every call opens the file anew, and blocks for a moment.
public struct HistoryFile: Sendable {
  /// The largest size of the file in bytes.
  public static let sizeLimit = 1 << 20
  /// The longest entry in bytes.
  public static let entryLimit = 32 << 10

  /// Where the file is.
  public let path: String
  /// Which lines are kept; also for who keeps lines in memory.
  public let policy: HistoryPolicy
  private let sizeLimit: Int

  /// Names a history file; nothing is read or made yet.
  public init(path: String, policy: HistoryPolicy = HistoryPolicy(), sizeLimit: Int = HistoryFile.sizeLimit) {
    self.path = path
    self.policy = policy
    self.sizeLimit = sizeLimit
  }

  /// Up to where a file was read.
  struct Mark: Equatable {
    fileprivate let device: dev_t
    fileprivate let inode: ino_t
    /// The bytes of whole lines.
    fileprivate let offset: Int
  }

  /// The entries, the oldest first, at most the last ``sizeLimit`` bytes of them; none when there is no file.
  public func load() throws(HistoryError) -> [String] { try load(after: nil).lines }

  /// The entries behind a mark, and where they end; all of them where the file is another one now.
  func load(after mark: Mark?) throws(HistoryError) -> (lines: [String], mark: Mark?) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return ([], nil) }
      throw failed("open")
    }
    defer { close(descriptor) }
    let size = try size(of: descriptor)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failed("fstat") }
    var known = 0
    if let mark, mark.inode == status.st_ino, mark.device == status.st_dev, mark.offset <= size { known = mark.offset }
    let start = max(known, size - sizeLimit)
    let bytes = try read(descriptor, from: start, count: size - start)
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { start + $0 + 1 } ?? start
    return (
      // Begun in the middle: the first line may be half an entry.
      lines.dropFirst(start > known ? 1 : 0).map { HistoryEntry.decode($0) },
      Mark(device: status.st_dev, inode: status.st_ino, offset: whole)
    )
  }

  /// Adds an entry at the end, unless the policy refuses it or it is the last one already; says whether it was added.
  @discardableResult
  public func append(_ line: String) throws(HistoryError) -> Bool {
    guard policy.keeps(line) else { return false }
    var entry = HistoryEntry.encode(line)
    let descriptor = try openLocked()
    defer { close(descriptor) }
    let size = try size(of: descriptor)
    let tailStart = max(0, size - 2 * HistoryFile.entryLimit - 2)
    let tail = try read(descriptor, from: tailStart, count: size - tailStart)
    let isWhole = tail.isEmpty || tail.last == UInt8(ascii: "\n")
    if tail.split(separator: UInt8(ascii: "\n")).last?.elementsEqual(entry) == true, isWhole { return false }
    // A line that was cut by a crash, or left open by a person's editor, is not to swallow this one.
    if !isWhole { entry.insert(UInt8(ascii: "\n"), at: 0) }
    entry.append(UInt8(ascii: "\n"))
    try write(entry, to: descriptor)
    if size + entry.count > sizeLimit { try keepNewerHalf(of: descriptor, size: size + entry.count) }
    return true
  }

  /// Opens the file for appending, made if need be, under an exclusive lock that ends with the descriptor.
  private func openLocked() throws(HistoryError) -> Int32 {
    while true {
      var descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      if descriptor < 0, errno == ENOENT {
        makeFolder(above: path)
        descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      }
      guard descriptor >= 0 else { throw failed("open") }
      do throws(HistoryError) {
        _ = try size(of: descriptor)
        while flock(descriptor, LOCK_EX) != 0 { if errno != EINTR { throw failed("flock") } }
        fchmod(descriptor, 0o600)
        // Another shell may have put a new file in its place while this one waited for the lock.
        var held = stat()
        var named = stat()
        if fstat(descriptor, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino,
          held.st_dev == named.st_dev
        {
          return descriptor
        }
      } catch {
        close(descriptor)
        throw error
      }
      close(descriptor)
    }
  }

  private func keepNewerHalf(of descriptor: Int32, size: Int) throws(HistoryError) {
    let start = size - sizeLimit / 2
    let bytes = try read(descriptor, from: start, count: size - start)
    guard let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return }
    // Beside the file itself, wherever a link to it stands: only there a rename replaces it.
    guard let resolved = realpath(path, nil) else { throw failed("realpath") }
    defer { free(resolved) }
    let target = String(cString: resolved)
    let new = "\(target).new"
    // No one else writes it: it is only made under the lock. One that a crash has left is overwritten.
    let output = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard output >= 0 else { throw failed("open") }
    defer { close(output) }
    try write(Array(bytes[(newline + 1)...]), to: output)
    guard fsync(output) == 0, rename(new, target) == 0 else { throw failed("rename") }
  }

  private func makeFolder(above path: String) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    if mkdir(folder, 0o700) != 0, errno == ENOENT {
      makeFolder(above: folder)
      mkdir(folder, 0o700)
    }
  }

  private func size(of descriptor: Int32) throws(HistoryError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failed("fstat") }
    // `/dev/null` is a common wish; its mode and its lock are not ours to touch.
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    return Int(status.st_size)
  }

  private func read(_ descriptor: Int32, from start: Int, count: Int) throws(HistoryError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let offset = filled
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress.map { $0 + offset }, count - offset, off_t(start + offset))
      }
      if got == 0 { break }
      if got > 0 { filled += got } else if errno != EINTR { throw failed("pread") }
    }
    return Array(bytes[..<filled])
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(HistoryError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { throw failed("write") }
    }
  }

  private func failed(_ call: String) -> HistoryError { .system(call: call, path: path, errno: errno) }
}
