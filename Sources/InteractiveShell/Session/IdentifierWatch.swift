import ByteStreams
import ImageCommands

/// Passes output on and remembers the last line that is nothing but an id: what `$id` means.
final class IdentifierWatch: TextOutput {
  private struct State {
    /// The beginning of the line that is being written, as far as it may still be an id.
    var line: [UInt8] = []
    var last: String?
  }

  /// No id is longer, with its algorithm in front.
  private static let longest = 72

  private let output: any TextOutput
  private let state = Locked(State())

  init(_ output: any TextOutput) { self.output = output }

  /// The last id that was written.
  var last: String? { state.withLock { $0.last } }

  func write(_ text: String) throws {
    try output.write(text)
    state.withLock { state in
      for byte in text.utf8 {
        if byte != UInt8(ascii: "\n") {
          if state.line.count < Self.longest { state.line.append(byte) }
          continue
        }
        let line = String(decoding: state.line, as: UTF8.self)
        if Self.isIdentifier(line) { state.last = line }
        state.line.removeAll(keepingCapacity: true)
      }
    }
  }

  private static func isIdentifier(_ line: String) -> Bool {
    let digits = line.hasPrefix("sha256:") ? line.utf8.dropFirst(7) : line.utf8[...]
    return [12, 64].contains(digits.count)
      && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
