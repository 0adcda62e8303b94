/// A media type as descriptors and `Content-Type` headers carry it, without parameters.
///
/// See [Media types](https://github.com/opencontainers/image-spec/blob/v1.1.0/media-types.md) and
/// [RFC 6838, section 4.2](https://www.rfc-editor.org/rfc/rfc6838#section-4.2).
public struct MediaType: Hashable, Sendable, CustomStringConvertible {
  /// The type's name, in lower case.
  public let description: String

  /// Parses `type/subtype`, ignoring parameters behind a `;` and case.
  ///
  /// - Throws: ``MediaTypeError`` when the text does not follow RFC 6838.
  public init(parsing text: some StringProtocol) throws(MediaTypeError) {
    let text = String(text)
    if Self.usual.contains(text) {
      description = text
      return
    }
    let name = text.prefix { $0 != ";" }.lowercased().trimmed
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard name.utf8.count <= 255, parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.allows) })
    else { throw MediaTypeError(text: text) }
    description = name
  }

  private init(_ name: String) { description = name }

  /// Those of most descriptors, which need no second look.
  private static let usual = Set(
    [
      ociManifest, ociIndex, ociConfiguration, ociLayer, ociLayerGzip, dockerManifest, dockerConfiguration,
      dockerLayerGzip,
    ]
    .map(\.description))

  private static func allows(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || "!#$&-^_.+".utf8.contains(byte)
  }

  /// The manifest of an image or artifact.
  public static let ociManifest = MediaType("application/vnd.oci.image.manifest.v1+json")
  /// An index, which names manifests.
  public static let ociIndex = MediaType("application/vnd.oci.image.index.v1+json")
  /// An image's configuration.
  public static let ociConfiguration = MediaType("application/vnd.oci.image.config.v1+json")
  /// A layer that is not compressed.
  public static let ociLayer = MediaType("application/vnd.oci.image.layer.v1.tar")
  /// A layer compressed with gzip.
  public static let ociLayerGzip = MediaType("application/vnd.oci.image.layer.v1.tar+gzip")
  /// A layer compressed with zstd.
  public static let ociLayerZstd = MediaType("application/vnd.oci.image.layer.v1.tar+zstd")
  /// The two bytes `{}` where an artifact has no configuration.
  public static let ociEmpty = MediaType("application/vnd.oci.empty.v1+json")
  /// Docker's image manifest, version 2, schema 2.
  public static let dockerManifest = MediaType("application/vnd.docker.distribution.manifest.v2+json")
  /// Docker's manifest list, its index.
  public static let dockerManifestList = MediaType("application/vnd.docker.distribution.manifest.list.v2+json")
  /// Docker's image configuration.
  public static let dockerConfiguration = MediaType("application/vnd.docker.container.image.v1+json")
  /// Docker's layer, compressed with gzip.
  public static let dockerLayerGzip = MediaType("application/vnd.docker.image.rootfs.diff.tar.gzip")
  /// Docker's layer that comes from its urls, as Windows' base layers do.
  public static let dockerForeignLayerGzip = MediaType("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")
  /// Docker's schema 1, without signature.
  public static let dockerSchema1 = MediaType("application/vnd.docker.distribution.manifest.v1+json")
  /// Docker's schema 1, signed.
  public static let dockerSchema1Signed = MediaType("application/vnd.docker.distribution.manifest.v1+prettyjws")
  /// Bytes of no known kind.
  public static let octetStream = MediaType("application/octet-stream")

  /// An index or docker's manifest list: names other manifests.
  public var isIndex: Bool { self == .ociIndex || self == .dockerManifestList }

  /// One image's (or artifact's) manifest, OCI or docker schema 2.
  public var isManifest: Bool { self == .ociManifest || self == .dockerManifest }

  /// A document that a registry serves under `/manifests/`.
  public var isDocument: Bool { isIndex || isManifest }

  /// docker's schema 1, signed or not, which nobody should use any more.
  public var isSchema1: Bool { self == .dockerSchema1 || self == .dockerSchema1Signed }

  /// A layer's tar archive, compressed or not, distributable or not.
  public var isLayer: Bool { isOCILayer || isDockerLayer }

  private var isOCILayer: Bool { description.hasPrefix("application/vnd.oci.image.layer.") }

  private var isDockerLayer: Bool { description.hasPrefix("application/vnd.docker.image.rootfs.") }

  /// A layer that registries need not hold: its bytes come from the descriptor's `urls`.
  public var isNonDistributable: Bool {
    self == .dockerForeignLayerGzip || description.hasPrefix("application/vnd.oci.image.layer.nondistributable.")
  }

  /// How a layer's archive is compressed.
  public var compression: Compression {
    if description.hasSuffix("+zstd") || description.hasSuffix(".zstd") { return .zstd }
    return description.hasSuffix("gzip") ? .gzip : .none
  }

  /// The compressions that layers come in.
  public enum Compression: String, Sendable {
    case none
    case gzip
    case zstd
  }
}

/// A text is no media type: not `type/subtype` of RFC 6838's characters.
public struct MediaTypeError: Error, Hashable {
  /// What was given.
  public let text: String
}

extension String {
  /// Without blanks and tabs at either end.
  var trimmed: String {
    guard let first = firstIndex(where: { $0 != " " && $0 != "\t" }),
      let last = lastIndex(where: { $0 != " " && $0 != "\t" })
    else { return "" }
    return String(self[first...last])
  }
}
