import ArgumentParser
import TestSupport

/// Everything at once for a long time, every answer checked, and at the end a look at the server's memory and folder.
struct Soak: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pull, push, delete, list, mount, cancel and break off for minutes, and check every answer")

  @Argument(help: "The registry: http://A.B.C.D:PORT") var address: Address
  @Option(help: "Clients at once") var clients = 32
  @Option(help: "Minutes") var minutes = 5.0
  @Option(help: "The server's process id") var pid: Int32
  @Option(help: "The server's storage folder, to be looked at in the end") var storage: String?
  @Option(help: "The same seed gives each client the same steps") var seed: UInt64 = 1

  func run() throws {
    let reactor = Reactor()
    let server = ServerProcess(id: pid)
    let isClean = try reactor.run { [self] in
      let end = ContinuousClock.now + .seconds(60 * minutes)
      let statistics = Statistics("steps", server: server)
      let memory = MemoryTrend(server)
      let counts = StepCounts()
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<clients {
          group.addTask {
            let client = SoakClient(
              RegistryAPI(connection: Connection(reactor, address, client: number)), number,
              Seeded(seed, stream: number), counts)
            while ContinuousClock.now < end {
              if await !statistics.measure({ try await client.step() }) { await reactor.sleep(.milliseconds(10)) }
            }
            do { try await client.deleteAll() } catch { statistics.add(error) }
          }
        }
        group.addTask { await memory.watch(on: reactor, until: end) }
        group.addTask { await statistics.report(on: reactor, until: end) }
      }
      statistics.summarize(over: .seconds(60 * minutes))
      say(counts.description)
      let isFlat = memory.judge()
      let isEmpty = try await Self.isEmpty(RegistryAPI(connection: Connection(reactor, address, client: 0)), clients)
      let isSound = try storage.map { try StorageCheck(folder: $0).run() } ?? true
      return statistics.errorCount == 0 && isFlat && isEmpty && isSound
    }
    guard isClean else { throw ExitCode.failure }
  }

  /// Whether no repository of a client has a tag left.
  private static func isEmpty(_ api: RegistryAPI, _ clients: Int) async throws -> Bool {
    for number in 0..<clients {
      let tags = try await api.tags(SoakClient.name(number))
      if !tags.isEmpty {
        say("left behind: \(SoakClient.name(number)): \(tags)")
        return false
      }
    }
    return true
  }
}

/// How often each kind of step was made.
///
/// `@unchecked Sendable`: touched on the reactor's thread only.
final class StepCounts: @unchecked Sendable, CustomStringConvertible {
  private var counts: [String: Int] = [:]

  func add(_ kind: String) { counts[kind, default: 0] += 1 }

  var description: String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }
}

/// The server's memory over a run: it may grow until everything was used once, and no more.
///
/// `@unchecked Sendable`: touched on the reactor's thread only.
final class MemoryTrend: @unchecked Sendable {
  private let server: ServerProcess
  private var samples: [Int] = []

  init(_ server: ServerProcess) { self.server = server }

  func watch(on reactor: Reactor, until end: ContinuousClock.Instant) async {
    while ContinuousClock.now < end {
      samples.append(server.resident)
      await reactor.sleep(.milliseconds(500))
    }
  }

  /// Compares the last quarter with the second; says whether it is flat.
  func judge() -> Bool {
    guard samples.count >= 8 else { return true }
    let quarter = samples.count / 4
    let early = samples[quarter..<(2 * quarter)].reduce(0, +) / quarter
    let late = samples.suffix(quarter).reduce(0, +) / quarter
    let isFlat = late <= early + max(8, early / 8)
    say("server memory MB: second quarter \(early), last quarter \(late): \(isFlat ? "flat" : "it grows")")
    return isFlat
  }
}
