import ContentStore
import ImageSpec
import TestSupport

/// An image of one layer that does not compress.
struct WeatherImage: Sendable {
  let store = MemoryStore()
  let root: Descriptor
  let layerDigest: String
  let configurationDigest: String
  var manifestDigest: String { root.digest.description }
  private let layer: [UInt8]

  /// Made once, for all rows.
  static let large = Result { try WeatherImage(layer: 1_200_000) }
  static let small = Result { try WeatherImage(layer: 50_000) }

  private init(layer size: Int) throws {
    var state: UInt64 = 1
    let block = (0..<4096).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
    var bytes: [UInt8] = []
    while bytes.count < size { bytes += withUnsafeBytes(of: bytes.count) { Array($0) } + block }
    layer = Self.archive(of: Array(bytes.prefix(size)))
    let blob = try store.insert(layer, mediaType: try MediaType(parsing: "application/vnd.oci.image.layer.v1.tar"))
    let configuration = try store.insert(
      Array(#"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["\#(blob.digest)"]}}"#.utf8),
      mediaType: .ociConfiguration)
    root = try store.insert(Manifest(configuration: configuration, layers: [blob]).encoded(), mediaType: .ociManifest)
    layerDigest = blob.digest.description
    configurationDigest = configuration.digest.description
  }

  /// A tar archive of one file.
  private static func archive(of content: [UInt8]) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, _ offset: Int) {
      header.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
    }
    func octal(_ number: Int, _ width: Int) -> String {
      let digits = String(number, radix: 8)
      return String(repeating: "0", count: width - digits.count) + digits
    }
    put("noise", 0)
    put("0000644", 100)
    put(octal(content.count, 11), 124)
    put("        0", 148)
    put("ustar\u{0}00", 257)
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", 148)
    let padding = (512 - content.count % 512) % 512 + 1024
    return header + content + [UInt8](repeating: 0, count: padding)
  }

  /// What another host answers: it has the layer, and nothing else.
  func answer(to request: ScriptedServer.Request) -> [UInt8] {
    guard request.target.hasSuffix("/blobs/\(layerDigest)") else {
      return Array(ScriptedServer.response("404 Not Found", body: "nothing here").utf8)
    }
    return Array("HTTP/1.1 200 OK\r\nContent-Length: \(layer.count)\r\n\r\n".utf8) + layer
  }
}
