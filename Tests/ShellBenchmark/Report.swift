import Foundation

/// The figures as lines of a table.
enum Report {
  static func heading() {
    line(["", "drydock p50", "p95", "max", "bash p50", "p95", "max", "p50 to bash's"])
  }

  static func row(_ name: String, _ times: [Duration], beside others: [Duration]) {
    let ratio = milliseconds(times, 0.5) / max(milliseconds(others, 0.5), 0.001)
    line([name] + figures(times) + figures(others) + [String(format: "%.2f", ratio)])
  }

  private static func figures(_ times: [Duration]) -> [String] {
    [0.5, 0.95, 1].map { String(format: "%.2f ms", milliseconds(times, $0)) }
  }

  /// The time that this share of all stays below.
  private static func milliseconds(_ times: [Duration], _ share: Double) -> Double {
    let sorted = times.sorted()
    guard !sorted.isEmpty else { return 0 }
    let place = min(Int(Double(sorted.count) * share), sorted.count - 1)
    return sorted[place] / .milliseconds(1)
  }

  private static func line(_ cells: [String]) {
    let text = cells.map { $0.padding(toLength: 14, withPad: " ", startingAt: 0) }.joined()
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }
}
