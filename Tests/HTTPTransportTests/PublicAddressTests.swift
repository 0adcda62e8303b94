import Glibc
import Testing

@testable import HTTPTransport

@Suite struct PublicAddressTests {
  @Test(arguments: [
    ("8.8.8.8", true), ("172.32.0.1", true), ("100.128.0.1", true), ("10.1.2.3", false), ("172.16.0.1", false),
    ("192.168.1.1", false), ("169.254.169.254", false), ("127.0.0.1", false), ("0.0.0.0", false), ("100.64.0.1", false),
    ("224.0.0.1", false), ("255.255.255.255", false), ("198.18.0.1", false),
  ])
  func `special IPv4 addresses are not public`(text: String, isPublic: Bool) {
    var address = in_addr()
    inet_pton(AF_INET, text, &address)
    #expect(withUnsafeBytes(of: &address) { PublicAddress.isPublic(v4: Array($0)) } == isPublic)
  }

  @Test(arguments: [
    ("2606:4700::1", true), ("::1", false), ("fe80::1", false), ("fc00::1", false), ("::ffff:10.0.0.1", false),
    ("::ffff:8.8.8.8", true), ("2002:0a00:0001::", false), ("64:ff9b::a00:1", false), ("2001:db8::1", false),
    ("::", false),
  ])
  func `special IPv6 addresses are not public`(text: String, isPublic: Bool) {
    var address = in6_addr()
    inet_pton(AF_INET6, text, &address)
    #expect(withUnsafeBytes(of: &address) { PublicAddress.isPublic(v6: Array($0)) } == isPublic)
  }
}
