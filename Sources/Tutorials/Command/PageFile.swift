import Glibc
import ImageCommands

/// Reads pages from files.
enum PageFile {
  /// Reads a page.
  ///
  /// - Throws: `FileFailure`, ``PageError``.
  static func read(_ path: String) throws -> Page { try Page(parsing: try bytes(of: path), path: path) }

  /// At most one byte more than a page may have: its reader then says that it is too long.
  private static func bytes(of path: String) throws(FileFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure(name: path, errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= Page.sizeLimit {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { break }
      if count > 0 { bytes += chunk[..<count] } else if errno != EINTR { throw FileFailure(name: path, errno: errno) }
    }
    return bytes
  }
}
