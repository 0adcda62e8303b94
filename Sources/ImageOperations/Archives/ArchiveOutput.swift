import ByteStreams
import ContentStore
import ImageArchives

/// Where an archive is written.
public enum ArchiveOutput: Sendable {
  /// A file, by its path and as the user called it; it appears when it is whole.
  case file(path: String, name: String)
  /// A stream, as standard output.
  case stream(any ByteSink)

  /// The file as the user called it.
  var name: String? { if case .file(_, let name) = self { name } else { nil } }

  /// Opens the output, runs what fills it, and gives a file its name.
  func write(_ body: (any ByteSink) async throws -> Void) async throws {
    switch self {
    case .stream(let sink):
      let watch = SinkWatch(next: sink)
      // A reader that went away is no failure of the copy.
      do { try await body(watch) } catch { throw watch.failure ?? error }
    case .file(let path, _):
      let file = try await BlockingThreads.run { try OutputFile(path) }
      try await body(file)
      try await BlockingThreads.run { try file.commit() }
    }
  }
}
