import ByteStreams
import Glibc

/// Where programs are looked for by name: the folders of `PATH`.
///
/// See [the search rules of POSIX](https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap08.html#tag_08_03).
/// Relative folders, and the empty ones that mean the working folder, do not count: with them the same line would start
/// another program in another place.
public struct SearchPath: Sendable, Hashable {
  /// The folders, first come first.
  public let folders: [String]

  /// Takes the folders of an environment; without `PATH` there are none.
  public init(_ environment: [String: String]) {
    folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
  }

  /// The path of a program. A name with a slash in it is a path, and is not looked for.
  ///
  /// - Throws: ``ProgramError``, when there is none that this user may execute.
  public func path(of name: String) throws(ProgramError) -> String {
    if name.contains("/") {
      guard access(name, F_OK) == 0 else { throw .notFound(name) }
      guard Self.isExecutable(name) else { throw .notExecutable(name) }
      return name
    }
    var isThere = false
    for folder in folders where !name.isEmpty {
      let path = "\(folder)/\(name)"
      if Self.isExecutable(path) { return path }
      isThere = isThere || Self.isFile(path)
    }
    throw isThere ? .notExecutable(name) : .notFound(name)
  }

  /// The names of the programs that begin so, sorted, each once. Reads every folder: to be called on a thread that may
  /// block.
  public func names(beginning prefix: String) -> [String] {
    var names: Set<String> = []
    for folder in folders {
      for name in (try? FolderNames.list(folder)) ?? [] {
        if name.hasPrefix(prefix), Self.isExecutable("\(folder)/\(name)") { names.insert(name) }
      }
    }
    return names.sorted()
  }

  private static func isExecutable(_ path: String) -> Bool { isFile(path) && access(path, X_OK) == 0 }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
