import CCrypto

/// Computes a digest over a stream of bytes, with libcrypto's EVP interface.
///
/// Not copyable: it owns an `EVP_MD_CTX`. See [EVP_DigestInit](https://docs.openssl.org/3.0/man3/EVP_DigestInit/).
public struct Digester: ~Copyable {
  private let context: OpaquePointer
  private let algorithm: Digest.Algorithm

  /// Starts a digest.
  ///
  /// - Throws: ``Unavailable`` when libcrypto has no memory or refuses the algorithm, as a FIPS configuration may.
  public init(_ algorithm: Digest.Algorithm = .sha256) throws(Unavailable) {
    guard let context = EVP_MD_CTX_new() else { throw Unavailable(algorithm: algorithm) }
    guard EVP_DigestInit_ex(context, algorithm == .sha256 ? EVP_sha256() : EVP_sha512(), nil) == 1 else {
      EVP_MD_CTX_free(context)
      throw Unavailable(algorithm: algorithm)
    }
    self.context = context
    self.algorithm = algorithm
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// The digest of all bytes so far; more may follow.
  ///
  /// - Throws: ``Unavailable`` when libcrypto has no memory.
  public func digest() throws(Unavailable) -> Digest {
    guard let copy = EVP_MD_CTX_new() else { throw Unavailable(algorithm: algorithm) }
    defer { EVP_MD_CTX_free(copy) }
    var hash = [UInt8](repeating: 0, count: algorithm.hexLength / 2)
    guard EVP_MD_CTX_copy_ex(copy, context) == 1, EVP_DigestFinal_ex(copy, &hash, nil) == 1 else {
      throw Unavailable(algorithm: algorithm)
    }
    return Digest(algorithm: algorithm, hash: hash)
  }

  /// libcrypto could not compute a hash.
  public struct Unavailable: Error, Hashable {
    /// What was asked for.
    public let algorithm: Digest.Algorithm
  }
}

extension Digest {
  /// The digest of bytes in memory.
  ///
  /// - Throws: ``Digester/Unavailable``, see there.
  public init(of bytes: [UInt8], algorithm: Algorithm = .sha256) throws(Digester.Unavailable) {
    var digester = try Digester(algorithm)
    bytes.withUnsafeBytes { digester.update($0) }
    self = try digester.digest()
  }
}
