import ByteStreams
import Glibc
import ImageSpec
import LayoutStore
import Worlds

/// Whether a store verifies itself, asked after every command of a page: what was found sound and did not change since
/// is not hashed again, so that a big store costs little.
///
/// Files only ever come: where one went or changed, or where a new image lacks something, the whole store is verified.
struct StoreSoundness {
  /// What tells a file from another one in its place.
  private struct Mark: Hashable {
    let inode: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int
  }

  private var files: [String: Mark] = [:]
  private var roots: Set<Digest> = []
  private var isKnown = false

  /// What is wrong with the store; empty where it is sound.
  mutating func problems(in world: World) async throws -> [ContentProblem] {
    let folder = "\(world.store.path)/blobs/sha256"
    let now = try await BlockingThreads.run { Self.marks(below: folder) }
    let known = Set(try await world.store.images().map(\.descriptor.digest))
    if isKnown, try await isSound(now, known, folder, world) {
      (files, roots) = (now, roots.union(known))
      return []
    }
    let problems = try await world.store.verify()
    (files, roots, isKnown) = (now, known, problems.isEmpty)
    return problems
  }

  /// Whether only sound things came since the store was found sound.
  private func isSound(
    _ now: [String: Mark], _ known: Set<Digest>, _ folder: String, _ world: World
  ) async throws -> Bool {
    guard files.allSatisfy({ now[$0.key] == $0.value }) else { return false }
    for name in now.keys where files[name] == nil {
      guard try await DigestSink.digest(ofFile: "\(folder)/\(name)")?.description == "sha256:\(name)" else {
        return false
      }
    }
    for image in try await world.store.images() where !roots.contains(image.descriptor.digest) {
      guard image.descriptor.digest.description.hasPrefix("sha256:"),
        try await world.store.absentContent(of: image.descriptor).isEmpty
      else { return false }
    }
    return true
  }

  private static func marks(below folder: String) -> [String: Mark] {
    guard let stream = opendir(folder) else { return [:] }
    defer { closedir(stream) }
    var marks: [String: Mark] = [:]
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      var status = stat()
      guard !name.hasPrefix("."), fstatat(dirfd(stream), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
      marks[name] = Mark(
        inode: UInt64(status.st_ino), size: Int64(status.st_size), seconds: status.st_mtim.tv_sec,
        nanoseconds: status.st_mtim.tv_nsec)
    }
    return marks
  }
}
