import TestSupport
import Testing

/// Debian's `docker-registry`, the reference implementation of its time, fails what is listed here and nothing else.
@Suite struct DockerRegistryTests {
  @Test func itFailsWhatIsKnownAndNothingElse() async throws {
    let registry = try RealRegistry(inMemory: true)
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
    let unknown = Set(known.keys).subtracting(results.map(\.check.name))
    #expect(unknown == [])
  }

  @Test func itListsTagsInTheOrderOfItsFolder() async throws {
    let registry = try RealRegistry()
    let checks = Check.tagChecks.filter { $0.name == "list of tags is sorted" }
    let results = await ConformanceRun(wire: try HTTPWire(registry.url), checks: checks).results()
    #expect(results.map { $0.failure == nil } == [false])
  }

  @Test func itSaysThatItDoesNotDelete() async throws {
    let registry = try RealRegistry(allowsDelete: false)
    let wire = try HTTPWire(registry.url)
    let results = await ConformanceRun(wire: wire, lacks: [.deletion], checks: Check.deletionChecks).results()
    for result in results { #expect(result.outcome == .passed, "\(result.check.name)") }
  }

  @Test func itIsAskedWithAPassword() async throws {
    let registry = try RealRegistry(user: (name: "ann", password: "secret"))
    let checks = Check.mountChecks + Check.deleteBlobChecks
    func failures(_ user: String?) async throws -> [String] {
      let wire = try HTTPWire(registry.url, user: user)
      return await ConformanceRun(wire: wire, checks: checks).results().filter { $0.failure != nil }.map(\.check.name)
    }
    #expect(try await failures("ann:secret") == ["mount, sha512"])
    #expect(try await failures(nil).count == checks.count)
  }
}
