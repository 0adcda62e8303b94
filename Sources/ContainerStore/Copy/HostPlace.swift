import Archive
import Glibc

/// Where on the host a copy goes, by docker's rules.
struct HostPlace {
  /// An open folder of the host; the named target, or the one that it stands in.
  let folder: OpenFile
  /// The name of the copy in it; nil where the folder itself gets the content.
  let name: String?

  init(_ path: String, for isFolder: Bool, named name: String, meansContent: Bool) throws {
    let parsed = try RootLayout.linux.parse(path)
    guard !path.isEmpty else { throw CopyPathError.malformed(path) }
    let meansFolder = parsed.endsInSlash || parsed.endsInDot
    var status = stat()
    if stat(path, &status) == 0 {
      if status.kind == .directory {
        folder = try OpenFile(path, O_RDONLY | O_DIRECTORY)
        self.name = meansContent ? nil : name
      } else {
        guard !isFolder else { throw CopyPathError.folderOverFile(path) }
        // The named target is the user's own word: a link at it is followed.
        guard let real = realpath(path, nil) else { throw SystemError(call: "realpath", path: path) }
        defer { free(real) }
        (folder, self.name) = try Self.split(String(cString: real))
      }
      return
    }
    guard errno == ENOENT else {
      throw errno == ENOTDIR ? CopyPathError.notAFolder(path) : SystemError(call: "stat", path: path)
    }
    guard !meansFolder || isFolder else { throw CopyPathError.noSuchFolder(path) }
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") || trimmed.hasSuffix("/.") { trimmed = trimmed.dropLast() }
    (folder, self.name) = try Self.split(String(trimmed))
  }

  private static func split(_ path: String) throws -> (OpenFile, String) {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let head = path.dropLast(name.count)
    do { return (try OpenFile(head.isEmpty ? "." : String(head), O_RDONLY | O_DIRECTORY), name) } catch {
      guard error.number == ENOENT else { throw error }
      throw CopyPathError.noParentOnHost(head.isEmpty ? "." : String(head.dropLast()))
    }
  }
}
