import ImageSpec

/// An image of one layer, made of a seed.
public struct TestImage: Sendable {
  public let layer: [UInt8]
  public let layerDigest: Digest
  public let configuration: [UInt8]
  public let configurationDigest: Digest
  public let manifest: [UInt8]
  public let manifestDigest: Digest

  public static let mediaType = "application/vnd.oci.image.manifest.v1+json"
  public static let accept = "Accept: \(mediaType)"

  /// Makes an image that no other numbers make.
  public init(_ random: inout Seeded, layerSize: Int) throws {
    layer = random.bytes(layerSize)
    layerDigest = try Digest(of: layer)
    configuration = Array(
      #"{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["\#(layerDigest)"]}}"#
        .utf8)
    configurationDigest = try Digest(of: configuration)
    manifest = Array(
      (#"{"schemaVersion":2,"mediaType":"\#(Self.mediaType)","config":{"mediaType":"#
        + #""application/vnd.oci.image.config.v1+json","digest":"\#(configurationDigest)","size":\#(configuration.count)},"#
        + #""layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"\#(layerDigest)","#
        + #""size":\#(layer.count)}]}"#).utf8)
    manifestDigest = try Digest(of: manifest)
  }
}
