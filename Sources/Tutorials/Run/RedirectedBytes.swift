import ByteStreams
import ImageCommands

/// The bytes that a page's command writes to standard output: they go into the file behind `>`, which is made at the
/// first of them; a reader's terminal takes none.
final class RedirectedBytes: ByteOutput {
  private let path: String?
  private let appends: Bool
  private let file = Locked<FileOutput?>(nil)

  /// - Parameters:
  ///   - path: the file behind `>`; nil where there is none.
  ///   - appends: whether what it holds stays.
  init(to path: String?, appends: Bool) { (self.path, self.appends) = (path, appends) }

  var isTerminal: Bool { path == nil }

  /// Whether anything was written.
  var isWritten: Bool { file.withLock { $0 != nil } }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard let path else { throw NoByteOutput.Refused() }
    try file.withLock { file in
      let open = try file ?? FileOutput(writing: path, named: path, appends: appends)
      file = open
      try open.write(bytes)
    }
  }
}
