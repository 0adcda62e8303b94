import HTTPTransport
import RegistrySimulator
import Testing

/// Checks can fail: servers with a mistake are told by the check that is meant.
@Suite struct WrongServerTests {
  /// A server that takes everything and keeps nothing, and one that knows nothing: no check may believe both.
  @Test func noCheckBelievesAServerThatSaysTheSameToEverything() async throws {
    let agreeing = try DullWire { request in
      var answer = Answer(method: request.method, url: request.url, status: 200)
      switch request.method {
      case .get, .head: break
      case .post, .patch, .delete: answer.status = 202
      case .put: answer.status = 201
      }
      answer.headers = ["Location": "/v2/x/blobs/uploads/1", "Range": "0-1", "Docker-Content-Digest": "sha256:0"]
      return answer
    }
    let refusing = try DullWire { request in
      Answer(
        method: request.method, url: request.url, status: 404, headers: ["Content-Type": "application/json"],
        body: Array(#"{"errors":[{"code":"NAME_UNKNOWN","message":"unknown"}]}"#.utf8))
    }
    var believed = Set(Check.all.map(\.name))
    for wire in [agreeing, refusing] {
      let results = await ConformanceRun(wire: wire).results()
      believed.subtract(results.filter { $0.failure != nil }.map(\.check.name))
    }
    #expect(believed == [])
  }

  @Test(arguments: Mistake.all)
  func aMistakeIsToldByTheCheckThatIsMeant(mistake: Mistake) async throws {
    let checks = Check.all.filter { mistake.told.contains($0.name) }
    #expect(checks.count == mistake.told.count)
    try await listening(try await registry(MemoryStorage())) { wire in
      let right = await ConformanceRun(wire: wire, checks: checks).results()
      for result in right { #expect(result.outcome == .passed, "\(result.check.name)") }
      let wrong = AlteredWire(inner: wire, request: mistake.request, answer: mistake.answer)
      for result in await ConformanceRun(wire: wrong, checks: checks).results() {
        #expect(result.failure != nil, "\(result.check.name): \(result.outcome)")
      }
    }
  }
}
