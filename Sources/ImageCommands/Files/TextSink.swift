import ByteStreams
import ImageSpec
import Presentation

/// Shows bytes as text that is safe to read: what is no text, and what would steer a terminal, becomes visible escapes.
///
/// `@unchecked Sendable`: what changes is touched by one thread at a time, as `ByteSink` asks of its callers.
final class TextSink: ByteSink, @unchecked Sendable {
  private let output: any TextOutput
  private var rest: [UInt8] = []

  init(_ output: any TextOutput) { self.output = output }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    rest += bytes
    // A character may go on in the next bytes: what could be its beginning waits.
    let start = rest.suffix(3).lastIndex { $0 >= 0xC0 } ?? rest.endIndex
    let isWhole = start == rest.endIndex || String(validating: rest[start...], as: UTF8.self) != nil
    try show(isWhole ? rest.count : start)
  }

  /// Shows what waits for more that does not come.
  func finish() throws { try show(rest.count) }

  private func show(_ count: Int) throws {
    guard count > 0 else { return }
    let text = ForeignName.text(rest.prefix(count))
    rest.removeFirst(count)
    let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
    try output.write(parts.map { Escaping.lines(String($0)) }.joined(separator: "\t"))
  }
}
