import DistributionSpec
import ImageSpec

extension RegistrySimulator {
  /// Answers a request to control; nil where it is none, or nobody may control.
  ///
  /// - `GET /drydock/log?after=NUMBER`: the oldest requests behind a number that are still remembered.
  /// - `GET /drydock/weather`: the rules with their counts.
  /// - `POST /drydock/weather`, `{"rule": "503 on blob once"}`: adds a rule.
  /// - `DELETE /drydock/weather/NUMBER`, or without a number: takes a rule or all away, and tells their counts.
  func controlAnswer(to request: RegistryRequest) async -> RegistryResponse? {
    guard request.path.hasPrefix(RegistryControl.path), configuration.control.allows(request)
    else { return nil }
    do {
      let response = try await control(request)
      return request.method == "HEAD" ? response.withoutBody : response
    } catch let refusal as Refusal { return RegistryResponse(refusal) } catch {
      return RegistryResponse(Refusal(400, .unknown, message: "the body broke off"))
    }
  }

  private func control(_ request: RegistryRequest) async throws -> RegistryResponse {
    guard request.headers["Origin"] == nil, request.headers["Sec-Fetch-Site"].map({ $0 == "none" }) ?? true else {
      throw Refusal(403, .denied, message: "no page may control a registry")
    }
    try doorkeeper.authorizeControl(request)
    let parts = request.path.split(separator: "/").dropFirst()
    if Array(parts) == ["log"] { return try logAnswer(request) }
    guard parts.first == "weather", parts.count <= 2 else {
      throw Refusal(404, .unsupported, message: "no such control", detail: ["path": .string(request.path)])
    }
    if parts.count == 2 {
      guard request.method == "DELETE" else { throw Refusal.method("DELETE") }
      guard let number = Int(parts.last ?? ""), let entry = changeWeather({ $0.remove(number) }) else {
        throw Refusal(404, .unknown, message: "no weather rule has that number")
      }
      return RegistryResponse(200, json: WeatherReport([entry]).encoded())
    }
    switch request.method {
    case "GET", "HEAD": return RegistryResponse(200, json: WeatherReport(weather.entries).encoded())
    case "POST": return RegistryResponse(201, json: WeatherReport([try await addRule(request)]).encoded())
    case "DELETE": return RegistryResponse(200, json: WeatherReport(changeWeather { $0.removeAll() }).encoded())
    default: throw Refusal.method("GET", "HEAD", "POST", "DELETE")
    }
  }

  private func logAnswer(_ request: RegistryRequest) throws(Refusal) -> RegistryResponse {
    guard request.method == "GET" || request.method == "HEAD" else { throw Refusal.method("GET", "HEAD") }
    let after = request.query["after"].map { Int($0) } ?? 0
    guard let after else { throw Refusal(400, .unsupported, message: "send a number under \"after\"") }
    let requests = requests(RequestFilter(after: after)).prefix(RequestReport.limit)
    return RegistryResponse(200, json: RequestReport(Array(requests)).encoded())
  }

  private func addRule(_ request: RegistryRequest) async throws -> Weather.Entry {
    // What a form can send needs no question of the browser.
    let type = request.headers["Content-Type"].flatMap { try? MediaType(parsing: $0) }?.description
    guard type == "application/json" else {
      throw Refusal(415, .unsupported, message: "send application/json")
    }
    guard let body = try await request.body.collect(limit: limits.formSize) else {
      throw Refusal(413, .sizeInvalid, message: "rule too large")
    }
    guard let text = (try? JSON(parsing: body))?.object?["rule"]?.string else {
      throw Refusal(400, .unsupported, message: "send a text under \"rule\"")
    }
    let rule: WeatherRule
    do { rule = try WeatherRule(parsing: text) } catch {
      throw Refusal(400, .unsupported, message: error.description)
    }
    let entry = changeWeather { weather in weather.add(rule).flatMap { _ in weather.entries.last } }
    guard let entry else { throw Refusal(409, .denied, message: "there are \(Weather.limit) rules already") }
    return entry
  }
}
