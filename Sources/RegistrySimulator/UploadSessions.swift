import ByteStreams
import DistributionSpec
import ImageSpec

/// An upload that a client works on.
final class UploadSession: Sendable {
  let id: String
  let repository: RepositoryName
  let upload: any BlobUpload
  /// Whether a chunk came that only the last one may be.
  private let isLastTaken = Locked(false)

  init(id: String, repository: RepositoryName, upload: any BlobUpload) {
    self.id = id
    self.repository = repository
    self.upload = upload
  }

  /// Notes the length of the next chunk; false where one came before that was shorter than chunks have to be.
  func takeChunk(_ length: Int64, minimum: Int64) -> Bool {
    isLastTaken.withLock { isLastTaken in
      if isLastTaken { return false }
      isLastTaken = length < minimum
      return true
    }
  }

  /// The headers that tell a client where it is.
  var headers: RegistryHeaders {
    [
      "Location": Endpoint.upload(repository, session: id).path, "Docker-Upload-UUID": id,
      // The last byte that is here; docker's registry writes an empty upload like this too.
      "Range": "0-\(max(0, upload.size - 1))",
    ]
  }
}

/// The uploads that are open: bounded in number and age.
final class UploadSessions: Sendable {
  private struct Entry {
    let session: UploadSession
    var touched: Timestamp
    var isBusy = false
  }

  private let entries = Locked<[String: Entry]>([:])
  /// How many are being opened: they count too. Held while the entries are counted and one is added.
  private let opening = Locked(0)
  private let limits: RegistryLimits
  private let clock: @Sendable () -> Timestamp
  private let random: @Sendable (Int) -> [UInt8]

  init(limits: RegistryLimits, clock: @escaping @Sendable () -> Timestamp, random: @escaping @Sendable (Int) -> [UInt8])
  {
    self.limits = limits
    self.clock = clock
    self.random = random
  }

  /// Opens an upload.
  func open(_ repository: RepositoryName, _ storage: any RegistryStorage) async throws -> UploadSession {
    _ = await dropExpired()
    let hasRoom = opening.withLock { opening in
      let hasRoom = entries.withLock { $0.count } + opening < limits.uploads
      if hasRoom { opening += 1 }
      return hasRoom
    }
    guard hasRoom else {
      throw Refusal(429, .tooManyRequests, message: "too many open uploads", headers: ["Retry-After": "60"])
    }
    let upload: any BlobUpload
    do { upload = try await BlockingThreads.run { try storage.beginUpload() } } catch {
      opening.withLock { $0 -= 1 }
      throw error
    }
    let session = UploadSession(id: name(), repository: repository, upload: upload)
    opening.withLock { opening in
      opening -= 1
      entries.withLock { $0[session.id] = Entry(session: session, touched: clock()) }
    }
    return session
  }

  /// Finds an upload.
  func find(_ id: String, in repository: RepositoryName) throws(Refusal) -> UploadSession {
    guard let entry = entries.withLock({ $0[id] }), entry.session.repository == repository else {
      throw Refusal(404, .blobUploadUnknown)
    }
    return entry.session
  }

  /// Takes an upload to write to it, alone, until ``release(_:)`` or ``remove(_:)``.
  func take(_ id: String, in repository: RepositoryName) throws(Refusal) -> UploadSession {
    let session = try find(id, in: repository)
    let isTaken = entries.withLock { entries in
      guard let entry = entries[id], !entry.isBusy else { return false }
      entries[id]?.isBusy = true
      return true
    }
    guard isTaken else {
      throw Refusal(416, .blobUploadInvalid, message: "another chunk is being written", headers: session.headers)
    }
    return session
  }

  /// Gives an upload back.
  func release(_ session: UploadSession) {
    entries.withLock { entries in
      entries[session.id]?.isBusy = false
      entries[session.id]?.touched = clock()
    }
  }

  /// Ends an upload; its bytes are kept only if they were committed.
  func remove(_ session: UploadSession) async {
    entries.withLock { $0[session.id] = nil }
    try? await BlockingThreads.run { session.upload.abandon() }
  }

  /// Ends all uploads.
  func abandonAll() async {
    let all = entries.withLock { entries in
      defer { entries = [:] }
      return entries.values.map(\.session)
    }
    for session in all { try? await BlockingThreads.run { session.upload.abandon() } }
  }

  /// Ends the uploads that nobody wrote to for too long, and tells how many.
  func dropExpired() async -> Int {
    let now = clock().seconds
    let expired = entries.withLock { entries in
      entries.values.filter { !$0.isBusy && now - $0.touched.seconds > limits.uploadAge }.map(\.session)
    }
    for session in expired { await remove(session) }
    return expired.count
  }

  /// A random name in the form of a UUID of version 4, as docker's registry gives them.
  private func name() -> String {
    var bytes = Array(random(16).prefix(16))
    bytes += [UInt8](repeating: 0, count: 16 - bytes.count)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = bytes.map(\.hex)
    return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { hex[$0].joined() }.joined(separator: "-")
  }
}
