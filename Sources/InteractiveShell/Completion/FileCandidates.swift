import ByteStreams
import Glibc
import Worlds

/// The files and folders that a path may become.
enum FileCandidates {
  /// The entries of the path's folder, sorted; hidden ones where the name begins with a dot.
  static func list(_ prefix: String, in folder: WorkingFolder) -> [Proposal] {
    let slash = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
    let (parent, name) = (String(prefix[..<slash]), prefix[slash...])
    guard let path = try? folder.resolve(parent.isEmpty ? "." : parent) else { return [] }
    var proposals: [Proposal] = []
    for found in (try? FolderNames.list(path)) ?? [] {
      guard !found.hasPrefix(".") || name.hasPrefix(".") else { continue }
      let isFolder = isFolder("\(path)/\(found)")
      proposals.append(Proposal(parent + found + (isFolder ? "/" : ""), among: .files, goesOn: isFolder))
    }
    return proposals.sorted { $0.text < $1.text }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
