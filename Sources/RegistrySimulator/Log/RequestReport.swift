import DistributionSpec
import ImageSpec

/// Logged requests as control sends them: JSON.
public struct RequestReport: Hashable, Sendable {
  /// The requests, oldest first.
  public let requests: [LoggedRequest]

  /// The most requests of one report.
  public static let limit = 1_000

  /// Reports on requests.
  public init(_ requests: [LoggedRequest]) { self.requests = requests }

  /// Reads a report.
  ///
  /// - Throws: `DocumentError`.
  public init(parsing bytes: [UInt8]) throws(DocumentError) {
    var requests: [LoggedRequest] = []
    for entry in try JSONCursor(parsing: bytes).required("requests").elements() {
      requests.append(try LoggedRequest(decoding: entry))
    }
    self.requests = requests
  }

  /// The report's bytes.
  public func encoded() -> [UInt8] {
    let body: JSON = ["requests": .array(requests.map(\.json))]
    return body.encoded()
  }
}

extension LoggedRequest {
  fileprivate init(decoding entry: JSONCursor) throws(DocumentError) {
    func text(_ name: String) throws(DocumentError) -> String? { try entry.optional(name)?.string() }
    func number(_ name: String) throws(DocumentError) -> Int64 { try entry.required(name).integer() }
    func required(_ name: String) throws(DocumentError) -> String { try entry.required(name).string() }
    var weather: [String] = []
    for fault in try entry.optional("weather")?.elements() ?? [] { weather.append(try fault.string()) }
    self.init(
      number: Int(clamping: try number("number")),
      started: try entry.required("started").parsed { text in
        guard let moment = Timestamp(parsing: text) else { throw NoMoment() }
        return moment
      },
      duration: .nanoseconds(try number("nanoseconds")), method: try required("method"), path: try required("path"),
      query: try required("query"), status: Int(clamping: try number("status")), bytes: try number("bytes"),
      bytesIn: try number("bytesIn"), account: try text("account"), address: try text("address"),
      agent: try text("agent"), range: try text("range"), weather: weather)
  }

  private struct NoMoment: Error, CustomStringConvertible {
    var description: String { "no moment" }
  }

  fileprivate var json: JSON {
    var object = JSONObject()
    object["number"] = .integer(Int64(number))
    object["started"] = .string(started.description)
    let (seconds, attoseconds) = duration.components
    object["nanoseconds"] = .integer(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    for (name, text) in [("method", method), ("path", path), ("query", query)] { object[name] = .string(text) }
    object["status"] = .integer(Int64(status))
    object["bytes"] = .integer(bytes)
    object["bytesIn"] = .integer(bytesIn)
    for (name, text) in [("account", account), ("address", address), ("agent", agent), ("range", range)] {
      if let text { object[name] = .string(text) }
    }
    if !weather.isEmpty { object["weather"] = .array(weather.map { .string($0) }) }
    return .object(object)
  }
}
