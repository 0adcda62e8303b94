/// The digest of some content: an algorithm and the hash that it gave, as OCI descriptors carry it.
///
/// A digest exists only valid, so it may become a path or a URL as it is: a known algorithm, exactly its number of
/// hexadecimal digits, in lower case.
/// See [Digests](https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#digests).
public struct Digest: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The registered algorithms that Drydock computes.
  public enum Algorithm: String, Sendable, CaseIterable {
    case sha256
    case sha512

    /// The number of hexadecimal digits of its hash.
    public var hexLength: Int { self == .sha256 ? 64 : 128 }
  }

  /// The algorithm that made the hash.
  public let algorithm: Algorithm

  /// The hash in lower-case hexadecimal digits.
  public let hex: String

  /// Parses `algorithm:hex`.
  ///
  /// - Throws: ``DigestError`` that names the rule broken.
  public init(parsing text: some StringProtocol) throws(DigestError) {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { throw .noAlgorithm(String(text)) }
    guard let algorithm = Algorithm(rawValue: String(text[..<colon])) else { throw .unknownAlgorithm(String(text)) }
    try self.init(algorithm: algorithm, hex: text[text.index(after: colon)...])
  }

  /// Checks the digits of a hash whose algorithm is known.
  ///
  /// - Throws: ``DigestError`` that names the rule broken.
  public init(algorithm: Algorithm, hex: some StringProtocol) throws(DigestError) {
    guard hex.utf8.count == algorithm.hexLength else { throw .wrongLength(String(hex), algorithm) }
    guard hex.utf8.allSatisfy(\.isLowerHexDigit) else { throw .notLowerCaseHex(String(hex)) }
    self.algorithm = algorithm
    self.hex = String(hex)
  }

  /// Takes a hash as libcrypto computed it: the bytes make the digits valid.
  init(algorithm: Algorithm, hash: some Sequence<UInt8>) {
    self.algorithm = algorithm
    var digits: [UInt8] = []
    digits.reserveCapacity(algorithm.hexLength)
    for byte in hash {
      digits.append(Self.digits[Int(byte >> 4)])
      digits.append(Self.digits[Int(byte & 15)])
    }
    hex = String(decoding: digits, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdef".utf8)

  /// `algorithm:hex`.
  public var description: String { "\(algorithm.rawValue):\(hex)" }

  /// The first twelve digits, as tables show an id.
  public var short: String { String(hex.prefix(12)) }

  public static func < (left: Digest, right: Digest) -> Bool {
    (left.algorithm.rawValue, left.hex) < (right.algorithm.rawValue, right.hex)
  }
}

/// The rule of the digest grammar that a text breaks.
public enum DigestError: Error, Hashable {
  /// There is no `algorithm:` in front.
  case noAlgorithm(String)
  /// The algorithm is neither `sha256` nor `sha512`.
  case unknownAlgorithm(String)
  /// The hash has not exactly its algorithm's number of digits.
  case wrongLength(String, Digest.Algorithm)
  /// The hash has something else than `0`-`9` and `a`-`f`.
  case notLowerCaseHex(String)
}
