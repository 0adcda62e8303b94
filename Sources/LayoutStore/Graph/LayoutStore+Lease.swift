import ByteStreams
import Glibc

extension LayoutStore {
  /// Runs a copy into or out of the store while no sweep can take content away.
  ///
  /// Any number of leases are held at once, by any number of processes; they may nest. Each push takes one for itself;
  /// a verb holds one from its first look at what is there until its name is set. A layout that is absent is made,
  /// unless `creating` is false, as a copy that only reads passes it.
  public func withLease<Result>(
    creating: Bool = true, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
  ) async throws -> Result {
    let lease = try await BlockingThreads.run { () -> OpenFile? in
      if creating { try self.create() }
      guard let file = try self.openLeases(creating: creating) else { return nil }
      try file.lock(.shared)
      return file
    }
    defer { withExtendedLifetime(lease) {} }
    return try await body()
  }

  /// Opens the file that leases lock; nil when it is absent, or may not be written, and shall not be made. Blocks.
  func openLeases(creating: Bool) throws -> OpenFile? {
    if creating { return try OpenFile.open(folder.leases, O_RDWR | O_CREAT) }
    return try OpenFile.openIfPresent(folder.leases)
  }
}
