import DistributionSpec
import ImageSpec

/// The registry's answer, for any transport to send.
public struct RegistryResponse: Sendable {
  /// The HTTP status.
  public var status: Int
  /// The header fields, `Content-Length` among them wherever an answer may have a body.
  public var headers: RegistryHeaders
  /// The body.
  public var body: Body
  /// How it goes over the wire; whole, unless the weather is bad.
  public var delivery = Delivery.plain
  /// The faults that struck it, for the log.
  var weather: [WeatherFault] = []

  /// What an answer carries.
  public enum Body: Sendable {
    case none
    /// A short body: documents, lists, errors.
    case bytes([UInt8])
    /// A part of a blob, to be read and sent chunk by chunk.
    case blob(any BlobReader, Range<Int64>)

    /// The number of bytes.
    public var count: Int64 {
      switch self {
      case .none: 0
      case .bytes(let bytes): Int64(bytes.count)
      case .blob(_, let range): Int64(range.count)
      }
    }
  }

  /// Composes an answer; `Content-Length` is set unless the status forbids it.
  public init(_ status: Int, headers: RegistryHeaders = [:], body: Body = .none) {
    self.status = status
    self.headers = headers
    self.body = body
    if status >= 200, status != 204 { self.headers["Content-Length"] = String(body.count) }
  }

  /// A JSON answer.
  public init(_ status: Int, headers: RegistryHeaders = [:], json bytes: [UInt8]) {
    var headers = headers
    if headers["Content-Type"] == nil { headers["Content-Type"] = "application/json" }
    self.init(status, headers: headers, body: .bytes(bytes))
  }

  /// An answer that refuses, with the standard's error body.
  public init(_ refusal: Refusal) {
    self.init(refusal.status, headers: refusal.headers, json: ErrorEnvelope(refusal.entries).encoded())
  }

  /// The same answer to `HEAD`: every header, no body.
  var withoutBody: RegistryResponse {
    var head = self
    head.body = .none
    return head
  }

  /// The whole body, for tests and for callers in the same process. Blocks while a blob is read.
  ///
  /// - Throws: what the storage says, and `ContentError` where it ends early.
  public func collect() throws -> [UInt8] {
    switch body {
    case .none: return []
    case .bytes(let bytes): return bytes
    case .blob(let reader, let range):
      var bytes: [UInt8] = []
      while bytes.count < range.count {
        let rest = range.count - bytes.count
        let part = try reader.read(at: range.lowerBound + Int64(bytes.count), count: rest)
        if part.isEmpty { throw StorageError.truncated }
        bytes += part
      }
      return bytes
    }
  }
}
