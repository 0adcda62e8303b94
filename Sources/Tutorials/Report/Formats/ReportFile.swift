import Glibc
import ImageCommands

/// A file that a report is written to, in one step: whoever reads it sees the old or the new one, whole.
struct ReportFile {
  /// Its path as the user wrote it.
  let name: String
  /// Where it is.
  let path: String

  /// Writes the file.
  ///
  /// - Throws: `FileFailure`.
  func write(_ text: String) throws {
    // What is no file, as /dev/stdout or a pipe, can't be replaced.
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      return try FileOutput(writing: path, named: name, appends: true).write(text)
    }
    let temporary = "\(path).\(getpid()).\(UInt64.random(in: 0 ... .max))"
    do {
      try FileOutput(writing: temporary, named: name, appends: false).write(text)
      guard rename(temporary, path) == 0 else { throw FileFailure(name: name, errno: errno) }
    } catch {
      unlink(temporary)
      throw error
    }
  }
}
