extension WeatherFault {
  /// Whether it strikes a request before it is carried out.
  ///
  /// Faults of the body strike here where the request brings one, and else the answer.
  func concerns(_ subject: WeatherSubject) -> Bool {
    func reaches(_ place: Int64?) -> Bool {
      subject.hasBody && subject.bodyLength.map { $0 > place ?? 0 } ?? true
    }
    return switch self {
    case .broken(_, nil), .stall(nil), .hostile, .delay: true
    case .status(416, _): subject.isPartial
    case .status: true
    case .redirect(let target): !target.isWhereIs(subject)
    case .staleToken: subject.token != nil
    case .noRange: subject.hasRange
    case .broken(_, let place?), .stall(let place?): reaches(place)
    case .flip(let place): reaches(place)
    case .drip, .slow: subject.hasBody
    case .lostAnswer, .endless, .length, .wrongDigest, .noDigest, .html, .badJSON, .hugeJSON, .mediaType, .skew,
      .header:
      false
    }
  }

  /// Whether it strikes the answer to a request that was carried out.
  ///
  /// Faults of the body pass the registry's own refusals: a client that is asked for a token first has not seen the body
  /// yet. A proxy's page takes the place of any body, other documents that of a refusal that the weather made.
  func concerns(_ response: RegistryResponse, to subject: WeatherSubject, madeByWeather: Bool) -> Bool {
    let isSuccess = (200..<300).contains(response.status)
    let count = isSuccess ? response.body.count : 0
    return switch self {
    case .broken(_, let place?), .stall(let place?): !subject.hasBody && count > place
    case .flip(let place): !subject.hasBody && count > place ?? 0
    case .drip, .slow: !subject.hasBody && count > 0
    case .endless: count > 0
    case .html: response.body.count > 0
    case .badJSON, .hugeJSON: (isSuccess || madeByWeather) && response.body.count > 0
    case .length(let bytes):
      isSuccess && (response.headers["Content-Length"].flatMap { Int64($0) }.map { $0 + bytes >= 0 } ?? false)
    case .wrongDigest, .noDigest: response.headers["Docker-Content-Digest"] != nil
    case .mediaType: (isSuccess || madeByWeather) && response.headers["Content-Type"] != nil
    case .header(let name, nil): response.headers[name] != nil
    case .lostAnswer, .skew, .header: true
    case .broken(_, nil), .stall(nil), .status, .redirect, .hostile, .delay, .staleToken, .noRange: false
    }
  }
}

extension WeatherFault.Target {
  /// Whether a request is there already, so that a redirect to another place does not become a loop.
  fileprivate func isWhereIs(_ subject: WeatherSubject) -> Bool {
    switch self {
    case .loop: return false
    case .host(let origin): return subject.host.map { origin.hasSuffix("//\($0)") } ?? false
    case .location(let location):
      let place = location.prefix { $0 != "?" }
      if place.hasPrefix("/") { return place == subject.path }
      return subject.host.map { place.hasSuffix("//\($0)\(subject.path)") } ?? false
    }
  }
}
