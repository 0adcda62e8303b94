import Glibc

extension Connected {
  /// Whether nothing has come that was not read yet, the end included.
  var hasNothing: Bool {
    var look = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&look, 1, 0) == 0
  }

  /// Closes the way to the listener.
  func finishSending() { shutdown(socket, Int32(SHUT_WR)) }

  /// Sends bytes that are no text.
  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { return }
      sent += count
    }
  }

  /// Sends what the sockets take until they take no more; the number of bytes.
  func sendWithoutWaiting(_ bytes: [UInt8]) -> Int {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if count > 0 {
        sent += count
        continue
      }
      // A full socket may only be slow to move on: it is full when it stays so.
      var room = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
      if poll(&room, 1, 300) <= 0 { return sent }
    }
    return sent
  }
}
