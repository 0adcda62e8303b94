/// Puts every check to one registry, several at a time, each in repositories of its own.
struct ConformanceRun: Sendable {
  /// What came of one check.
  enum Outcome: Sendable, Equatable {
    case passed
    case failed(String)
    /// Not asked, or answered as the specification lets a registry answer that lacks an optional thing.
    case skipped(String)
  }

  struct Result: Sendable {
    let check: Check
    let outcome: Outcome

    /// Why it failed; nil where it did not.
    var failure: String? { if case .failed(let reason) = outcome { reason } else { nil } }
  }

  let wire: any Wire
  /// What the registry is known not to have.
  var lacks: Set<Check.Need> = []
  /// What the names of all repositories begin with.
  var prefix = "conformance-\(UInt32.random(in: 0...UInt32.max))"
  var checks = Check.all

  private static let width = 12

  /// The outcome of each check, in the suite's order.
  func results() async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { group in
      var outcomes: [(Int, Result)] = []
      for (number, check) in checks.enumerated() {
        if number >= Self.width, let one = await group.next() { outcomes.append(one) }
        group.addTask { (number, await result(of: check, number)) }
      }
      for await one in group { outcomes.append(one) }
      return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func result(of check: Check, _ number: Int) async -> Result {
    if let need = check.needs.first(where: lacks.contains) {
      return Result(check: check, outcome: .skipped("needs \(need.rawValue)"))
    }
    let probe = Probe(wire: wire, repository: "\(prefix)/check-\(number)")
    let outcome = await outcome(of: check, probe)
    await probe.cancelUploads()
    return Result(check: check, outcome: outcome)
  }

  private func outcome(of check: Check, _ probe: Probe) async -> Outcome {
    do {
      try await check.body(probe)
      return .passed
    } catch let violation as Violation {
      return .failed(violation.reason)
    } catch let lack as NotOffered {
      return .skipped("not offered: \(lack.reason)")
    } catch {
      return .failed("\(error)")
    }
  }
}
