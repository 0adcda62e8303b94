import ByteStreams
import ContentStore
import Foundation
import HTTPTransport
import ImageCommands
import ImageSpec
import RegistryClient
import RegistrySimulator
import TestSupport
import Testing
import Worlds

/// A registry in bad weather, a second host beside it, and a workbench that meets them with the user's commands.
///
/// Nothing waits: waits between attempts are only noted, and the time that stalls are measured by leaps with each fault
/// that strikes.
final class WeatherStation: Sendable {
  let bench: Workbench
  let registry: RegistrySimulator
  /// `127.0.0.1:PORT`, as it stands in references.
  let host: String
  /// A host that has nothing to do with the registry, and serves the same blobs to whoever asks.
  let other: ScriptedServer
  let image: WeatherImage
  private let waits: Locked<[Duration]>
  private let listener: RegistryListener

  /// What a row's words in capitals stand for.
  private var names: [(String, String)] {
    [
      ("HOST", host), ("OTHER", "127.0.0.1:\(other.port)"), ("LAYER", image.layerDigest),
      ("CONFIG", image.configurationDigest), ("MANIFEST", image.manifestDigest),
    ]
  }

  private init(_ image: WeatherImage) async throws {
    self.image = image
    let waits = Locked<[Duration]>([])
    self.waits = waits
    let users = [RegistryUser(name: "ann", password: "secret")]
    let random = RandomSource()
    let registry = try await RegistrySimulator(
      configuration: RegistryConfiguration(
        policy: AccessPolicy(users: users, scheme: .token(service: "weather", lifetime: 300))),
      clock: { Timestamp(seconds: 1_700_000_000) }, random: { random.bytes($0) })
    self.registry = registry
    let repository = registry.repository(try RepositoryName(parsing: "team/app"))
    try await repository.insert(image.root, from: image.store, as: try Tag(parsing: "1"))
    listener = RegistryListener(registry)
    host = "127.0.0.1:\(try await listener.start())"
    other = try ScriptedServer { connection in
      while let request = try connection.request() { try connection.send(image.answer(to: request)) }
    }
    let start = ContinuousClock.now
    bench = try Workbench(prompter: SecretFromInput()) { real in
      real.retry.sleep = { delay in
        waits.withLock { $0.append(delay) }
        try Task.checkCancellation()
      }
      real.transportTime = {
        start + .seconds(1_000_000) * registry.weather.entries.reduce(0) { $0 + ($1.rule.fault.isSlow ? $1.struck : 0) }
      }
    }
  }

  /// Runs a row's command in its weather, and checks what holds in any weather.
  ///
  /// - Returns: what happened.
  static func report(_ rule: String, _ act: WeatherAct) async throws -> WeatherReport {
    let station = try await WeatherStation((act == .pushSmall ? WeatherImage.small : WeatherImage.large).get())
    do {
      let report = try await station.report(rule, act)
      await station.listener.stop()
      return report
    } catch {
      await station.listener.stop()
      throw error
    }
  }

  private func report(_ text: String, _ act: WeatherAct) async throws -> WeatherReport {
    try await act.prepare(self, isCold: text.contains("on token"))
    registry.clearLog()
    waits.withLock { $0 = [] }
    let text = names.reduce(text.replacingOccurrences(of: "blob at ", with: "blob at /v2/team/app/blobs/")) {
      $0.replacingOccurrences(of: $1.0, with: $1.1)
    }
    let rules = try text.split(separator: ";").map { try WeatherRule(parsing: String($0)) }
    registry.changeWeather { weather in for rule in rules { weather.add(rule) } }
    let ended = try await bench.run(named(act.command))
    let struck = registry.weather.entries.reduce(0) { $0 + $1.struck }
    let isSlow = registry.weather.entries.contains { $0.rule.fault.isSlow }
    registry.changeWeather { _ = $0.removeAll() }
    let log = registry.requests.filter { request in rules.contains { $0.isAbout(request) } }
    #expect(struck > 0, "the rule never struck")

    expectNoControlCharacters(ended.output + ended.errors)
    #expect(!(ended.output + ended.errors).contains("secret"))
    #expect(other.requests.allSatisfy { $0["authorization"] == nil && $0["cookie"] == nil })
    #expect(other.requests.allSatisfy { !$0.target.contains("secret") && !$0.body.starts(with: Array("secret".utf8)) })
    #expect(try await bench.run("verify").output == "The store is sound.\n")
    try await act.check(self, ended)
    return told(log, ended, isSlow)
  }

