import DistributionSpec
import ImageSpec

extension WeatherFault {
  /// The answer in the place of the registry's own; nil where the fault leaves that to it.
  func answer(to request: RegistryRequest, _ subject: WeatherSubject, now: Timestamp) -> RegistryResponse? {
    switch self {
    case .broken(let way, nil): .unanswered(.broken(way, .start))
    case .stall(nil): .unanswered(.stalled(.start))
    case .status(let status, let retry):
      RegistryResponse(Refusal(status, Self.code(status, subject), headers: Self.headers(retry, now)))
    case .redirect(let target):
      RegistryResponse(307, headers: ["Location": target.location(of: request)])
    case .hostile: Self.hostileAnswer(subject)
    default: nil
    }
  }

  private static func code(_ status: Int, _ subject: WeatherSubject) -> ErrorCode {
    switch (status, subject.kind) {
    case (401, _): .unauthorized
    case (403, _): .denied
    case (404, .manifest): .manifestUnknown
    case (404, .blob): .blobUnknown
    case (404, .upload): .blobUploadUnknown
    case (404, .tags): .nameUnknown
    case (416, .upload): .blobUploadInvalid
    case (413, _), (416, _): .sizeInvalid
    case (405, _): .unsupported
    case (429, _): .tooManyRequests
    case (503, _): .unavailable
    default: .unknown
    }
  }

  private static func headers(_ retry: Retry?, _ now: Timestamp) -> RegistryHeaders {
    switch retry {
    case nil: [:]
    case .after(let seconds): ["Retry-After": String(seconds)]
    case .date(let seconds):
      ["Retry-After": HTTPDate.text(seconds: now.seconds + seconds), "Date": HTTPDate.text(seconds: now.seconds)]
    }
  }

  private static func hostileAnswer(_ subject: WeatherSubject) -> RegistryResponse {
    let text = FaultText.hostile
    switch subject.kind {
    case .tags:
      let list: JSON = ["name": .string(subject.repository?.description ?? ""), "tags": .strings([text, "latest"])]
      return RegistryResponse(200, json: list.encoded())
    case .catalog:
      let list: JSON = ["repositories": .strings([text, "library/hello"])]
      return RegistryResponse(200, json: list.encoded())
    case .search:
      let result = SearchResult(name: "hello\(text)", description: text)
      return RegistryResponse(200, json: SearchAnswer(query: text, results: [result]).encoded())
    default: return RegistryResponse(Refusal(403, .denied, message: text, detail: .string(text)))
    }
  }
}

extension WeatherFault.Target {
  fileprivate func location(of request: RegistryRequest) -> String {
    let query = request.query.items.isEmpty ? "" : "?\(request.query.encoded)"
    // A path's characters are those of names and digests, or come from somebody who has no endpoint.
    let path = request.path.split(separator: "/", omittingEmptySubsequences: false).map { part in
      part.contains(":")
        ? part.split(separator: ":").map { Query.encode($0) }.joined(separator: ":") : Query.encode(part)
    }.joined(separator: "/")
    return switch self {
    case .loop: path + query
    case .location(let location): location
    case .host(let origin): origin + path + query
    }
  }
}

extension RegistryResponse {
  /// No answer at all. What it would have been nobody sees.
  static func unanswered(_ end: Delivery.End) -> RegistryResponse {
    var response = RegistryResponse(Refusal(503, .unavailable))
    response.delivery.end = end
    return response
  }
}
