import TestSupport
import Testing

/// Debian's `docker-registry`, the reference implementation of its time, fails what is listed here and nothing else.
@Suite struct DockerRegistryTests {
  @Test func itFailsWhatIsKnownAndNothingElse() async throws {
    let registry = try RealRegistry()
    let results = await ConformanceRun(
      wire: try HTTPWire(registry.url), lacks: [.referrers, .missingParts, .severalTags]
    ).results()
    let known = Dictionary(
      uniqueKeysWithValues: KnownFailure.dockerRegistry.flatMap { failure in
        failure.checks.map { ($0, failure.reason) }
      })
    for result in results {
      let name = result.check.name
      switch (result.failure, known[name]) {
      case (let failure?, nil): Issue.record("\(name) fails: \(failure)")
      case (nil, let reason?): Issue.record("\(name) does not fail any more (\(reason)): \(result.outcome)")
      default: break
      }
    }
    #expect(Set(known.keys).subtracting(results.map(\.check.name)) == [])
  }
}
