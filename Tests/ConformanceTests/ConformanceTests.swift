import ByteStreams
import Foundation
import HTTPTransport
import LayoutStore
import RegistrySimulator
import TestSupport
import Testing

@Suite struct ConformanceTests {
  @Test func eachCheckHasANameOfItsOwn() {
    let names = Dictionary(grouping: Check.all, by: \.name).filter { $0.value.count > 1 }.keys.sorted()
    #expect(names == [])
  }

  @Test func ourRegistryPassesEveryCheckInMemory() async throws {
    expectAllPass(
      try await conformance(of: MemoryStorage(), lacks: Self.beyond), butNot: Self.beyond,
      notOffered: ["OCI-Chunk-Min-Length is a length"])
  }

  @Test func ourRegistryPassesEveryCheckInAFolderAndKeepsAllOfIt() async throws {
    let folder = try ScratchFolder()
    let path = folder("registry")
    var first: RegistrySimulator? = try await registry(FolderStorage(path, durability: .scratch))
    if let first {
      let results = try await listening(first) { await ConformanceRun(wire: $0, lacks: Self.beyond).results() }
      expectAllPass(results, butNot: Self.beyond, notOffered: ["OCI-Chunk-Min-Length is a length"])
    }
    let before = first?.snapshot().areas
    first = nil
    let after = try await registry(FolderStorage(path, durability: .scratch)).snapshot().areas
    #expect(after.count > 100)
    // Told by their places, because an expectation that holds everything takes longer than all checks.
    let changed = Set(after.keys).union(before?.keys.map { $0 } ?? []).filter { before?[$0] != after[$0] }
    #expect(changed == [])
  }

  private static let beyond: Set<Check.Need> = [.missingParts, .severalTags]

  @Test func ourRegistryPassesWithSmallPagesLongChunksAndWhatIsBeyondTheStandard() async throws {
    var configuration = RegistryConfiguration()
    configuration.limits.pageSize = 2
    configuration.limits.minimumChunk = 100
    configuration.extras = [.missingParts, .severalTags]
    let results = try await conformance(of: MemoryStorage(), configuration, lacks: [.requiredParts])
    expectAllPass(results, butNot: [.requiredParts])
  }

  @Test(arguments: [AccessPolicy.Scheme.basic, .token(service: "registry", lifetime: 300)])
  func ourRegistryPassesWithPasswordsAndTokens(scheme: AccessPolicy.Scheme) async throws {
    let user = RegistryUser(name: "ann", password: "secret", isAdministrator: true)
    let policy = AccessPolicy(users: [user], scheme: scheme, anonymousPull: false)
    let checks = Check.manifestPullChecks + Check.mountChecks + Check.tagPageChecks + Check.deleteManifestChecks
    try await listening(try await registry(MemoryStorage(), RegistryConfiguration(policy: policy))) { wire in
      let known = try HTTPWire("\(wire.base.origin)", user: "ann:secret")
      // A token is good for the repositories that it was asked for, and nobody can ask for any.
      let unnamed: Set<String> =
        scheme == .basic ? [] : ["mount without from, sha256", "mount without from, sha512"]
      expectAllPass(await ConformanceRun(wire: known, checks: checks).results(), butNot: [], notOffered: unnamed)
      let unknown = await ConformanceRun(wire: wire, checks: checks).results()
      #expect(unknown.allSatisfy { $0.failure?.contains("answered 401") ?? false })
    }
  }

  /// Runs the checks against any registry, `DRYDOCK_CONFORMANCE_URL`, and writes what it found into
  /// `DRYDOCK_CONFORMANCE_REPORT`. `DRYDOCK_CONFORMANCE_USER` is `NAME:PASSWORD`, `DRYDOCK_CONFORMANCE_LACKS` names the
  /// ``Check/Need``s that it is known not to have.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["DRYDOCK_CONFORMANCE_URL"] != nil))
  func theRegistryOfTheEnvironment() async throws {
    let environment = ProcessInfo.processInfo.environment
    let address = try #require(environment["DRYDOCK_CONFORMANCE_URL"])
    let wire = try HTTPWire(address, user: environment["DRYDOCK_CONFORMANCE_USER"])
    let lacks = environment["DRYDOCK_CONFORMANCE_LACKS"]?.split(separator: ",") ?? []
    let needs = lacks.compactMap { Check.Need(rawValue: String($0)) }
    #expect(needs.count == lacks.count, "one of \(Check.Need.allCases.map(\.rawValue))")
    let results = await ConformanceRun(wire: wire, lacks: Set(needs)).results()
    let report = ConformanceReport(registry: address, results: results).description
    if let file = environment["DRYDOCK_CONFORMANCE_REPORT"] {
      try report.write(toFile: file, atomically: true, encoding: .utf8)
    }
    for result in results { if let failure = result.failure { Issue.record("\(result.check.name): \(failure)") } }
  }

  private func expectAllPass(
    _ results: [ConformanceRun.Result], butNot lacks: Set<Check.Need>, notOffered: Set<String> = []
  ) {
    for result in results where result.outcome != .passed {
      let mayBeSkipped = !result.check.needs.isDisjoint(with: lacks) || notOffered.contains(result.check.name)
      if case .skipped = result.outcome, mayBeSkipped { continue }
      Issue.record("\(result.check.name): \(result.outcome)")
    }
  }
}
