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
    let storage: any RegistryStorage =
      inAFolder ? FolderStorage(folder("registry"), durability: .scratch) : MemoryStorage()
    let lacks: Set<Check.Need> = [.missingParts, .severalTags]
    let results = try await conformance(of: storage, lacks: lacks)
    expectAllPass(results, butNot: lacks, notOffered: ["OCI-Chunk-Min-Length is a length"])
  }

  @Test func ourRegistryPassesWithSmallPagesLongChunksAndWhatIsBeyondTheStandard() async throws {
    var configuration = RegistryConfiguration()
    configuration.limits.pageSize = 2
    configuration.limits.minimumChunk = 100
    configuration.acceptsMissingParts = true
    configuration.acceptsSeveralTags = true
    let results = try await conformance(of: MemoryStorage(), configuration, lacks: [.requiredParts])
    expectAllPass(results, butNot: [.requiredParts])
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
