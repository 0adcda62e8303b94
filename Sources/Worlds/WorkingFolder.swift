import Glibc

/// The folder that relative paths of files start from.
///
/// A simulated world's is a scratch folder, and no path leads out of it: neither `..` nor an absolute path.
public struct WorkingFolder: Sendable, Hashable {
  /// The folder's absolute path.
  public let path: String
  /// Whether paths outside of the folder are refused.
  public let isConfined: Bool

  /// Names a working folder.
  public init(path: String, isConfined: Bool) {
    self.path = path
    self.isConfined = isConfined
  }

  /// The host's path of a path that a user wrote.
  ///
  /// - Throws: ``Refused`` where a confined folder does not hold it, also when a symbolic link leads out of it.
  public func resolve(_ name: String) throws(Refused) -> String {
    let joined = name.hasPrefix("/") ? name : "\(path)/\(name)"
    guard isConfined else { return joined }
    var parts: [Substring] = []
    for part in joined.split(separator: "/") where part != "." {
      if part == ".." { parts = Array(parts.dropLast()) } else { parts.append(part) }
    }
    let clean = "/" + parts.joined(separator: "/")
    guard Self.lies(clean, in: path), Self.lies(Self.realPath(clean), in: Self.realPath(path)) else {
      throw Refused(path: name)
    }
    return clean
  }

  private static func lies(_ path: String, in folder: String) -> Bool {
    path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  /// The path without links, as far as it exists.
  private static func realPath(_ path: String) -> String {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return path }
    return realPath(String(path[..<slash])) + path[slash...]
  }

  /// A simulated world has no files outside of its working folder.
  public struct Refused: Error, Hashable {
    /// The path as the user wrote it.
    public let path: String
  }
}
