import Glibc

/// Ports of loopback that nobody listens on, for tests where the number of digits counts.
public enum FreePort {
  /// No port of the range was free.
  public struct NoneLeft: Error {}

  /// A port on which nobody listened a moment ago, found by trying: whoever takes it must be ready to try another.
  public static func find(in ports: ClosedRange<Int> = 1024...9999) throws -> Int {
    for _ in 0..<200 {
      guard let port = ports.randomElement(), let number = in_port_t(exactly: port) else { continue }
      let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      defer { close(probe) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = number.bigEndian
      address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isFree = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(probe, $0, size) == 0 && listen(probe, 1) == 0 }
      }
      if isFree { return port }
    }
    throw NoneLeft()
  }
}
