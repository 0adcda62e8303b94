import Foundation
import TestSupport

/// A pipe with a name, for a word to a program that is busy with its terminal.
struct ScratchFifo {
  private let folder: ScratchFolder
  var path: String { folder("fifo") }

  init() throws {
    folder = try ScratchFolder()
    guard mkfifo(folder("fifo"), 0o600) == 0 else { throw POSIXError(.EIO) }
  }

  func write(_ text: String) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }
}
