import ByteStreams
import DistributionSpec
import Glibc
import HTTPTransport
import ImageSpec

/// Remembers the sessions of uploads that were cut, so that a later run goes on where one ended: a small file each.
///
/// A file names the registry, the repository, the blob and the session's path, and nothing that opens anything: a
/// session on another host, or one whose address looks signed, is not remembered. Who uploads holds a lock on the file,
/// so of two processes that push the same blob to the same place one remembers and the other goes without. A session is
/// asked for its state before it is used, and forgotten after a day.
public struct UploadRecords: Sendable {
  /// The folder of the files, made when it is needed.
  public let folder: String

  /// How long a session is remembered, in seconds.
  static let lifetime = 86_400

  /// Names the folder.
  public init(folder: String) { self.folder = folder }

  /// Takes the record of one upload for this process; nil where another one has it, or where nothing can be kept.
  /// Blocks, but never waits.
  func claim(_ registry: HTTPOrigin, _ repository: RepositoryName, _ digest: Digest) -> UploadRecord? {
    let subject = [
      "registry": registry.description, "repository": repository.description, "digest": digest.description,
    ]
    let name = subject.sorted { $0.key < $1.key }.map(\.value).joined(separator: "\n")
    guard let hash = try? Digest(of: Array(name.utf8)) else { return nil }
    if mkdir(folder, 0o700) != 0, errno != EEXIST { return nil }
    removeExpired()
    let path = "\(folder)/\(hash.hex).json"
    while true {
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard file >= 0 else { return nil }
      var own = stat()
      var named = stat()
      guard flock(file, LOCK_EX | LOCK_NB) == 0, fstat(file, &own) == 0 else {
        close(file)
        return nil
      }
      // Who had the lock before may have removed the file since we opened it.
      if stat(path, &named) == 0, named.st_ino == own.st_ino { return UploadRecord(file, path, subject, registry) }
      close(file)
    }
  }

  /// Removes what nobody will ask for any more; a file that somebody holds stays.
  private func removeExpired() {
    let oldest = time(nil) - Self.lifetime
    for name in (try? FolderNames.list(folder)) ?? [] {
      var status = stat()
      let path = "\(folder)/\(name)"
      guard name.hasSuffix(".json"), lstat(path, &status) == 0, status.st_mtim.tv_sec < oldest else { continue }
      let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
      guard file >= 0 else { continue }
      if flock(file, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(file)
    }
  }
}

/// The record of one upload, held by who uploads. Its calls block for a moment at most, and failing to remember is no
/// failure of the upload.
final class UploadRecord: Sendable {
  private let file: Int32
  private let path: String
  private let subject: [String: String]
  private let registry: HTTPOrigin

  /// The most bytes of a record.
  private static let limit = 16 << 10
  /// What the names of a query's items have in them that make an address a key.
  private static let secretNames = ["sig", "token", "cred", "key", "secret", "policy", "x-amz-", "x-goog-"]

  fileprivate init(_ file: Int32, _ path: String, _ subject: [String: String], _ registry: HTTPOrigin) {
    self.file = file
    self.path = path
    self.subject = subject
    self.registry = registry
  }

  deinit { close(file) }

  /// The session that an earlier run left.
  var session: HTTPURL? {
    var bytes = [UInt8](repeating: 0, count: Self.limit)
    let count = pread(file, &bytes, bytes.count, 0)
    guard count > 0, let object = (try? JSON(parsing: Array(bytes[..<count])))?.object,
      subject.allSatisfy({ object[$0.key]?.string == $0.value }), let session = object["session"]?.string,
      session.hasPrefix("/"), let url = try? HTTPURL(registry.description + session), url.origin == registry
    else { return nil }
    return url
  }

  /// Remembers a session in the place of the one before.
  func remember(_ session: HTTPURL) {
    guard session.origin == registry, !Self.looksSigned(session) else { return clear() }
    var object = JSONObject()
    for (key, value) in subject.sorted(by: { $0.key < $1.key }) { object[key] = .string(value) }
    object["session"] = .string(String(session.text.dropFirst(session.origin.description.utf8.count)))
    let bytes = JSON.object(object).encoded()
    // What is torn by a crash is no JSON, or has no session that the registry knows: then there is none.
    guard bytes.count <= Self.limit, session.text.hasPrefix(session.origin.description),
      pwrite(file, bytes, bytes.count, 0) == bytes.count
    else { return clear() }
    ftruncate(file, off_t(bytes.count))
  }

  /// Nothing is left to go on with: the upload is done, or its session is unknown.
  func forget() { unlink(path) }

  private func clear() { ftruncate(file, 0) }

  private static func looksSigned(_ url: HTTPURL) -> Bool {
    let query = url.text.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    return Query(parsing: query).items.contains { item in
      let name = item.name.lowercased()
      return secretNames.contains { name.contains($0) }
    }
  }
}
