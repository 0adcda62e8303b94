import DistributionSpec
import ImageSpec

/// One request that was answered. Never holds credentials.
public struct LoggedRequest: Hashable, Sendable {
  /// Its place among all requests, from 1.
  public let number: Int
  /// When it came, by the registry's clock.
  public let started: Timestamp
  /// How long it took until its answer began, by the registry's clock.
  public let duration: Duration
  /// The method.
  public let method: String
  /// The path, decoded, without its query. Foreign text.
  public let path: String
  /// The query, decoded, without what may be secret. Foreign text.
  public let query: String
  /// The answer's status; 0 where none was sent.
  public let status: Int
  /// The bytes of the answer's body.
  public let bytes: Int64
  /// The bytes of the request's body that were read.
  public let bytesIn: Int64
  /// The account that it was proved to come from; nil for nobody known.
  public let account: String?
  /// The address that it came from; nil within the process.
  public let address: String?
  /// The client's name of itself. Foreign text.
  public let agent: String?
  /// The part of a blob that it asked for or sent. Foreign text.
  public let range: String?
  /// The weather that it met.
  public let weather: [String]

  init(
    number: Int, started: Timestamp, duration: Duration, method: String, path: String, query: String, status: Int,
    bytes: Int64, bytesIn: Int64, account: String?, address: String?, agent: String?, range: String?, weather: [String]
  ) {
    self.number = number
    self.started = started
    self.duration = duration
    self.method = method
    self.path = path
    self.query = query
    self.status = status
    self.bytes = bytes
    self.bytesIn = bytesIn
    self.account = account
    self.address = address
    self.agent = agent
    self.range = range
    self.weather = weather
  }

  init(
    number: Int, _ request: RegistryRequest, _ response: RegistryResponse, account: String?, started: Timestamp,
    ended: Timestamp
  ) {
    let duration: Duration =
      .seconds(ended.seconds - started.seconds) + .nanoseconds(Int64(ended.nanoseconds) - Int64(started.nanoseconds))
    self.init(
      number: number, started: started, duration: duration, method: request.method, path: Self.clipped(request.path),
      query: Self.clipped(Self.withoutSecrets(request.query)), status: response.sentStatus,
      bytes: response.body.count, bytesIn: request.body.count, account: account, address: request.address,
      agent: request.headers["User-Agent"].map(Self.clipped),
      range: (request.headers["Range"] ?? request.headers["Content-Range"]).map(Self.clipped),
      weather: response.weather.map(\.description))
  }

  /// Path and query.
  public var target: String { query.isEmpty ? path : "\(path)?\(query)" }

  /// What it was about; nil for a path that is no endpoint.
  public var endpoint: RequestKind? { RequestKind.of(path).kind }

  /// The repository that it was about.
  public var repository: RepositoryName? { RequestKind.of(path).repository }

  /// Parameters whose values are no secrets; all others' are hidden.
  private static let plain: Set<String> = [
    "n", "last", "digest", "mount", "from", "artifactType", "tag", "q", "page", "page_size", "ns", "service", "scope",
    "account", "client_id", "offline_token",
  ]

  private static func withoutSecrets(_ query: Query) -> String {
    query.items.map { "\($0.name)=\(plain.contains($0.name) ? $0.value : "***")" }.joined(separator: "&")
  }

  /// The log is bounded in bytes too.
  private static func clipped(_ text: String) -> String { text.utf8.count > 1_024 ? "\(text.prefix(256))…" : text }
}
