import Archive
import Glibc
import ImageSpec
import LayoutStore

/// The paths of a storage's folder: the only place where names become paths, and only parsed ones do.
struct StorageFolder: Sendable {
  let path: String

  var lock: String { "\(path)/lock" }
  var uploads: String { "\(path)/uploads" }
  var repositories: String { "\(path)/repositories" }

  func pool(_ algorithm: Digest.Algorithm) -> String { "\(path)/blobs/\(algorithm.rawValue)" }
  func blob(_ digest: Digest) -> String { "\(path)/blobs/\(digest.path)" }

  /// An area's layout. No component of a repository's name can be `_layout`.
  func layout(_ area: StorageArea) -> String {
    switch area {
    case .repository(let name): "\(repositories)/\(name)/_layout"
    case .foreign: "\(path)/foreign/_layout"
    }
  }

  /// Makes a folder and those above it, each kept by the disk before what is in it. Idempotent.
  static func make(_ path: String, _ durability: Durability) throws(SystemError) {
    guard mkdir(path, 0o755) != 0 else { return try synchronize(parent(path), durability) }
    if errno == EEXIST { return }
    guard errno == ENOENT, let above = parent(path) else { throw SystemError(call: "mkdir", path: path) }
    try make(above, durability)
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw SystemError(call: "mkdir", path: path) }
    try synchronize(above, durability)
  }

  private static func parent(_ path: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
    return String(path[..<slash])
  }

  /// Waits until the names in a folder are on the disk, where writes wait for that at all.
  static func synchronize(_ path: String?, _ durability: Durability) throws(SystemError) {
    guard durability == .durable, let path else { return }
    try OpenFile(path, O_RDONLY | O_DIRECTORY).synchronize()
  }

  /// Gives a file a second name. Idempotent: a name that exists stays.
  static func link(_ path: String, to other: String) throws(SystemError) {
    guard Glibc.link(path, other) == 0 || errno == EEXIST else { throw SystemError(call: "link", path: other) }
  }

  /// Removes a file. Idempotent.
  static func remove(_ path: String) throws(SystemError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw SystemError(call: "unlink", path: path) }
  }

  /// Whether there is something under a path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// How many names a file has, and how many bytes; nil where there is none.
  static func status(_ path: String) throws(SystemError) -> (links: Int, size: Int64)? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT else { throw SystemError(call: "lstat", path: path) }
      return nil
    }
    return (Int(status.st_nlink), Int64(status.st_size))
  }

  /// The names in a folder, sorted; none where it is no folder.
  static func names(in path: String) throws(SystemError) -> [String] {
    guard let stream = opendir(path) else {
      guard errno == ENOENT || errno == ENOTDIR else { throw SystemError(call: "opendir", path: path) }
      return []
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

extension Digest {
  /// The path below a layout's `blobs`.
  var path: String { "\(algorithm.rawValue)/\(hex)" }
}
