import ImageSpec
import RegistryClient
import RegistrySimulator

extension World {
  /// The weather of a registry: in a simulated world of the world's own, else of one that another process serves with
  /// control.
  ///
  /// - Parameter host: the registry; nil is the one that a simulated world serves to other programs.
  /// - Returns: the weather, which nothing was asked yet.
  /// - Throws: ``NoRegistryNamed`` where the world has none of its own, and what the route to the registry throws.
  public func weather(of host: RegistryHost?) throws -> WeatherControl {
    if let simulation { return WeatherControl(host.map(simulation.registry) ?? simulation.servedRegistry) }
    guard let host else { throw NoRegistryNamed() }
    return WeatherControl(RegistryControlClient(try registry(host)))
  }

  /// The hosts of a simulated world that have weather, other than the one whose weather is meant where none is named;
  /// the registry that many hosts share is named by the host of foreign layers.
  public var otherHostsWithWeather: [RegistryHost] {
    guard let simulation else { return [] }
    let hosts = simulation.fixture.registries.map(\.host) + [simulation.fixture.foreignHost]
    return hosts.filter { host in
      let registry = simulation.registry(host)
      return registry !== simulation.servedRegistry && !registry.weather.entries.isEmpty
    }
  }

  /// The real world has no registry of its own: one must be named.
  public struct NoRegistryNamed: Error {}
}
