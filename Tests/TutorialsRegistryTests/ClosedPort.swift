import Glibc

/// A loopback port that nobody listens on: bound for as long as this lives, so that nobody else gets it.
final class ClosedPort {
  let port: Int
  private let socket: Int32

  struct Failure: Error { let errno: Int32 }

  init() throws {
    let opened = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    socket = opened
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        bind(opened, name, length) == 0 ? getsockname(opened, name, &length) : -1
      }
    }
    port = Int(UInt16(bigEndian: address.sin_port))
    if status != 0 { throw Failure(errno: errno) }
  }

  deinit { close(socket) }
}
