/// A rule of a registry's weather: what goes wrong, on which requests, and when.
///
/// It is written as it is said, in fixtures and commands alike: a fault, then in any order which requests and when.
/// ```
/// reset@4096 on blob once
/// 429 retry-after=2 on manifest 3 times
/// 503 on upload with 20%
/// drip=100 on GET blob of library/nginx after 2
/// ```
/// - `on` methods and kinds of requests (``RequestKind``), several with commas; `of` a repository; `at` a path. A `*` in
///   the last two stands for anything.
/// - `once`, `3 times` or `always`, which need not be said; `after 2` lets two pass first; `with 20%` lets chance decide.
///
/// For the faults see ``WeatherFault``.
public struct WeatherRule: Hashable, Sendable {
  /// What goes wrong.
  public let fault: WeatherFault
  /// On which requests.
  public let requests: RequestSelection
  /// When.
  public let occurrence: Occurrence

  /// Composes a rule.
  public init(_ fault: WeatherFault, on requests: RequestSelection = .init(), _ occurrence: Occurrence = .init()) {
    self.fault = fault
    self.requests = requests
    self.occurrence = occurrence
  }
}
