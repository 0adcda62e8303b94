import Glibc

/// One client's connection: one exchange at a time, opened when it is needed.
///
/// `@unchecked Sendable`: belongs to the task of its client, on the reactor's thread.
final class Connection: @unchecked Sendable {
  let reactor: Reactor
  let address: Address
  private let client: Int
  private(set) var socket: Int32 = -1
  var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 80 << 10, alignment: 16)
  var filled = 0

  init(_ reactor: Reactor, _ address: Address, client: Int) {
    self.reactor = reactor
    self.address = address
    self.client = client
  }

  deinit {
    if socket >= 0 { Glibc.close(socket) }
    buffer.deallocate()
  }

  /// Closes; the next exchange opens anew.
  func close() {
    guard socket >= 0 else { return }
    reactor.forget(socket)
    Glibc.close(socket)
    socket = -1
  }

  /// Connects where it is not connected.
  func open() async throws(Failure) {
    if socket >= 0 { return }
    socket = try address.connect(client: client)
    reactor.watch(socket)
    try await reactor.wait(for: socket)
    var error: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size)
    guard error == 0 else {
      close()
      throw .refused(error)
    }
  }

  /// Sends a request and reads the whole answer, `100 Continue` left out.
  ///
  /// - Parameter sink: takes the body as it comes, which is then not in the answer.
  func exchange(
    _ request: Request, into sink: ((UnsafeRawBufferPointer) -> Void)? = nil
  ) async throws(Failure) -> Response {
    try await open()
    do {
      try await send(request.head, request.body)
      return try await receive(hasBody: request.method != "HEAD", sink)
    } catch {
      close()
      throw error
    }
  }

  /// Sends bytes as they are.
  func send(_ head: [UInt8], _ body: [UInt8] = []) async throws(Failure) {
    try await open()
    var sent = 0
    let total = head.count + body.count
    while sent < total {
      let count = Self.write(socket, head, body, from: sent)
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        try await reactor.wait(for: socket)
      } else {
        throw .reset
      }
    }
  }

  private static func write(_ socket: Int32, _ head: [UInt8], _ body: [UInt8], from sent: Int) -> Int {
    head.withUnsafeBytes { head in
      body.withUnsafeBytes { body in
        let first = UnsafeMutableRawBufferPointer(mutating: UnsafeRawBufferPointer(rebasing: head.dropFirst(sent)))
        let second = UnsafeMutableRawBufferPointer(
          mutating: UnsafeRawBufferPointer(rebasing: body.dropFirst(max(0, sent - head.count))))
        let parts = [
          iovec(iov_base: first.baseAddress, iov_len: first.count),
          iovec(iov_base: second.baseAddress, iov_len: second.count),
        ]
        return writev(socket, parts, 2)
      }
    }
  }
}