  private func told(_ log: [LoggedRequest], _ ended: Workbench.Ended, _ isSlow: Bool) -> WeatherReport {
    // How much came before patience was lost is up to the machine: the next request asks for a part or for the whole.
    var requests: [(text: String, count: Int)] = []
    for request in log {
      let status = isSlow && (request.status == 200 || request.status == 206) ? "2xx" : "\(request.status)"
      let text = "\(request.method) \(status)"
      // Of a lost request libcurl may make a second one by itself, where the connection was kept from an earlier one.
      if request.status == 0, requests.last?.text == text { continue }
      if requests.last?.text == text { requests[requests.count - 1].count += 1 } else { requests.append((text, 1)) }
    }
    var parts = [requests.map { $0.count > 1 ? "\($0.count) × \($0.text)" : $0.text }.joined(separator: ", ")]
    let usual: Set<Duration> = [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)]
    for wait in waits.withLock({ $0 }) where !usual.contains(wait) {
      parts.append("waits \(wait.components.seconds) s")
    }
    let lines = ended.errors.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("Notice: ") }
    if ended.status != 0 {
      #expect(ended.status == 1 && (1...3).contains(lines.count), "\(ended.status): \(ended.errors)")
    }
    let named = names.reduce(lines.joined(separator: " | ")) { $0.replacingOccurrences(of: $1.1, with: $1.0) }
    let ending =
      named
      .replacing(#/uploads\/[0-9a-f-]+/#, with: "uploads/SESSION")
      .replacing(#/sha256:[0-9a-f]{64}/#, with: "WRONG")
      .replacing(#/after [0-9]+ bytes/#) { isSlow ? "after some bytes" : $0.output }
    return WeatherReport(requests: parts.joined(separator: "; "), ending: ended.status == 0 ? "ok" : ending)
  }

  func named(_ line: String) -> String { line.replacingOccurrences(of: "HOST", with: host) }

  private func expectNoControlCharacters(_ text: String) {
    let bad = text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x09, 0x0A: false
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
    #expect(bad.isEmpty, "\(text.debugDescription)")
  }
}

/// Standard input with a password in it.
private struct SecretFromInput: Prompter {
  let isInteractive = false
  func answer(_ question: String) async throws -> String? { nil }
  func secret(_ question: String) async throws -> String? { nil }
  func standardInput(limit: Int) async throws -> [UInt8] { Array("secret\n".utf8) }
}

extension WeatherFault {
  /// Whether somebody has to lose patience with it.
  fileprivate var isSlow: Bool {
    switch self {
    case .stall, .drip: true
    default: false
    }
  }
}

extension WeatherRule {
  /// Whether a request is of the kind, and where the rule says so of the path, that the rule is about.
  fileprivate func isAbout(_ request: LoggedRequest) -> Bool {
    if let path = requests.path { return path == request.path }
    let kinds: [(String, RequestKind)] = [
      ("/blobs/uploads/", .upload), ("/blobs/", .blob), ("/manifests/", .manifest), ("/tags/list", .tags),
      ("/v2/_catalog", .catalog), ("/token", .token), ("/v1/search", .search), ("/v2/", .base),
    ]
    let kind = kinds.first { request.path.contains($0.0) }?.1
    return requests.kinds.isEmpty || kind.map(requests.kinds.contains) ?? false
  }
}
