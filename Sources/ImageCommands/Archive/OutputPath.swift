import Glibc
import Presentation

/// A file that a command is to write, looked at before anything else is done.
struct OutputPath {
  private let path: String
  private let name: String
  private let task: String

  /// - Parameters:
  ///   - path: where it is.
  ///   - name: as the user called it.
  ///   - task: what the command does: `save image`.
  init(_ path: String, named name: String, to task: String) { (self.path, self.name, self.task) = (path, name, task) }

  /// Checks that a file can stand there: its folder is there, and nothing else has the name.
  ///
  /// - Throws: ``Refused``.
  func check() throws(Refused) {
    var status = stat()
    if stat(path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFDIR: throw Refused(reason: "cannot write to a directory", name: name, task: task, isFolder: true)
      case S_IFCHR: throw Refused(reason: "cannot write to a character device file", name: name, task: task)
      case S_IFBLK: throw Refused(reason: "cannot write to a block device file", name: name, task: task)
      default: return
      }
    }
    guard let slash = name.lastIndex(of: "/"), slash > name.startIndex else { return }
    let folder = String(name[..<slash])
    guard let end = path.lastIndex(of: "/"), stat(String(path[..<end]), &status) != 0 else { return }
    throw Refused(reason: "invalid output path: stat \(folder): \(ErrorWording.system(errno))", name: name, task: task)
  }

  /// No file can stand there.
  struct Refused: WordedError, Hashable {
    let reason: String
    let name: String
    let task: String
    var isFolder = false

    var words: ErrorText {
      ErrorText(
        "failed to \(task): \(reason)",
        nextStep: isFolder ? "Name a file: '-o \(name.hasSuffix("/") ? name : "\(name)/")images.tar'." : nil)
    }
  }
}
