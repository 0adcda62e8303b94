import Foundation
import ImageSpec

/// A store with very many names, as an image layout that any tool can read: what speed is measured with, and what tests
/// of large stores work in.
public struct CrowdedStore: Sendable {
  /// The names, in the order of the index.
  public let names: [String]

  /// Writes a store to a folder that it makes.
  ///
  /// - Parameters:
  ///   - folder: where the layout is written.
  ///   - count: how many names there are; ten of them share an image.
  public init(in folder: String, names count: Int) throws {
    let blobs = "\(folder)/blobs/sha256"
    try FileManager.default.createDirectory(atPath: blobs, withIntermediateDirectories: true)
    func write(_ bytes: [UInt8], _ digest: Digest) throws {
      try Data(bytes).write(to: URL(filePath: "\(blobs)/\(digest.hex)"))
    }
    var random = Seeded(7, stream: 0)
    var names: [String] = []
    var entries: [String] = []
    while names.count < count {
      let image = try TestImage(&random, layerSize: 512)
      try write(image.layer, image.layerDigest)
      try write(image.configuration, image.configurationDigest)
      try write(image.manifest, image.manifestDigest)
      let number = names.count / 10
      for tag in 0..<min(10, count - names.count) {
        let name = "registry.example/team-\(number % 20)/service-\(number):v\(tag)"
        names.append(name)
        entries.append(
          #"{"mediaType":"\#(TestImage.mediaType)","digest":"\#(image.manifestDigest)","size":\#(image.manifest.count),"#
            + #""annotations":{"org.opencontainers.image.ref.name":"\#(name)","io.containerd.image.name":"\#(name)"}}"#)
      }
    }
    self.names = names
    try #"{"imageLayoutVersion":"1.0.0"}"#.write(toFile: "\(folder)/oci-layout", atomically: false, encoding: .utf8)
    let index = #"{"schemaVersion":2,"manifests":[\#(entries.joined(separator: ","))]}"#
    try index.write(toFile: "\(folder)/index.json", atomically: false, encoding: .utf8)
  }
}
