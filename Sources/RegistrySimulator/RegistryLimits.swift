/// What a simulated registry takes at most.
public struct RegistryLimits: Hashable, Sendable {
  /// Bytes of a manifest; the standard asks for 4 MiB at least.
  public var manifestSize = 4 << 20
  /// Uploads that are open at once.
  public var uploads = 256
  /// Seconds after which an upload that nothing was written to is dropped.
  public var uploadAge: Int64 = 3_600
  /// Seconds that content stays after no repository shows it any more.
  public var sweepAge: Int64 = 600
  /// Bytes that each chunk of an upload but the last one has at least, told as `OCI-Chunk-Min-Length`; 0 for any.
  public var minimumChunk: Int64 = 0
  /// Entries of one page of a list.
  public var pageSize = 1_000
  /// Results of one search.
  public var searchResults = 100
  /// Bytes of a form sent to the token server.
  public var formSize = 64 << 10
  /// Requests that the log remembers.
  public var logEntries = 10_000

  /// The usual limits.
  public init() {}
}
