import ArgumentParser

/// What all measurements have in common.
struct RunOptions: ParsableArguments {
  @Argument(help: "The registry: http://A.B.C.D:PORT") var address: Address
  @Option(help: "Clients at once") var clients = 16
  @Option(help: "Seconds to measure") var seconds = 10
  @Option(help: "Seconds before, which do not count") var warmUp = 1
  @Option(help: "The server's process id, to tell its memory") var pid: Int32?
  @Option(help: "The same seed gives the same bytes and the same order in each client") var seed: UInt64 = 1
  @Option(help: "Bytes of a layer") var layer = 64 << 10

  var server: ServerProcess? { pid.map { ServerProcess(id: $0) } }

  /// Runs clients until the time is over; each gets its number.
  func measure(
    _ unit: String, on reactor: Reactor, _ client: @escaping @Sendable (Int) -> any Client
  ) async {
    if warmUp > 0 { await drive(Statistics(unit, server: nil), reactor, .seconds(warmUp), client, quietly: true) }
    server?.forgetPeak()
    let statistics = Statistics(unit, server: server)
    let start = ContinuousClock.now
    await drive(statistics, reactor, .seconds(seconds), client, quietly: false)
    statistics.summarize(over: ContinuousClock.now - start)
  }

  private func drive(
    _ statistics: Statistics, _ reactor: Reactor, _ duration: Duration,
    _ client: @escaping @Sendable (Int) -> any Client, quietly: Bool
  ) async {
    let end = ContinuousClock.now + duration
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<clients {
        group.addTask {
          let client = client(number)
          while ContinuousClock.now < end {
            // A server that fails at once must not make us spin.
            if await !statistics.measure({ try await client.step() }) { await reactor.sleep(.milliseconds(10)) }
          }
        }
      }
      if !quietly { group.addTask { await statistics.report(on: reactor, until: end) } }
    }
  }
}

/// Somebody who does one operation after the other.
protocol Client: AnyObject {
  /// Does the next operation.
  func step() async throws
}
