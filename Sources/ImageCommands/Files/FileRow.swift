import Archive
import ContainerStore
import ImageSpec
import Presentation

/// A file's columns in a list.
struct FileRow {
  let file: ListedFile

  /// The type and the permissions, as `ls -l` writes them.
  var mode: String {
    let letter: Character =
      switch file.entry.kind {
      case .directory: "d"
      case .symbolicLink: "l"
      case .characterDevice: "c"
      case .blockDevice: "b"
      case .fifo: "p"
      case .file, .hardLink: "-"
      case .other: "?"
      }
    var text = String(letter)
    let mode = file.entry.permissions
    for (shift, special, sign) in [(6, 0o4000, "s"), (3, 0o2000, "s"), (0, 0o1000, "t")] as [(UInt32, UInt32, String)] {
      let bits = mode >> shift
      text += bits & 4 != 0 ? "r" : "-"
      text += bits & 2 != 0 ? "w" : "-"
      let runs = bits & 1 != 0
      text += mode & special != 0 ? (runs ? sign : sign.uppercased()) : (runs ? "x" : "-")
    }
    return text
  }

  /// The numbers of the owner and the group: names are only in files of the image, which may lie.
  var owner: String { "\(file.entry.userID):\(file.entry.groupID)" }

  /// The length in bytes, or a device's numbers.
  func size(isHuman: Bool) -> String {
    switch file.entry.kind {
    case .characterDevice, .blockDevice: "\(file.entry.deviceMajor),\(file.entry.deviceMinor)"
    default: isHuman ? ByteSize.text(file.entry.size, precision: .three) : String(file.entry.size)
    }
  }

  /// The moment of the last change in UTC, to the second.
  var modified: String {
    var text = Timestamp(seconds: file.entry.modified.seconds).description
    if text.hasSuffix("Z") { text.removeLast() }
    return text.replacing("T", with: " ")
  }

  /// The name, and where a link leads to.
  func name(isLong: Bool) -> String {
    guard isLong, file.entry.kind == .symbolicLink || file.entry.kind == .hardLink else { return file.name }
    return "\(file.name) -> \(file.entry.linkName)"
  }
}
