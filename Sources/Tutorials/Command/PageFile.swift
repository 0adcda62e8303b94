import Glibc
import ImageCommands

extension Page {
  /// Reads a page from its file.
  ///
  /// - Parameter path: where it is; relative to the process's working folder.
  /// - Throws: `FileFailure`, ``PageError``.
  public init(contentsOf path: String) throws {
    // One byte more than a page may have: its reader then says that it is too long.
    try self.init(parsing: try PageFile.bytes(of: path, named: path, limit: Page.sizeLimit), path: path)
  }
}

/// Reads files of pages and of what belongs to them.
enum PageFile {
  /// A Markdown file's lines without its front matter, numbered as in the file; nil where it can't be read as text.
  static func body(_ path: String) -> [String]? {
    guard let bytes = try? bytes(of: path, named: path, limit: Page.sizeLimit), bytes.count <= Page.sizeLimit,
      let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let source = Page.lines(of: text)
    return Page.body(of: source, FrontMatterReader(source))
  }

  /// A file's bytes, at most a chunk more than the limit.
  static func bytes(of path: String, named name: String, limit: Int) throws(FileFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure(name: name, errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { break }
      if count > 0 { bytes += chunk[..<count] } else if errno != EINTR { throw FileFailure(name: name, errno: errno) }
    }
    return bytes
  }
}
