import ImageSpec

/// Which logged requests are wanted; nil stands for any.
public struct RequestFilter: Hashable, Sendable {
  /// The method.
  public var method: String?
  /// What it is about.
  public var endpoint: RequestKind?
  /// The repository.
  public var repository: RepositoryName?
  /// The answer's status.
  public var statuses: ClosedRange<Int>?
  /// The account.
  public var account: String?
  /// Only those behind this ``LoggedRequest/number``.
  public var after: Int

  /// Composes a filter; without arguments it lets all pass.
  public init(
    method: String? = nil, endpoint: RequestKind? = nil, repository: RepositoryName? = nil,
    statuses: ClosedRange<Int>? = nil, account: String? = nil, after: Int = 0
  ) {
    self.method = method
    self.endpoint = endpoint
    self.repository = repository
    self.statuses = statuses
    self.account = account
    self.after = after
  }

  /// Whether a request passes.
  public func matches(_ request: LoggedRequest) -> Bool {
    func fits<Value: Equatable>(_ wanted: Value?, _ found: Value?) -> Bool { wanted == nil || wanted == found }
    return request.number > after && fits(method, request.method) && fits(account, request.account)
      && statuses?.contains(request.status) ?? true && (endpoint == nil || fits(endpoint, request.endpoint))
      && (repository == nil || fits(repository, request.repository))
  }
}
