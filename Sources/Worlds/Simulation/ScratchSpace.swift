import Archive
import ByteStreams
import FoundationEssentials
import Glibc

/// A folder of a simulated world's own, removed with everything in it when the world ends.
final class ScratchSpace: Sendable {
  /// The folder's absolute path, without links.
  let path: String

  /// Makes the folder, readable by its owner only. Blocks.
  ///
  /// - Parameter folder: the system's folder for temporary files.
  /// - Throws: `SystemError` where the folder can't be written.
  init(in folder: String) throws(SystemError) {
    var template = Array("\(folder)/drydock-world-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError(call: "mkdtemp", path: folder) }
    let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let resolved = realpath(made, nil) else { throw SystemError(call: "realpath", path: made) }
    defer { free(resolved) }
    path = String(cString: resolved)
  }

  deinit { remove() }

  /// Makes a folder in it, with those above. Blocks.
  func createFolder(_ name: String) throws(SystemError) {
    var folder = path
    for part in name.split(separator: "/") {
      folder += "/\(part)"
      guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw SystemError(call: "mkdir", path: folder) }
    }
  }

  /// Removes the folder. Idempotent; what can't be removed stays. Blocks.
  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}

extension ScratchSpace {
  /// Writes files below a folder. Blocks.
  func write(_ files: [FixtureFile], below folder: String) throws {
    for file in files {
      let name = "\(folder)/\(file.path)"
      if let slash = name.lastIndex(of: "/") { try createFolder(String(name[..<slash])) }
      let open = try OpenFile(
        "\(path)/\(name)", O_WRONLY | O_CREAT | O_EXCL, mode: file.isExecutable ? 0o755 : 0o644)
      try open.write(file.content.bytes)
    }
  }
}
