import ByteStreams
import ImageSpec

extension RegistrySimulator {
  /// The weather with its counts.
  public var weather: Weather { currentWeather.withLock { $0 } }

  /// Changes the weather for the requests that come from now on.
  public func changeWeather<Result>(_ body: (inout Weather) throws -> Result) rethrows -> Result {
    try currentWeather.withLock { try body(&$0) }
  }

  /// Answers a request under the registry's weather.
  func weatheredAnswer(to request: RegistryRequest) async -> RegistryResponse {
    if currentWeather.withLock({ $0.entries.isEmpty }) { return await answer(request) }
    let subject = WeatherSubject(request)
    let faults = currentWeather.withLock { $0.strike(subject) { $0.concerns(subject) } }
    var response = await answer(request, subject, faults)
    if !response.delivery.isUnanswered {
      let isMade = faults.contains { if case .status = $0 { true } else { false } }
      let last = currentWeather.withLock { weather in
        weather.strike(subject) { $0.concerns(response, to: subject, madeByWeather: isMade) }
      }
      for fault in last { fault.change(&response, to: subject, now: clock()) }
      response.weather = last
    }
    // After the answer is there; who asks can't tell the difference.
    for case .delay(let milliseconds) in faults { response.delivery.delay = .milliseconds(milliseconds) }
    response.weather = faults + response.weather
    return response
  }

  /// Answers a request that these faults strike.
  private func answer(
    _ request: RegistryRequest, _ subject: WeatherSubject, _ faults: [WeatherFault]
  ) async -> RegistryResponse {
    for fault in faults {
      guard let response = fault.answer(to: request, subject, now: clock()) else { continue }
      return request.method == "HEAD" ? response.withoutBody : response
    }
    var request = request
    for fault in faults {
      switch fault {
      case .noRange: request.headers["Range"] = nil
      case .staleToken: if let token = subject.token { doorkeeper.revoke(token) }
      default: break
      }
    }
    guard let upload = FaultedUpload(request, faults) else { return await answer(request) }
    request.body = upload.body
    let response = await answer(request)
    if upload.struck == nil { await upload.finish() }
    return upload.struck.map { .unanswered($0) } ?? response
  }
}
