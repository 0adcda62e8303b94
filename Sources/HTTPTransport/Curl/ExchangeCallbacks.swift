import CCurl
import Glibc

/// The C functions that libcurl calls; each gets the exchange as its context.
extension Exchange {
  private static func from(_ context: UnsafeMutableRawPointer) -> Exchange {
    Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
  }

  static let onHeader: ccurl_bytes_callback = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let length = size * count
    return from(context).takeHeader(UnsafeRawBufferPointer(start: bytes, count: length)) ? length : 0
  }

  static let onBody: ccurl_bytes_callback = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let length = size * count
    return from(context).takeBody(UnsafeRawBufferPointer(start: bytes, count: length)) ? length : 0
  }

  static let onRead: ccurl_bytes_callback = { buffer, size, count, context in
    guard let buffer, let context else { return Int(CURL_READFUNC_ABORT) }
    let space = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
    return from(context).giveBody(space) ?? Int(CURL_READFUNC_ABORT)
  }

  static let onSeek: curl_seek_callback = { context, offset, origin in
    guard let context, origin == SEEK_SET, from(context).seekBody(Int64(offset)) else { return CURL_SEEKFUNC_FAIL }
    return CURL_SEEKFUNC_OK
  }

  static let onOpenSocket: curl_opensocket_callback = { context, _, address in
    guard let context, let address, let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return -1 }
    let target = UnsafeRawPointer(address).advanced(by: offset)
    guard PublicAddress.contains(target, family: address.pointee.family) else {
      from(context).refusedAddress = true
      return -1
    }
    return socket(
      address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
  }
}

/// The addresses of the public internet, by the IANA registries of special-purpose addresses.
enum PublicAddress {
  /// Whether a `sockaddr_in` or `sockaddr_in6` is a public address; other families are not.
  static func contains(_ address: UnsafeRawPointer, family: Int32) -> Bool {
    switch family {
    case AF_INET:
      var value = address.loadUnaligned(as: sockaddr_in.self).sin_addr
      return withUnsafeBytes(of: &value) { isPublic(v4: Array($0)) }
    case AF_INET6:
      var value = address.loadUnaligned(as: sockaddr_in6.self).sin6_addr
      return withUnsafeBytes(of: &value) { isPublic(v6: Array($0)) }
    default: return false
    }
  }

  static func isPublic(v4 bytes: [UInt8]) -> Bool {
    guard bytes.count == 4 else { return false }
    switch (bytes[0], bytes[1], bytes[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (224..., _, _), (100, 64...127, _), (169, 254, _), (172, 16...31, _),
      (192, 168, _), (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _), (198, 51, 100), (203, 0, 113):
      return false
    default: return true
    }
  }

  /// Only global unicast, `2000::/3`, without Teredo, 6to4 and documentation, which may carry an inner IPv4 address.
  static func isPublic(v6 bytes: [UInt8]) -> Bool {
    guard bytes.count == 16 else { return false }
    if bytes[..<12].elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
      return isPublic(v4: Array(bytes[12...]))
    }
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0x20, 0x02, _, _), (0x20, 0x01, 0, 0), (0x20, 0x01, 0x0D, 0xB8): return false
    case (0x20...0x3F, _, _, _): return true
    default: return false
    }
  }
}
