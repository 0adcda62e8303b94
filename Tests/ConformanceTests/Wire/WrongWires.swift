import HTTPTransport

/// The way to a registry that is right, with something wrong on it: what a registry with that mistake would answer.
struct AlteredWire: Wire {
  let inner: any Wire
  /// Changes a request before the registry sees it; an answer in its place means that the registry never does.
  var request: @Sendable (inout HTTPRequest) -> Answer? = { _ in nil }
  /// Changes an answer before a check sees it.
  var answer: @Sendable (HTTPRequest, inout Answer) -> Void = { _, _ in }

  var base: HTTPURL { inner.base }

  func send(_ original: HTTPRequest) async throws -> Answer {
    var request = original
    if let answer = self.request(&request) { return answer }
    var answer = try await inner.send(request)
    self.answer(original, &answer)
    return answer
  }
}

/// A server that says the same to everything.
struct DullWire: Wire {
  let base: HTTPURL
  let answer: @Sendable (HTTPRequest) -> Answer

  init(_ answer: @escaping @Sendable (HTTPRequest) -> Answer) throws {
    base = try HTTPURL("http://registry.invalid")
    self.answer = answer
  }

  func send(_ request: HTTPRequest) async throws -> Answer { answer(request) }
}
