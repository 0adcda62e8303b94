import ImageSpec
import RegistrySimulator

/// Runs the checks against a registry of ours on a socket.
func conformance(
  of storage: any RegistryStorage, _ configuration: RegistryConfiguration = RegistryConfiguration(),
  lacks: Set<Check.Need> = [], checks: [Check] = Check.all
) async throws -> [ConformanceRun.Result] {
  try await listening(try await registry(storage, configuration)) { wire in
    await ConformanceRun(wire: wire, lacks: lacks, checks: checks).results()
  }
}

/// A registry of ours.
func registry(
  _ storage: any RegistryStorage, _ configuration: RegistryConfiguration = RegistryConfiguration()
) async throws -> RegistrySimulator {
  try await RegistrySimulator(
    storage: storage, configuration: configuration, clock: { Timestamp(seconds: 1_500_000_000) },
    random: { count in .random(count) })
}

/// A registry of ours on a free port for the length of a closure.
func listening<Result>(_ registry: RegistrySimulator, _ body: (HTTPWire) async throws -> Result) async throws -> Result
{
  let listener = RegistryListener(registry)
  let port = try await listener.start()
  do {
    let result = try await body(try HTTPWire("http://127.0.0.1:\(port)"))
    await listener.stop()
    return result
  } catch {
    await listener.stop()
    throw error
  }
}
