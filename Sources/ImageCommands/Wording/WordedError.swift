import Presentation

/// An error that brings its own words and status: of rooms that the wording of errors here can't know.
public protocol WordedError: Error {
  /// What people read.
  var words: ErrorText { get }
  /// The exit status that it gives.
  var status: ExitStatus { get }
}

extension WordedError {
  public var status: ExitStatus { .failure }
}
