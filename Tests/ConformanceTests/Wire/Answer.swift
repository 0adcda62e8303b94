import Foundation
import HTTPTransport

/// What a registry answered, read without any of Drydock's own knowledge of the protocol.
struct Answer: Sendable {
  let method: HTTPMethod
  let url: HTTPURL
  var status: Int
  var headers: HTTPHeaders
  var body: [UInt8]

  init(method: HTTPMethod, url: HTTPURL, status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.method = method
    self.url = url
    self.status = status
    self.headers = headers
    self.body = body
  }

  init(_ request: HTTPRequest, _ response: HTTPResponse) {
    self.init(
      method: request.method, url: response.head.url, status: response.status, headers: response.headers,
      body: response.body)
  }

  /// A violation of this answer's.
  func violation(_ reason: String) -> Violation {
    let query = url.query.map { "?\($0)" } ?? ""
    // Only text that a report can show.
    let isText = body.prefix(200).allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0A }
    let text = body.isEmpty ? "" : isText ? " with \(String(decoding: body.prefix(200), as: UTF8.self))" : " with bytes"
    return Violation("\(method.rawValue) \(url.path)\(query) answered \(status)\(text): \(reason)")
  }

  /// Requires one of some statuses.
  @discardableResult
  func expect(_ wanted: Int...) throws -> Answer {
    guard wanted.contains(status) else {
      throw violation("wanted \(wanted.map(String.init).joined(separator: " or "))")
    }
    return self
  }

  /// Requires that the request is refused as the client's fault.
  @discardableResult
  func expectRefusal() throws -> Answer {
    guard (400..<500).contains(status) else { throw violation("wanted 4xx") }
    return self
  }

  /// Requires a body, byte for byte.
  @discardableResult
  func expect(body wanted: [UInt8]) throws -> Answer {
    guard body == wanted else { throw violation("\(body.count) other bytes than the \(wanted.count) pushed") }
    return self
  }

  /// Requires a header with a value.
  @discardableResult
  func expect(_ name: String, _ wanted: String) throws -> Answer {
    let found = try value(name)
    guard found == wanted else { throw violation("\(name) is \(found), wanted \(wanted)") }
    return self
  }

  /// Requires a header, and gives its value.
  func value(_ name: String) throws -> String {
    guard let value = headers[name], !value.isEmpty else { throw violation("no \(name)") }
    return value
  }

  /// Requires that a header is absent.
  @discardableResult
  func expectNo(_ name: String) throws -> Answer {
    if let value = headers[name] { throw violation("\(name) is there: \(value)") }
    return self
  }

  /// The URL that `Location` names, absolute or relative.
  func location() throws -> HTTPURL {
    let text = try value("Location")
    do { return try url.resolving(text) } catch { throw violation("Location is no URL: \(text)") }
  }

  /// The JSON object that the body is.
  func object() throws -> [String: Any] {
    guard let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
      throw violation("the body is no JSON object")
    }
    return object
  }

  /// The codes of an error body.
  func codes() throws -> [String] {
    guard let list = try object()["errors"] as? [[String: Any]], !list.isEmpty else {
      throw violation("the body has no list of errors")
    }
    return try list.map { entry in
      guard let code = entry["code"] as? String else { throw violation("an error without code") }
      if let message = entry["message"], !(message is String) { throw violation("a message that is no string") }
      return code
    }
  }

  /// Requires an error of the standard's form with a code.
  @discardableResult
  func expectCode(_ wanted: String...) throws -> Answer {
    let found = try codes()
    guard found.contains(where: wanted.contains) else {
      throw violation("wanted \(wanted.joined(separator: " or "))")
    }
    return self
  }
}
