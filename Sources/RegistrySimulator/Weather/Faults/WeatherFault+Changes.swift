import DistributionSpec
import ImageSpec

extension WeatherFault {
  /// Changes the answer to a request that was carried out.
  func change(_ response: inout RegistryResponse, to subject: WeatherSubject, now: Timestamp) {
    let count = response.body.count
    switch self {
    case .broken(let way, let place?): response.delivery.end = .broken(way, .body(place))
    case .stall(let place?): response.delivery.end = .stalled(.body(place))
    case .lostAnswer: response.delivery.end = .broken(.reset, .start)
    case .endless:
      response.headers["Content-Length"] = nil
      response.delivery.end = .endless
    case .drip(let bytes): response.delivery.pace = .drip(bytes)
    case .slow(let bytes): response.delivery.pace = .link(bytes)
    case .flip(let place): response.body = response.body.flipped(at: place ?? count / 2)
    case .length(let bytes):
      guard let length = response.headers["Content-Length"].flatMap({ Int64($0) }) else { return }
      response.headers["Content-Length"] = String(length + bytes)
      // Behind it no other answer could be found.
      if subject.method != "HEAD" { response.delivery.end = .broken(.close, .body(count)) }
    case .wrongDigest:
      response.headers["Docker-Content-Digest"] = (try? Digest(of: Array(subject.path.utf8)))?.description
    case .noDigest: response.headers["Docker-Content-Digest"] = nil
    case .html: response = RegistryResponse(response.status, html: FaultText.page)
    case .badJSON: response.setBody(response.body.firstHalf)
    case .hugeJSON(let size): response.setBody(.blob(HugeDocument(size: size), 0..<size))
    case .mediaType(let type): response.headers["Content-Type"] = type
    case .header(let name, let value): response.headers[name] = value
    case .skew(let seconds): skew(&response, now.seconds + seconds, isToken: subject.kind == .token)
    case .status, .redirect, .hostile, .staleToken, .noRange, .delay, .broken(_, nil), .stall(nil): break
    }
  }

  private func skew(_ response: inout RegistryResponse, _ seconds: Int64, isToken: Bool) {
    response.headers["Date"] = HTTPDate.text(seconds: seconds)
    guard isToken, case .bytes(let bytes) = response.body, var answer = (try? JSON(parsing: bytes))?.object,
      answer["expires_in"] != nil
    else { return }
    answer["issued_at"] = .string(Timestamp(seconds: seconds).description)
    response.setBody(.bytes(JSON.object(answer).encoded()))
  }
}

extension RegistryResponse {
  fileprivate init(_ status: Int, html bytes: [UInt8]) {
    self.init(status, headers: ["Content-Type": "text/html; charset=utf-8"], body: .bytes(bytes))
  }

  fileprivate mutating func setBody(_ body: Body) {
    self.body = body
    headers["Content-Length"] = String(body.count)
  }
}

extension RegistryResponse.Body {
  fileprivate func flipped(at place: Int64) -> RegistryResponse.Body {
    switch self {
    case .none: return self
    case .bytes(var bytes):
      bytes[Int(place)] ^= 1
      return .bytes(bytes)
    case .blob(let reader, let range):
      return .blob(FlippedBlob(blob: reader, position: range.lowerBound + place), range)
    }
  }

  /// What is left where it breaks off in its middle.
  fileprivate var firstHalf: RegistryResponse.Body {
    switch self {
    case .none: .none
    case .bytes(let bytes): .bytes(Array(bytes.prefix(bytes.count / 2)))
    case .blob(let reader, let range): .blob(reader, range.lowerBound..<range.lowerBound + Int64(range.count / 2))
    }
  }
}
