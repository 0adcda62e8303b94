/// Where a command's text goes: standard output, standard error, a file, a page's transcript.
public protocol TextOutput: Sendable {
  /// Writes text, unbuffered, in the order of the calls.
  ///
  /// - Throws: ``BrokenPipe`` when nobody reads any more, else what the system said.
  func write(_ text: String) throws
}

/// The reader of an output went away: the command ends quietly, as a success.
public struct BrokenPipe: Error, Hashable {
  public init() {}
}

extension TextOutput {
  /// Writes a line.
  public func line(_ text: String) throws { try write(text + "\n") }
}
