import Glibc

/// A request: its head as it goes over the wire, and its body.
struct Request {
  let method: String
  let head: [UInt8]
  let body: [UInt8]

  /// Composes a request; `Content-Length` is set where there is a body or the method asks for one.
  init(_ method: String, _ target: String, _ address: Address, _ headers: [String] = [], body: [UInt8] = []) {
    self.method = method
    self.body = body
    var lines = ["\(method) \(target) HTTP/1.1", "Host: \(address)"] + headers
    if method != "GET", method != "HEAD" { lines.append("Content-Length: \(body.count)") }
    head = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }
}

/// An answer. Its bytes lie in the connection's buffer, until the next exchange.
struct Response {
  let status: Int
  let head: UnsafeRawBufferPointer
  let body: UnsafeRawBufferPointer

  /// The first value of a header field; `name` in lower case.
  func header(_ name: StaticString) -> String? { Self.header(name, head) }

  static func header(_ name: StaticString, _ head: UnsafeRawBufferPointer) -> String? {
    let length = name.utf8CodeUnitCount
    var start = 0
    while let end = head[start...].firstIndex(of: 0x0A) {
      if end - start > length, head[start + length] == UInt8(ascii: ":"), let base = head.baseAddress,
        strncasecmp(base.assumingMemoryBound(to: CChar.self) + start, name.utf8Start, length) == 0
      {
        let value = head[(start + length + 1)..<end].filter { $0 != 0x0D }
        return String(String(decoding: value, as: UTF8.self).drop { $0 == " " })
      }
      start = end + 1
    }
    return nil
  }

  /// Where a head ends, if it does.
  static func endOfHead(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var place = start
    while place + 3 < bytes.count, let found = memchr(base + place, 0x0D, bytes.count - 3 - place) {
      place = UnsafeRawPointer(found) - base
      if memcmp(base + place, "\r\n\r\n", 4) == 0 { return place + 4 }
      place += 1
    }
    return nil
  }

  /// Lets an answer pass that has the right status.
  func expect(_ status: Int, _ request: String) throws(Failure) -> Response {
    guard self.status == status else { throw .status(self.status, to: request) }
    return self
  }

  /// Whether the body is exactly these bytes.
  func holds(_ bytes: [UInt8]) -> Bool {
    guard body.count == bytes.count else { return false }
    return bytes.withUnsafeBytes { expected in
      guard let left = expected.baseAddress, let right = body.baseAddress else { return true }
      return memcmp(left, right, expected.count) == 0
    }
  }
}
