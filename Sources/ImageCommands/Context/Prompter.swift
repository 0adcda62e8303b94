/// Asks the person at the terminal.
public protocol Prompter: Sendable {
  /// Whether there is somebody to ask. Scripts and pipes never wait for an answer.
  var isInteractive: Bool { get }

  /// Asks a question and returns the line typed; nil at the end of input.
  ///
  /// - Throws: `CancellationError` on Ctrl-C.
  func answer(_ question: String) async throws -> String?

  /// Asks for a secret, which is not shown; nil at the end of input.
  ///
  /// - Throws: `CancellationError` on Ctrl-C.
  func secret(_ question: String) async throws -> String?

  /// Everything on standard input, for `--password-stdin`; at most `limit` bytes.
  func standardInput(limit: Int) async throws -> [UInt8]
}

/// Nobody is there to ask.
public struct NoPrompter: Prompter {
  public init() {}
  public var isInteractive: Bool { false }
  public func answer(_ question: String) async throws -> String? { nil }
  public func secret(_ question: String) async throws -> String? { nil }
  public func standardInput(limit: Int) async throws -> [UInt8] { [] }
}
