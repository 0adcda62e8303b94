import CCurl
import Glibc

/// A libcurl easy handle in a multi handle of its own, whose connections stay open between exchanges.
///
/// The multi interface is there for one reason: `curl_multi_poll` can be woken, so a cancelled exchange ends at once.
///
/// `@unchecked Sendable`: only the thread that took a session out of the pool uses it, but for the wake-up, which
/// libcurl allows from any thread and ``Cancellation`` confines to the time of `perform`.
final class CurlSession: @unchecked Sendable {
  private let easy: UnsafeMutableRawPointer
  private let multi: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>

  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init?() {
    guard Self.isReady, let easy = curl_easy_init() else { return nil }
    guard let multi = curl_multi_init() else {
      curl_easy_cleanup(easy)
      return nil
    }
    self.easy = easy
    self.multi = multi
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 4)
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_multi_cleanup(multi)
    errorText.deallocate()
  }

  /// Does one exchange and blocks until it is over or cancelled.
  func perform(
    _ exchange: Exchange, _ configuration: HTTPConfiguration, _ cancellation: Cancellation,
    now: @escaping @Sendable () -> ContinuousClock.Instant
  ) throws -> Exchange.Outcome {
    exchange.cancellation = cancellation
    curl_easy_reset(easy)
    errorText[0] = 0
    let options = CurlOptions(easy: easy, errorText: errorText)
    let fields = try options.set(exchange, configuration)
    defer { curl_slist_free_all(fields) }

    nonisolated(unsafe) let multi = multi
    let code = try cancellation.during(wake: { curl_multi_wakeup(multi) }) {
      try BrokenPipeSignal.withheld { try withExtendedLifetime(exchange) { try run(exchange, cancellation, now) } }
    }
    return try exchange.finish(code, easy, String(cString: errorText))
  }

  /// How long a wait for the network is at most, in milliseconds: then it is asked whether the exchange has stalled.
  private static let longestPoll: Int32 = 250
  /// How many waits that were not in vain pass before that is asked all the same.
  private static let pollsPerCheck = 16

  private func run(
    _ exchange: Exchange, _ cancellation: Cancellation, _ now: @escaping @Sendable () -> ContinuousClock.Instant
  ) throws -> CURLcode {
    curl_multi_add_handle(multi, easy)
    defer { curl_multi_remove_handle(multi, easy) }
    var watch = StallWatch(exchange.request.stallTimeout, now: now)
    var polls = 0
    while !cancellation.isCancelled {
      var running: Int32 = 0
      var status = curl_multi_perform(multi, &running)
      guard status == CURLM_OK else { return CURLE_FAILED_INIT }
      if running == 0 { break }
      if polls >= Self.pollsPerCheck {
        polls = 0
        if watch.isOver(bytes: exchange.moved, ownTime: exchange.ownTime) { return CURLE_OPERATION_TIMEDOUT }
      }
      var events: Int32 = 0
      status = curl_multi_poll(multi, nil, 0, Self.longestPoll, &events)
      guard status == CURLM_OK else { return CURLE_FAILED_INIT }
      polls += events == 0 ? Self.pollsPerCheck : 1
    }
    if cancellation.isCancelled { throw CancellationError() }
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      if message.pointee.msg == CURLMSG_DONE { return message.pointee.data.result }
    }
    return CURLE_FAILED_INIT
  }
}

/// Keeps `SIGPIPE` from a thread whose TLS library writes into a closed socket; libcurl is told to leave signals alone.
enum BrokenPipeSignal {
  static func withheld<Result>(_ body: () throws -> Result) rethrows -> Result {
    var signals = sigset_t()
    var before = sigset_t()
    var pending = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    sigpending(&pending)
    let wasPending = sigismember(&pending, SIGPIPE) == 1
    pthread_sigmask(SIG_BLOCK, &signals, &before)
    defer {
      if !wasPending {
        var now = timespec()
        while sigtimedwait(&signals, nil, &now) == -1, errno == EINTR {}
      }
      pthread_sigmask(SIG_SETMASK, &before, nil)
    }
    return try body()
  }
}
