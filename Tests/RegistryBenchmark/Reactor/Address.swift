import ArgumentParser
import Glibc

/// Where a registry listens: `http://A.B.C.D:PORT`.
struct Address: Hashable, Sendable, CustomStringConvertible, ExpressibleByArgument {
  let host: String
  let port: UInt16

  init?(argument: String) {
    var text = argument[...]
    if text.hasPrefix("http://") { text = text.dropFirst("http://".count) }
    while text.hasSuffix("/") { text.removeLast() }
    let parts = text.split(separator: ":")
    guard parts.count == 2, let port = UInt16(parts[1]), inet_addr(String(parts[0])) != in_addr_t.max else {
      return nil
    }
    host = String(parts[0])
    self.port = port
  }

  var description: String { "\(host):\(port)" }

  /// Opens a socket that connects without waiting.
  ///
  /// - Parameter number: of the client. On loopback each few clients come from an address of their own, because one
  ///   has not enough ports for a minute of new connections.
  func connect(client number: Int) throws(Failure) -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard socket >= 0 else { throw .refused(errno) }
    var one: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, size)
    if host.hasPrefix("127.") {
      setsockopt(socket, Int32(IPPROTO_IP), 24 /* IP_BIND_ADDRESS_NO_PORT */, &one, size)
      _ = Self.call(Glibc.bind, socket, "127.0.\(1 + number / 4 % 200).1", 0)
    }
    guard Self.call(Glibc.connect, socket, host, port) == 0 || errno == EINPROGRESS else {
      let number = errno
      close(socket)
      throw .refused(number)
    }
    return socket
  }

  private static func call(
    _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32, _ socket: Int32, _ host: String, _ port: UInt16
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr(host)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        function(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
