import Glibc

/// The bytes that were read ahead, and the lines in them.
struct LineBuffer {
  private static let chunk = 64 << 10

  private let descriptor: Int32
  private let lineLimit: Int
  private let wake: WakePipe
  private var bytes: [UInt8] = []
  /// What stands before it has been returned.
  private var start = 0
  /// No newline stands between `start` and it.
  private var searched = 0
  private var isAtEnd = false
  private var lineNumber = 0

  init(descriptor: Int32, lineLimit: Int, wake: WakePipe) {
    self.descriptor = descriptor
    self.lineLimit = lineLimit
    self.wake = wake
  }

  mutating func next() throws -> LineRead {
    var isTooLong = false
    while true {
      if let newline = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = take(upTo: newline, through: newline + 1)
        return try checked(line, isTooLong: isTooLong)
      }
      searched = bytes.count
      if isAtEnd {
        guard start < bytes.count || isTooLong else { return .endOfInput }
        let line = take(upTo: bytes.count, through: bytes.count)
        return try checked(line, isTooLong: isTooLong)
      }
      // One byte more than the limit may be the `\r` of the line's end.
      if bytes.count - start > lineLimit + 1 {
        isTooLong = true
        _ = take(upTo: bytes.count, through: bytes.count)
      }
      try fill()
    }
  }

  private mutating func take(upTo end: Int, through next: Int) -> ArraySlice<UInt8> {
    defer { (start, searched) = (next, next) }
    return bytes[start..<end]
  }

  private mutating func checked(_ line: ArraySlice<UInt8>, isTooLong: Bool) throws(LineEditingError) -> LineRead {
    lineNumber += 1
    var line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    guard !isTooLong, line.count <= lineLimit else { throw .lineTooLong(limit: lineLimit) }
    if lineNumber == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    guard let text = String(validating: line, as: UTF8.self) else { throw .notUTF8(line: lineNumber) }
    return .line(text)
  }

  private mutating func fill() throws {
    bytes.removeSubrange(..<start)
    (start, searched) = (0, searched - start)
    guard try wake.waitForInput(on: descriptor) else { throw CancellationError() }
    var chunk = [UInt8](repeating: 0, count: LineBuffer.chunk)
    let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count > 0 { bytes += chunk[..<count] }
    if count == 0 { isAtEnd = true }
    if count < 0, errno != EINTR, errno != EAGAIN { throw LineEditingError.system(call: "read", errno: errno) }
  }
}
