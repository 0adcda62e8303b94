import ByteStreams
import Glibc
import HTTPTransport
import ImageSpec

/// docker's folders of certificates: `HOST[:PORT]/` with `*.crt` for authorities and `*.cert` beside `*.key` for the
/// client.
///
/// See [Verify repository client with certificates](https://docs.docker.com/engine/security/certificates/). Of several
/// client certificates the first by name is shown. Reading blocks, but only for a few small files.
public struct CertificateFolders: Sendable, Hashable {
  /// Where to look, the first folder that has one for the host counts.
  public let folders: [String]

  /// Names the folders.
  public init(_ folders: [String] = []) { self.folders = folders }

  /// What a registry's folder says; nil where there is none.
  ///
  /// - Throws: ``CertificateError``.
  func settings(for host: RegistryHost) throws(CertificateError) -> TLSSettings? {
    for folder in folders.map({ "\($0)/\(host)" }) {
      guard let names = Self.names(in: folder) else { continue }
      var tls = TLSSettings()
      for name in names where name.hasSuffix(".crt") {
        tls.authorities += try Self.authorities(in: "\(folder)/\(name)")
      }
      func paired(_ ending: String, with other: String) throws(CertificateError) -> [String] {
        let stems = names.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.utf8.count)) }
        for stem in stems where !names.contains(stem + other) {
          throw .withoutPartner("\(folder)/\(stem)\(ending)", missing: stem + other)
        }
        return stems
      }
      _ = try paired(".key", with: ".cert")
      if let stem = try paired(".cert", with: ".key").first {
        tls.certificateFile = "\(folder)/\(stem).cert"
        tls.keyFile = "\(folder)/\(stem).key"
      }
      return tls
    }
    return nil
  }

  /// The certificates of a PEM file, as it is.
  ///
  /// - Throws: ``CertificateError``.
  static func authorities(in path: String) throws(CertificateError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable(path, errno: errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= Self.limit {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(path, errno: errno) }
      if count > 0 {
        bytes += chunk[..<count]
      } else {
        guard bytes.firstRange(of: Array("-----BEGIN ".utf8)) != nil else { throw .noCertificate(path) }
        // The next file's first line must begin a line of its own.
        return bytes + [UInt8(ascii: "\n")]
      }
    }
    throw .unreadable(path, errno: EFBIG)
  }

  /// The most bytes of a file with authorities.
  private static let limit = 4 << 20

  private static func names(in folder: String) -> [String]? { try? FolderNames.list(folder) }
}

/// What is wrong with files of certificates.
public enum CertificateError: Error, Hashable {
  /// The system does not let it be read; with its error number.
  case unreadable(String, errno: Int32)
  /// The file holds no certificate in PEM form.
  case noCertificate(String)
  /// A client's certificate without its key, or a key without its certificate.
  case withoutPartner(String, missing: String)
}
