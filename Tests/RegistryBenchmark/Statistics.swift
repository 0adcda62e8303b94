import Glibc

/// What a run measured: latencies, what went wrong, and the server's memory.
///
/// `@unchecked Sendable`: touched on the reactor's thread only.
final class Statistics: @unchecked Sendable {
  private var latencies = Histogram()
  private var current = Histogram()
  private var failures: [String: Int] = [:]
  private var failuresNow = 0
  private let server: ServerProcess?
  private let begin = ContinuousClock.now
  private let unit: String

  /// - Parameters:
  ///   - unit: what is counted, in the plural.
  ///   - server: the process whose memory is looked at.
  init(_ unit: String, server: ServerProcess?) {
    self.unit = unit
    self.server = server
  }

  /// Counts one operation.
  func add(_ duration: Duration) {
    latencies.add(duration)
    current.add(duration)
  }

  /// Counts what went wrong.
  func add(_ error: any Error) {
    failures["\(error)", default: 0] += 1
    failuresNow += 1
  }

  var errorCount: Int { failures.values.reduce(0, +) }
  var count: Int { latencies.count }

  /// Measures an operation and counts how it ends; says whether it succeeded.
  @discardableResult
  func measure(_ body: () async throws -> Void) async -> Bool {
    let start = ContinuousClock.now
    do {
      try await body()
      add(ContinuousClock.now - start)
      return true
    } catch {
      add(error)
      return false
    }
  }

  /// Prints a line for each second until the end has come.
  func report(on reactor: Reactor, until end: ContinuousClock.Instant) async {
    var next = ContinuousClock.now + .seconds(1)
    var last = ContinuousClock.now
    while next <= end + .milliseconds(50) {
      await reactor.sleep(until: next)
      let now = ContinuousClock.now
      let rate = Double(current.count) / (now - last).inSeconds
      say(
        "\(Int((now - begin).inSeconds.rounded())) s  \(Int(rate)) \(unit)/s  p99 \(current.quantile(0.99)) ms"
          + "  errors \(failuresNow)" + (server.map { "  RSS \($0.resident) MB" } ?? ""))
      (current, failuresNow, last) = (Histogram(), 0, now)
      next += .seconds(1)
    }
  }

  /// Prints the figures of the whole run.
  func summarize(over duration: Duration) {
    let rate = Double(latencies.count) / duration.inSeconds
    say("")
    say("\(unit): \(latencies.count), \(rate.text(1)) a second")
    say(
      "latency ms: p50 \(latencies.quantile(0.5)) p95 \(latencies.quantile(0.95)) p99 \(latencies.quantile(0.99))"
        + " max \(latencies.quantile(1))")
    for (kind, count) in failures.sorted(by: { $0.key < $1.key }) { say("error: \(kind): \(count)") }
    say("errors: \(errorCount)")
    if let server { say("server memory MB: now \(server.resident), peak \(server.peak)") }
    say(
      "own processor time s: \(ServerProcess.ownSeconds.text(2))"
        + (server.map { ", server's \($0.seconds.text(2))" } ?? ""))
  }
}

/// Durations in classes of three per cent.
struct Histogram {
  private var classes = [Int](repeating: 0, count: 32 * 40)
  private(set) var count = 0
  private var largest: UInt64 = 0

  mutating func add(_ duration: Duration) {
    let micros = UInt64(max(0, duration.inSeconds * 1e6))
    classes[Self.place(micros)] += 1
    count += 1
    largest = max(largest, micros)
  }

  /// The duration in milliseconds that this share of all stays below.
  func quantile(_ share: Double) -> String {
    if share >= 1 { return (Double(largest) / 1e3).text(2) }
    var rest = Int(Double(count) * share)
    for (place, number) in classes.enumerated() {
      rest -= number
      if rest < 0 { return (Double(min(largest, Self.value(place))) / 1e3).text(2) }
    }
    return "-"
  }

  private static func place(_ micros: UInt64) -> Int {
    if micros < 32 { return Int(micros) }
    let shift = 58 - micros.leadingZeroBitCount
    return min(32 * 40 - 1, (shift + 1) * 32 + Int(micros >> UInt64(shift)) - 32)
  }

  private static func value(_ place: Int) -> UInt64 {
    if place < 32 { return UInt64(place) }
    return UInt64(place % 32 + 32) << UInt64(place / 32 - 1)
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension Double {
  /// With that many decimals.
  func text(_ decimals: Int) -> String {
    let scale = pow(10, Double(decimals))
    let whole = Int((self * scale).rounded())
    guard decimals > 0 else { return String(whole) }
    let digits = String(whole % Int(scale))
    return "\(whole / Int(scale))." + String(repeating: "0", count: decimals - digits.count) + digits
  }
}

/// Prints a line at once.
func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}
