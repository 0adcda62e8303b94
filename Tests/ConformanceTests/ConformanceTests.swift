import ByteStreams
import Foundation
import ImageSpec
import LayoutStore
import RegistrySimulator
import TestSupport
import Testing

@Suite struct ConformanceTests {
  @Test func eachCheckHasANameOfItsOwn() {
    let names = Dictionary(grouping: Check.all, by: \.name).filter { $0.value.count > 1 }.keys.sorted()
    #expect(names == [])
  }

  @Test(arguments: [false, true])
  func ourRegistryPassesEveryCheck(inAFolder: Bool) async throws {
    let folder = try ScratchFolder()
    let results = try await conformance(
      of: inAFolder ? FolderStorage(folder("registry"), durability: .scratch) : MemoryStorage())
    expectAllPass(results, butNot: [.missingParts, .severalTags])
  }

  /// Runs the checks against any registry: `DRYDOCK_CONFORMANCE_URL`, and writes what it found.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["DRYDOCK_CONFORMANCE_URL"] != nil))
  func theRegistryOfTheEnvironment() async throws {
    let environment = ProcessInfo.processInfo.environment
    let address = try #require(environment["DRYDOCK_CONFORMANCE_URL"])
    let wire = try HTTPWire(address, user: environment["DRYDOCK_CONFORMANCE_USER"])
    let results = await ConformanceRun(wire: wire).results()
    let report = ConformanceReport(registry: address, results: results).description
    if let file = environment["DRYDOCK_CONFORMANCE_REPORT"] {
      try report.write(toFile: file, atomically: true, encoding: .utf8)
    }
    for result in results { if let failure = result.failure { Issue.record("\(result.check.name): \(failure)") } }
  }

  private func expectAllPass(_ results: [ConformanceRun.Result], butNot lacks: Set<Check.Need>) {
    for result in results where result.outcome != .passed {
      if case .skipped = result.outcome, !result.check.needs.isDisjoint(with: lacks) { continue }
      Issue.record("\(result.check.name): \(result.outcome)")
    }
  }
}

/// Runs the checks against a registry of ours on a socket.
func conformance(
  of storage: any RegistryStorage, _ configuration: RegistryConfiguration = RegistryConfiguration(),
  lacks: Set<Check.Need> = [.missingParts, .severalTags], checks: [Check] = Check.all
) async throws -> [ConformanceRun.Result] {
  let registry = try await RegistrySimulator(
    storage: storage, configuration: configuration, clock: { Timestamp(seconds: 1_500_000_000) },
    random: { count in .random(count) })
  let listener = RegistryListener(registry)
  let port = try await listener.start()
  let wire = try HTTPWire("http://127.0.0.1:\(port)")
  let results = await ConformanceRun(wire: wire, lacks: lacks, checks: checks).results()
  await listener.stop()
  return results
}
