import DistributionSpec

/// What a registry is like, whatever it holds.
public struct RegistryConfiguration: Sendable {
  /// Who may do what.
  public var policy: AccessPolicy
  /// How often it may be asked.
  public var rateLimits: RateLimits
  /// What a search finds, in this order; nil lets it find the registry's own repositories.
  public var catalogue: [SearchResult]?
  /// What it takes at most.
  public var limits: RegistryLimits
  /// What goes wrong, from the beginning.
  public var weather: Weather
  /// What it does beyond the standard; nothing unless told.
  public var extras: Set<RegistryExtra> = []
  /// Who may control it while it runs.
  public var control: RegistryControl

  /// Composes a configuration; without arguments everybody may do everything.
  public init(
    policy: AccessPolicy = .open, catalogue: [SearchResult]? = nil, limits: RegistryLimits = RegistryLimits(),
    rateLimits: RateLimits = RateLimits(), weather: Weather = Weather(), control: RegistryControl = .off
  ) {
    self.policy = policy
    self.catalogue = catalogue
    self.limits = limits
    self.weather = weather
    self.control = control
    self.rateLimits = rateLimits
  }
}
