import Foundation
import Glibc

/// A server on a free loopback port that answers each connection by a script of bytes: for what a real server does only
/// on its worst day. Every connection has a thread; what was asked is kept.
///
/// `@unchecked Sendable`: everything that changes is behind `lock`.
public final class ScriptedServer: @unchecked Sendable {
  /// A request as it arrived.
  public struct Request: Sendable {
    public let method: String
    /// Path and query.
    public let target: String
    public let fields: [(name: String, value: String)]
    public let body: [UInt8]

    /// The first value of a field; names compare without case.
    public subscript(name: String) -> String? {
      fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }
  }

  /// The port that it listens on.
  public let port: Int
  private let listener: Int32
  private let lock = NSLock()
  private var received: [Request] = []
  private var accepted = 0
  private var open: Set<Int32> = []

  /// `http://127.0.0.1:PORT`
  public var url: String { "http://127.0.0.1:\(port)" }
  /// Every request so far, in the order of arrival.
  public var requests: [Request] { lock.withLock { received } }
  /// How many connections were made so far.
  public var connections: Int { lock.withLock { accepted } }

  /// Starts a server whose connections are handled by `script`; a connection is closed when its script returns.
  ///
  /// - Parameter port: where it listens; any free port without.
  public init(port: Int = 0, _ script: @escaping @Sendable (Connection) throws -> Void) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (listener, size) = (listener, length)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    self.port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [weak self] in
      while true {
        let descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else {
          // Only this thread closes the listener, so that its number can't become another's while it is in use here.
          Glibc.close(listener)
          return
        }
        guard let index = self?.register(descriptor) else {
          Glibc.close(descriptor)
          continue
        }
        Thread.detachNewThread { [weak self] in
          let connection = Connection(descriptor, index) { request in self?.record(request) }
          try? script(connection)
          self?.unregister(descriptor)
          Glibc.close(descriptor)
        }
      }
    }
  }

  /// Answers every request of every connection by a function of the request.
  public convenience init(port: Int = 0, answering answer: @escaping @Sendable (Request) -> String) throws {
    try self.init(port: port) { connection in
      while let request = try connection.request() { try connection.send(answer(request)) }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
  }

  private func register(_ descriptor: Int32) -> Int {
    lock.withLock {
      open.insert(descriptor)
      accepted += 1
      return accepted - 1
    }
  }

  private func unregister(_ descriptor: Int32) { _ = lock.withLock { open.remove(descriptor) } }
  private func record(_ request: Request) { lock.withLock { received.append(request) } }

  /// A response with a length, ready to be sent.
  public static func response(_ status: String, _ fields: [String] = [], body: String = "") -> String {
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + fields
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
  }
}

extension ScriptedServer {
  /// One accepted connection, used by its script's thread alone.
  public final class Connection {
    /// 0 for the server's first connection.
    public let index: Int
    private let descriptor: Int32
    private let record: (Request) -> Void
    private var buffer: [UInt8] = []

    init(_ descriptor: Int32, _ index: Int, record: @escaping (Request) -> Void) {
      self.descriptor = descriptor
      self.index = index
      self.record = record
    }

    /// Reads and records the next request with its body; `nil` when the client has closed.
    ///
    /// With `readingBody` false the body is left where it is, as by a server that refuses a request early.
    public func request(readingBody: Bool = true) throws -> Request? {
      while true {
        if let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) {
          let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
          buffer.removeFirst(end.upperBound)
          let words = lines[0].split(separator: " ").map(String.init)
          let fields = lines.dropFirst().map { line -> (name: String, value: String) in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : "")
          }
          func field(_ name: String) -> String? { fields.first { $0.name.lowercased() == name }?.value }
          var body: [UInt8] = []
          if !readingBody {
            // The script says what becomes of it.
          } else if field("transfer-encoding")?.lowercased() == "chunked" {
            while let size = try line().flatMap({ Int($0, radix: 16) }) {
              body += try take(size)
              _ = try line()
              if size == 0 { break }
            }
          } else if let length = field("content-length").flatMap({ Int($0) }) {
            body = try take(length)
          }
          let request = Request(method: words[0], target: words[1], fields: fields, body: body)
          record(request)
          return request
        }
        guard try fill() else { return nil }
      }
    }

    /// Sends text as it is.
    public func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Sends bytes as they are.
    public func send(_ bytes: [UInt8]) throws {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { throw POSIXError(.EPIPE) }
        rest = rest.dropFirst(count)
      }
    }

    /// Blocks until the client closes the connection.
    public func waitForClose() { while (try? fill()) == true { buffer.removeAll() } }

    /// Ends the connection with a reset, so that the client gets an error and no end.
    public func reset() {
      var option = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    private func line() throws -> String? {
      while true {
        if let end = buffer.firstRange(of: [0x0D, 0x0A]) {
          let line = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
          buffer.removeFirst(end.upperBound)
          return line
        }
        guard try fill() else { return nil }
      }
    }

    /// Reads the next bytes of a body that ``request(readingBody:)`` left where it was.
    public func take(_ count: Int) throws -> [UInt8] {
      while buffer.count < count { guard try fill() else { throw POSIXError(.ECONNRESET) } }
      defer { buffer.removeFirst(count) }
      return Array(buffer.prefix(count))
    }

    private func fill() throws -> Bool {
      var chunk = [UInt8](repeating: 0, count: 64 << 10)
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count >= 0 else { throw POSIXError(.ECONNRESET) }
      buffer.append(contentsOf: chunk.prefix(count))
      return count > 0
    }
  }
}
