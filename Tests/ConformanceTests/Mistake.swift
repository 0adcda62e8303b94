import HTTPTransport
import Testing

/// A mistake that a registry could make, and the checks that have to tell it.
struct Mistake: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let told: [String]
  var request: @Sendable (inout HTTPRequest) -> Answer? = { _ in nil }
  var answer: @Sendable (HTTPRequest, inout Answer) -> Void = { _, _ in }

  /// A request that the registry sees otherwise, or not at all.
  static func asks(
    _ name: String, _ told: String..., request: @escaping @Sendable (inout HTTPRequest) -> Answer?
  ) -> Mistake {
    Mistake(testDescription: name, told: told, request: request)
  }

  /// An answer that comes otherwise.
  static func answers(
    _ name: String, _ told: String..., answer: @escaping @Sendable (HTTPRequest, inout Answer) -> Void
  ) -> Mistake {
    Mistake(testDescription: name, told: told, answer: answer)
  }

  /// Answers of one status come with another.
  static func status(_ from: Int, _ to: Int, _ told: String...) -> Mistake {
    Mistake(
      testDescription: "\(from) is \(to)", told: told,
      answer: { _, answer in
        if answer.status == from { answer.status = to }
      })
  }

  /// A header is missing.
  static func without(_ header: String, _ told: String...) -> Mistake {
    Mistake(testDescription: "no \(header)", told: told, answer: { _, answer in answer.headers[header] = nil })
  }

  /// A header of requests is not looked at.
  static func ignoring(_ header: String, _ method: HTTPMethod, _ told: String...) -> Mistake {
    Mistake(
      testDescription: "\(header) of \(method.rawValue) ignored", told: told,
      request: { request in
        if request.method == method { request.headers[header] = nil }
        return nil
      })
  }

  /// A parameter of requests is not looked at.
  static func ignoring(parameter: String, _ told: String...) -> Mistake {
    Mistake(
      testDescription: "\(parameter) ignored", told: told,
      request: { request in
        guard let url = try? HTTPURL(request.url.text.replacing("\(parameter)=", with: "ignored=")) else { return nil }
        request.url = url
        return nil
      })
  }
}
