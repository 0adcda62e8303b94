import ImageSpec
import TestSupport

/// An image of one layer, made of a seed.
struct TestImage: Sendable {
  let layer: [UInt8]
  let layerDigest: Digest
  let configuration: [UInt8]
  let configurationDigest: Digest
  let manifest: [UInt8]
  let manifestDigest: Digest

  static let mediaType = "application/vnd.oci.image.manifest.v1+json"
  static let accept = "Accept: \(mediaType)"

  /// Makes an image that no other numbers make.
  init(_ random: inout Seeded, layerSize: Int) throws {
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
