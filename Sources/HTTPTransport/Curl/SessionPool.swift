import ByteStreams

/// The idle sessions, each with the origin that it last spoke to.
final class SessionPool: Sendable {
  private struct Entry {
    let session: CurlSession
    let origin: HTTPOrigin
  }

  private let idle: Locked<[Entry]> = Locked([])
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// A session for the calling thread alone: the one that was used last for this origin, else any idle one once there
  /// are as many as are kept, else a new one.
  func take(_ origin: HTTPOrigin, for request: HTTPRequest) throws -> CurlSession {
    let known = idle.withLock { idle -> CurlSession? in
      if let index = idle.lastIndex(where: { $0.origin == origin }) { return idle.remove(at: index).session }
      return idle.count < limit || idle.isEmpty ? nil : idle.removeFirst().session
    }
    if let known { return known }
    guard let session = CurlSession() else {
      throw HTTPError(.other("libcurl gives no handle"), method: request.method, url: request.url)
    }
    return session
  }

  /// Takes a session back; the one that was idle longest goes when there are too many.
  func put(_ session: CurlSession, origin: HTTPOrigin) {
    let surplus = idle.withLock { idle -> [Entry] in
      idle.append(Entry(session: session, origin: origin))
      let surplus = Array(idle.prefix(max(0, idle.count - limit)))
      idle.removeFirst(surplus.count)
      return surplus
    }
    // The connections of these are closed here, outside of the lock.
    withExtendedLifetime(surplus) {}
  }
}
