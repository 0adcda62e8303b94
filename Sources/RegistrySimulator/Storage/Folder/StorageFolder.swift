import Archive
import Glibc
import ImageSpec

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

  /// Makes a folder and those above it. Idempotent.
  static func make(_ path: String) throws(SystemError) {
    guard mkdir(path, 0o755) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw SystemError(call: "mkdir", path: path)
    }
    try make(String(path[..<slash]))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw SystemError(call: "mkdir", path: path) }
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

  /// How many names a file has.
  static func linkCount(_ path: String) throws(SystemError) -> Int { Int(try OpenFile(path).status().st_nlink) }

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
