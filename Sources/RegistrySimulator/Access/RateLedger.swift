import ImageSpec

/// Who used up how much of what is allowed: windows of time that begin with the first use.
public struct RateLedger: Hashable, Sendable {
  /// Who is counted, and for what.
  enum Key: Hashable, Sendable {
    case pulls(account: String)
    case anonymousPulls(address: String)
    case requests(address: String)
  }

  private struct Window: Hashable, Sendable {
    let start: Timestamp
    var count: Int
  }

  /// What is left after a use.
  struct Balance: Hashable, Sendable {
    let isAllowed: Bool
    let remaining: Int
    /// Seconds until everything is allowed again.
    let wait: Int64
  }

  private var windows: [Key: Window] = [:]

  /// The most windows that are remembered; the oldest go first.
  static let limit = 10_000

  /// Nothing is used up.
  public init() {}

  /// Uses some of an allowance, if enough is left; none to see what is left.
  mutating func use(_ count: Int, of allowance: Allowance, by key: Key, at now: Timestamp) -> Balance {
    var window = windows[key] ?? Window(start: now, count: 0)
    // A clock that was set back must not lock anybody out for longer than the window.
    if now.seconds - window.start.seconds >= allowance.seconds || now < window.start {
      window = Window(start: now, count: 0)
    }
    let isAllowed = window.count + count <= allowance.count
    if isAllowed, count > 0 {
      window.count += count
      makeRoom(for: key)
      windows[key] = window
    }
    return Balance(
      isAllowed: isAllowed, remaining: max(0, allowance.count - window.count),
      wait: max(1, allowance.seconds - (now.seconds - window.start.seconds)))
  }

  private mutating func makeRoom(for key: Key) {
    guard windows.count >= Self.limit, windows[key] == nil else { return }
    // Half of them at once, so that it is rare.
    for (old, _) in windows.sorted(by: { $0.value.start < $1.value.start }).prefix(Self.limit / 2) {
      windows[old] = nil
    }
  }
}
