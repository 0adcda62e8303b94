import RegistrySimulator

extension FixtureReader {
  /// The rules of a registry's weather, in their order.
  func weather(_ node: FixtureNode?) throws(FixtureError) -> [WeatherRule] {
    var rules: [WeatherRule] = []
    for element in try node?.elements() ?? [] {
      rules.append(try element.parsed { try WeatherRule(parsing: $0) })
    }
    return rules
  }
}
