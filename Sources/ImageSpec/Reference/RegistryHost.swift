/// A registry's host with its port, as it stands in front of a name.
///
/// See [the reference grammar](https://github.com/distribution/reference/blob/v0.6.0/reference.go).
public struct RegistryHost: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The host and, behind a colon, its port.
  public let description: String

  /// Docker Hub, the registry of names that have no host.
  public static let dockerHub = RegistryHost(unchecked: "docker.io")
  /// The host of images that never were in a registry.
  public static let localhost = RegistryHost(unchecked: "localhost")

  private init(unchecked text: String) { description = text }

  /// Parses `host[:port]` or `[IPv6][:port]`; `index.docker.io` is Docker Hub.
  ///
  /// - Throws: ``ReferenceError/invalidHost(_:)``.
  public init(parsing text: some StringProtocol) throws(ReferenceError) {
    let text = String(text)
    guard Self.isValid(Array(text.utf8)[...]) else { throw .invalidHost(text) }
    description = text == "index.docker.io" ? Self.dockerHub.description : text
  }

  /// The host without its port.
  public var name: String {
    guard let colon = description.lastIndex(of: ":"), description.last != "]" else { return description }
    return String(description[..<colon])
  }

  /// The port, where one is given.
  public var port: Int? {
    guard description.last != "]", let colon = description.lastIndex(of: ":") else { return nil }
    return Int(description[description.index(after: colon)...])
  }

  /// Whether the host is this machine, so that plain http is no risk.
  public var isLoopback: Bool {
    let name = self.name
    return name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]" || Self.isLoopbackAddress(name)
  }

  private static func isLoopbackAddress(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func isValid(_ text: ArraySlice<UInt8>) -> Bool {
    var host = text
    if text.first == UInt8(ascii: "[") {
      guard let close = text.firstIndex(of: UInt8(ascii: "]")) else { return false }
      let address = text[(text.startIndex + 1)..<close]
      guard address.contains(UInt8(ascii: ":")), address.allSatisfy({ isAddressByte($0) }) else { return false }
      let rest = text[(close + 1)...]
      return rest.isEmpty || (rest.first == UInt8(ascii: ":") && isPort(rest.dropFirst()))
    }
    if let colon = text.lastIndex(of: UInt8(ascii: ":")) {
      guard isPort(text[(colon + 1)...]) else { return false }
      host = text[..<colon]
    }
    return !host.isEmpty
      && host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    byte.isDigit || (byte | 0x20).isLowerHexDigit || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  private static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
    !text.isEmpty && text.allSatisfy(\.isDigit) && UInt16(String(decoding: text, as: UTF8.self)) != nil
  }

  private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
    guard let first = label.first, let last = label.last else { return false }
    return first.isAlphanumeric && last.isAlphanumeric
      && label.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
  }

  public static func < (left: RegistryHost, right: RegistryHost) -> Bool { left.description < right.description }
}
