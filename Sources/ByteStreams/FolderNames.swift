import Glibc

/// The names of what is in a folder.
public enum FolderNames {
  /// The folder is not there, is none, or may not be read.
  public struct Unreadable: Error, Hashable {
    /// The system's error number.
    public let errno: Int32
  }

  /// Lists a folder; blocks.
  ///
  /// - Parameter path: the folder.
  /// - Returns: the names but `.` and `..`, sorted. What is no UTF-8 in a name is replaced, so that nothing has that name.
  /// - Throws: ``Unreadable``.
  public static func list(_ path: String) throws(Unreadable) -> [String] {
    guard let stream = opendir(path) else { throw Unreadable(errno: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      // The end and a failure look alike but for it.
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw Unreadable(errno: errno) }
    return names.sorted()
  }
}
