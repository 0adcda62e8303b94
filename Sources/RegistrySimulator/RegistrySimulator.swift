import ByteStreams
import DistributionSpec
import ImageSpec

/// A registry as a function from requests to answers: pull, push, listing, deleting, tokens, Docker Hub's search, and a
/// host for foreign layers.
///
/// It is one registry host: a world that has several (`docker.io`, `mcr.microsoft.com`) makes one simulator for each,
/// so that their repositories never mix. ``RegistryListener`` puts it on a socket.
/// See the [distribution specification](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md).
public final class RegistrySimulator: Sendable {
  /// What it is like.
  public let configuration: RegistryConfiguration
  let pool: ContentPool
  let doorkeeper: Doorkeeper
  let uploads: UploadSessions
  let limiter: RateLimiter
  /// The parts of the storage that could not be read, and why. Requests for them are refused, their files stay.
  public let damaged: [StorageArea: StorageError]
  let clock: @Sendable () -> Timestamp
  let currentWeather: Locked<Weather>
  private let areas: Locked<[StorageArea: Area]>
  private let log: RequestLog

  /// Opens a registry over a storage.
  ///
  /// - Parameters:
  ///   - storage: where its bytes are; belongs to this registry from now on.
  ///   - configuration: what it is like.
  ///   - clock: the time, for tokens and uploads that expire.
  ///   - random: that many random bytes, for tokens and upload names.
  /// - Throws: what the storage says when it can't be read.
  public init(
    storage: any RegistryStorage = MemoryStorage(), configuration: RegistryConfiguration = RegistryConfiguration(),
    clock: @escaping @Sendable () -> Timestamp, random: @escaping @Sendable (Int) -> [UInt8]
  ) async throws {
    pool = ContentPool(storage, clock: clock)
    self.configuration = configuration
    self.clock = clock
    currentWeather = Locked(configuration.weather)
    doorkeeper = Doorkeeper(policy: configuration.policy, clock: clock, random: random)
    uploads = UploadSessions(limits: configuration.limits, clock: clock, random: random)
    limiter = RateLimiter(configuration.rateLimits, clock: clock)
    log = RequestLog(limit: configuration.limits.logEntries)
    let kept = try await BlockingThreads.run { try storage.load() }
    damaged = kept.damaged
    areas = Locked([:])
    for (place, contents) in kept.areas {
      for digest in contents.digests { pool.hold(digest) }
      areas.withLock { $0[place] = Area(place, contents, pool) }
    }
  }

  /// Answers a request. Never fails: what goes wrong is an answer too.
  public func respond(to request: RegistryRequest) async -> RegistryResponse {
    // Whoever asks for control is no client, and must not disturb what clients meet.
    if let response = await controlAnswer(to: request) { return response }
    let started = clock()
    let account = doorkeeper.user(of: request)?.name
    let response = if let refusal = limiter.refusal(of: request) { refusal } else { await weatheredAnswer(to: request) }
    log.append { number in
      LoggedRequest(number: number, request, response, account: account, started: started, ended: clock())
    }
    return response
  }

  /// The latest requests, oldest first, at most ``RegistryLimits/logEntries``.
  public var requests: [LoggedRequest] { log.entries }

  /// The latest requests that pass a filter, oldest first.
  public func requests(_ filter: RequestFilter) -> [LoggedRequest] { log.entries.filter(filter.matches) }

  /// The requests that are answered from now on; who does not keep up misses the oldest.
  public func newRequests() -> AsyncStream<LoggedRequest> { log.follow(limit: limits.logEntries) }

  /// Refuses all tokens given out so far.
  ///
  /// - Parameter refreshTokens: whether refresh tokens are refused too, so that everybody has to log in again.
  public func revokeTokens(refreshTokens: Bool = false) {
    doorkeeper.ledger.withLock { $0.revoke(refreshers: refreshTokens) }
  }

  /// Forgets the requests logged so far.
  public func clearLog() { log.clear() }

  /// The names of the repositories that hold a manifest, sorted.
  public var repositories: [RepositoryName] {
    let all = areas.withLock { $0 }
    return all.compactMap { place, area in
      guard case .repository(let name) = place, !area.contents.manifests.isEmpty else { return nil }
      return name
    }.sorted()
  }

  /// A repository as a content store: for fixtures to fill and for checks to read, past all rights. It need not exist
  /// yet.
  public func repository(_ name: RepositoryName) -> RepositoryView {
    RepositoryView(name: name, area: area(.repository(name)), registry: self)
  }

  /// The host of foreign layers, `/foreign/DIGEST`, as a content store.
  public var foreignLayers: ForeignLayerView { ForeignLayerView(area: area(.foreign)) }

  /// An area, made where there is none yet; one that shows nothing is as good as none.
  func area(_ place: StorageArea) -> Area {
    areas.withLock { areas in
      if let area = areas[place] { return area }
      let area = Area(place, AreaContents(), pool)
      areas[place] = area
      return area
    }
  }

  /// An area that exists, without making one: names that only somebody asked for are not remembered.
  func existingArea(_ place: StorageArea) -> Area? { areas.withLock { $0[place] } }

  /// What it takes at most.
  var limits: RegistryLimits { configuration.limits }

  /// The areas of all repositories.
  var repositoryAreas: [(RepositoryName, Area)] {
    areas.withLock { $0 }.compactMap { place, area in
      if case .repository(let name) = place { (name, area) } else { nil }
    }
  }

  /// Removes content that no repository shows, no upload relies on and no answer needs, and uploads that nobody wrote to
  /// for longer than ``RegistryLimits/uploadAge``. May run at any time, beside all requests.
  ///
  /// - Parameter seconds: how long content must have been unneeded; by default ``RegistryLimits/sweepAge``. 0 takes
  ///   everything.
  /// - Returns: what is gone.
  @discardableResult
  public func sweep(idleFor seconds: Int64? = nil) async -> SweptContent {
    let uploads = await uploads.dropExpired()
    let (pool, age) = (pool, seconds ?? limits.sweepAge)
    var swept = (try? await BlockingThreads.run { pool.sweep(idleFor: age) }) ?? SweptContent()
    swept.uploads = uploads
    return swept
  }

  /// Drops open uploads and lets others have the storage. Nothing may be asked afterwards. Idempotent.
  public func close() async {
    await uploads.abandonAll()
    pool.storage.close()
  }

  /// The state of this moment.
  public func snapshot() -> RegistrySnapshot {
    let contents = areas.withLock { $0 }.mapValues(\.contents)
    return RegistrySnapshot(
      areas: contents.filter { !$0.value.isEmpty }, tokens: doorkeeper.tokens,
      rates: limiter.used, requests: log.total, weather: weather)
  }

  /// Goes back to a state: names, what can be seen, tokens, counters and weather. Open uploads are dropped. Idempotent.
  ///
  /// - Throws: what the storage says; content that it does not hold any more is ``StorageError/noContent(_:)``.
  public func restore(_ snapshot: RegistrySnapshot) async throws {
    await uploads.abandonAll()
    let places = Set(snapshot.areas.keys).union(areas.withLock { Set($0.keys) })
    for place in places {
      let contents = snapshot.areas[place] ?? AreaContents()
      try await area(place).change { $0.replace(with: contents) }
    }
    doorkeeper.tokens = snapshot.tokens
    limiter.used = snapshot.rates
    log.rewind(to: snapshot.requests)
    changeWeather { $0 = snapshot.weather }
  }
}
