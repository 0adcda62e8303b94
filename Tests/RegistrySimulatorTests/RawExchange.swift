import ByteStreams
import Foundation

/// What came over a socket in answer to a request, byte for byte.
struct RawExchange: Sendable {
  /// The status line and the header fields; empty where none came.
  let head: String
  /// What came behind them.
  let body: [UInt8]
  /// Whether the connection was reset and not closed.
  let wasReset: Bool

  init(_ bytes: [UInt8], wasReset: Bool) {
    let end = bytes.indices.first { bytes[$0...].starts(with: Array("\r\n\r\n".utf8)) }
    head = String(decoding: bytes[..<(end ?? bytes.count)], as: UTF8.self)
    body = end.map { Array(bytes[($0 + 4)...]) } ?? []
    self.wasReset = wasReset
  }

  var status: Int { head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0 }

  /// The value of a header field.
  subscript(name: String) -> String? {
    for line in head.split(separator: "\r\n").dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == name.lowercased() {
        return parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    return nil
  }
}

/// Sends a request as it is and reads until the connection ends.
///
/// - Parameter request: `METHOD PATH`; a path alone is read.
func raw(_ host: String, _ request: String, _ fields: String...) async throws -> RawExchange {
  let connected = try Connected(host)
  let lines =
    ["\(request.contains(" ") ? request : "GET \(request)") HTTP/1.1", "Host: \(host)", "Connection: close"] + fields
  return try await BlockingThreads.run {
    connected.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
    return connected.receiveAll()
  }
}
