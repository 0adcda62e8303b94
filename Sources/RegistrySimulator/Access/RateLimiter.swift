import ByteStreams
import DistributionSpec
import Glibc
import ImageSpec

/// Counts requests against a registry's limits, and says so as Docker Hub does.
final class RateLimiter: Sendable {
  let limits: RateLimits
  private let clock: @Sendable () -> Timestamp
  private let ledger = Locked(RateLedger())

  init(_ limits: RateLimits, clock: @escaping @Sendable () -> Timestamp) {
    self.limits = limits
    self.clock = clock
  }

  /// What is used up, for snapshots.
  var used: RateLedger {
    get { ledger.withLock { $0 } }
    set { ledger.withLock { $0 = newValue } }
  }

  /// Counts a request; an answer where it is one too many. Not in the standard's form: whoever stands in front of Docker
  /// Hub's registry sends it.
  func refusal(of request: RegistryRequest) -> RegistryResponse? {
    guard let allowance = limits.requests else { return nil }
    let balance = use(1, of: allowance, by: .requests(address: Self.source(request.address)))
    guard !balance.isAllowed else { return nil }
    return RegistryResponse(
      429, headers: ["Content-Type": "text/plain; charset=utf-8", "Retry-After": String(balance.wait)],
      body: .bytes(Array("Too Many Requests\n".utf8)))
  }

  /// Counts a pull, if the answer is one, and adds what is left to the headers; another answer where nothing was left.
  ///
  /// - Parameters:
  ///   - response: the answer to a `GET` or a `HEAD` of a manifest.
  ///   - request: what asked for it.
  ///   - account: who asked; nil for nobody known.
  /// - Returns: the answer to send.
  func count(_ response: RegistryResponse, to request: RegistryRequest, by account: String?) -> RegistryResponse {
    guard let allowance = account == nil ? limits.anonymousPulls : limits.accountPulls,
      [200, 304].contains(response.status)
    else { return response }
    let source = account ?? Self.source(request.address)
    let isPull = request.method == "GET" && response.status == 200
    let balance = use(
      isPull ? 1 : 0, of: allowance, by: account.map { .pulls(account: $0) } ?? .anonymousPulls(address: source))
    var answer = response
    if !balance.isAllowed {
      answer = RegistryResponse(
        Refusal(
          429, .tooManyRequests, message: "You have reached your pull rate limit",
          headers: ["Retry-After": String(balance.wait)]))
    }
    answer.headers["ratelimit-limit"] = "\(allowance.count);w=\(allowance.seconds)"
    answer.headers["ratelimit-remaining"] = "\(balance.remaining);w=\(allowance.seconds)"
    answer.headers["docker-ratelimit-source"] = source
    return answer
  }

  private func use(_ count: Int, of allowance: Allowance, by key: RateLedger.Key) -> RateLedger.Balance {
    let now = clock()
    return ledger.withLock { $0.use(count, of: allowance, by: key, at: now) }
  }

  /// Whom an address counts as: an IPv6 one as its /64 network.
  static func source(_ address: String?) -> String {
    guard let address else { return "127.0.0.1" }
    var bytes = in6_addr()
    guard address.contains(":"), inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
    return withUnsafeMutableBytes(of: &bytes) { bytes in
      // An IPv4 address in an IPv6 socket.
      if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
        return bytes[12...].map { String($0) }.joined(separator: ".")
      }
      for index in 8..<16 { bytes[index] = 0 }
      var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
      guard let base = bytes.baseAddress, inet_ntop(AF_INET6, base, &text, socklen_t(INET6_ADDRSTRLEN)) != nil else {
        return address
      }
      return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
