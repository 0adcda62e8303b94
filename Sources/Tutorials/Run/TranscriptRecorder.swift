import ByteStreams
import ImageCommands

/// Keeps what a command writes and what is typed at its prompts, in the order in which a reader would see it.
final class TranscriptRecorder: Sendable {
  /// Who wrote.
  enum Stream: Sendable {
    case output, errors, prompt
  }

  /// The most bytes that are kept; what comes behind them is counted as truncated.
  static let limit = 4 << 20

  private struct State {
    var parts: [(stream: Stream, text: String)] = []
    var bytes = 0
    var isTruncated = false
  }

  private let state = Locked(State())

  func write(_ text: String, on stream: Stream) {
    state.withLock { state in
      guard state.bytes + text.utf8.count <= Self.limit else {
        state.isTruncated = true
        return
      }
      state.bytes += text.utf8.count
      if state.parts.last?.stream == stream {
        state.parts[state.parts.count - 1].text += text
      } else {
        state.parts.append((stream, text))
      }
    }
  }

  /// What the streams wrote, in order.
  func text(of streams: Set<Stream> = [.output, .errors, .prompt]) -> String {
    state.withLock { state in state.parts.filter { streams.contains($0.stream) }.map(\.text).joined() }
  }

  /// Whether there was more than is kept.
  var isTruncated: Bool { state.withLock { $0.isTruncated } }

  /// One of the streams as an output of a command.
  func output(_ stream: Stream) -> any TextOutput { Output(recorder: self, stream: stream) }

  private struct Output: TextOutput {
    let recorder: TranscriptRecorder
    let stream: Stream
    func write(_ text: String) { recorder.write(text, on: stream) }
  }
}
