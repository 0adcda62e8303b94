import Archive
import Glibc
import ImageSpec

/// A file or a folder of the host that is copied into a container: read through descriptors, links never followed
/// below the named path.
struct HostTree {
  let path: String
  let parsed: ParsedPath
  let status: stat

  init(_ path: String, followsLink: Bool) throws {
    guard !path.isEmpty else { throw CopyPathError.malformed(path) }
    self.path = path
    parsed = try RootLayout.linux.parse(path)
    var status = stat()
    let follows = followsLink || parsed.endsInSlash || parsed.endsInDot
    guard (follows ? stat(path, &status) : lstat(path, &status)) == 0 else {
      if errno == ENOENT { throw CopyPathError.notOnHost(path) }
      if errno == ENOTDIR { throw CopyPathError.notAFolder(path) }
      throw SystemError(call: "stat", path: path)
    }
    self.status = status
  }

  var isFolder: Bool { status.kind == .directory }

  /// The name that it gets in a folder; for a path that ends in dots the real folder's. Empty for the root.
  func name() throws -> String {
    let last = path.split(separator: "/").last ?? ""
    if !last.isEmpty, last != ".", last != ".." { return String(last) }
    guard let real = realpath(path, nil) else { throw SystemError(call: "realpath", path: path) }
    defer { free(real) }
    return String(String(cString: real).split(separator: "/").last ?? "")
  }

  /// Whether the content is meant and not the folder itself: `x/.`, `.`, and the root.
  var meansContent: Bool {
    isFolder && (path.split(separator: "/").last.map { $0 == "." } ?? true)
  }

  func stage(into staging: Staging) throws {
    if isFolder {
      try stageFolder(try OpenFile(path, O_RDONLY | O_DIRECTORY), .root, staging)
    } else {
      try stageLeaf(in: nil, path, .root, status, staging)
    }
  }

  private func stageFolder(_ folder: OpenFile, _ place: ArchivePath, _ staging: Staging) throws {
    try staging.add(place, try folder.status().entry)
    for name in try Folder.names(in: folder) {
      var status = stat()
      guard fstatat(folder.descriptor, name.systemName, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
        throw SystemError(call: "stat", path: name)
      }
      let path = try place.appending(cleaning: name)
      if status.kind == .directory {
        try stageFolder(try OpenFile(name, in: folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW), path, staging)
      } else {
        try stageLeaf(in: folder, name, path, status, staging)
      }
    }
  }

  private func stageLeaf(
    in folder: OpenFile?, _ name: String, _ place: ArchivePath, _ status: stat, _ staging: Staging
  ) throws {
    var entry = status.entry
    switch status.kind {
    // A socket is nothing without its server; tar leaves it out too.
    case nil: return
    case .file:
      // O_NONBLOCK: it may have become a pipe meanwhile.
      let flags = O_RDONLY | O_NONBLOCK | (folder == nil ? 0 : O_NOFOLLOW)
      try staging.add(place, entry, file: try OpenFile(name, in: folder, flags))
    case .symbolicLink:
      entry.linkName = try Self.target(name, in: folder)
      try staging.add(place, entry)
    default: try staging.add(place, entry)
    }
  }

  private static func target(_ name: String, in folder: OpenFile?) throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlinkat(folder?.descriptor ?? AT_FDCWD, name.systemName, &buffer, buffer.count)
    guard count >= 0 else { throw SystemError(call: "readlink", path: name) }
    return ForeignName.text(buffer.prefix(count).map { UInt8(bitPattern: $0) })
  }
}

extension stat {
  /// What it is; nil for a socket.
  var kind: TarEntry.Kind? {
    switch st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFLNK: .symbolicLink
    case S_IFCHR: .characterDevice
    case S_IFBLK: .blockDevice
    case S_IFIFO: .fifo
    default: nil
    }
  }

  fileprivate var entry: TarEntry {
    let kind = kind ?? .other(0)
    let isDevice = kind == .characterDevice || kind == .blockDevice
    return TarEntry(
      name: "", kind: kind, mode: UInt32(st_mode & 0o7777), userID: Int64(st_uid), groupID: Int64(st_gid),
      modified: Timestamp(seconds: Int64(st_mtim.tv_sec)),
      deviceMajor: isDevice ? Int64(st_rdev >> 8 & 0xFFF | st_rdev >> 32 & ~0xFFF) : 0,
      deviceMinor: isDevice ? Int64(st_rdev & 0xFF | st_rdev >> 12 & ~0xFF & 0xFFFF_FFFF) : 0)
  }
}
