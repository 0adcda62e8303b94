import ImageSpec

/// So many of something in so long a time, as `100/6h` says it.
public struct Allowance: Hashable, Sendable, CustomStringConvertible {
  /// How many; at least 0.
  public let count: Int
  /// The length of the time in seconds; at least 1.
  public let seconds: Int64

  /// Reads `COUNT/DURATION`: a whole number, and a whole number of `s`, `m`, `h` or `d` (one, where it is left out).
  ///
  /// - Throws: ``Invalid``.
  public init(parsing text: String) throws(Invalid) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = Self.number(parts[0]), let unit = parts[1].last,
      let length = [Character("s"): Int64(1), "m": 60, "h": 3_600, "d": 86_400][unit],
      let times = parts[1].count == 1 ? 1 : Self.number(parts[1].dropLast()), times > 0
    else { throw Invalid(text: text) }
    self.count = Int(count)
    seconds = times * length
  }

  private static func number(_ text: Substring) -> Int64? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text)
  }

  /// `100/6h`.
  public var description: String {
    for (unit, length) in [("d", Int64(86_400)), ("h", 3_600), ("m", 60)] where seconds % length == 0 {
      return "\(count)/\(seconds / length)\(unit)"
    }
    return "\(count)/\(seconds)s"
  }

  /// The text is no allowance.
  public struct Invalid: Error, Hashable, CustomStringConvertible {
    /// What was read.
    public let text: String
    /// The facts, for logs.
    public var description: String { "not of the form 100/6h" }
  }
}

/// How often a registry may be asked.
///
/// See [Docker Hub's limits](https://docs.docker.com/docker-hub/usage/pulls/): a pull is a `GET` of a manifest that is
/// served; `HEAD` and blobs count nothing.
public struct RateLimits: Hashable, Sendable {
  /// Pulls of an address, where nobody is logged in; an IPv6 address counts with its /64 network.
  public var anonymousPulls: Allowance?
  /// Pulls of an account.
  public var accountPulls: Allowance?
  /// Requests of any kind of an address, answered as Docker Hub's limiter against abuse does.
  public var requests: Allowance?

  /// Composes limits; without arguments there are none.
  public init(anonymousPulls: Allowance? = nil, accountPulls: Allowance? = nil, requests: Allowance? = nil) {
    self.anonymousPulls = anonymousPulls
    self.accountPulls = accountPulls
    self.requests = requests
  }
}
