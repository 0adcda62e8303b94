import RegistrySimulator

extension FixtureReader {
  /// The rules of a registry's weather, in their order.
  func weather(_ node: FixtureNode?) throws(FixtureError) -> [WeatherRule] {
    var rules: [WeatherRule] = []
    for element in try node?.elements() ?? [] {
      guard rules.count < Weather.limit else {
        throw element.error(.invalid(try element.text(), reason: "more than \(Weather.limit) rules"))
      }
      rules.append(try element.parsed { try WeatherRule(parsing: $0) })
    }
    return rules
  }
}
