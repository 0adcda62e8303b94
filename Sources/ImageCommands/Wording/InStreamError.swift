import ByteStreams
import Presentation

/// An error behind the first line of a transfer's output, which docker tells without the words `Error response from
/// daemon:` that it puts in front of all others.
struct InStreamError: WordedError {
  let underlying: any Error

  var words: ErrorText {
    (ErrorWording.texts(for: underlying).first ?? ErrorText("\(underlying)")).withoutDaemonPrefix
  }

  var status: ExitStatus { ExitStatus(of: underlying) }

  /// Runs a transfer and marks its errors; those that are told otherwise pass.
  static func marking<Result>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
  ) async throws -> Result {
    do { return try await body() } catch {
      switch error {
      case is BrokenPipe, is CancellationError, is InStreamError: throw error
      default: throw InStreamError(underlying: error)
      }
    }
  }
}
