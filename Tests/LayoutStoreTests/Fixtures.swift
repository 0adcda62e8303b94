import ByteStreams
import ContentStore
import Foundation
import ImageSpec
import LayoutStore

/// An image whose layers are bytes of no meaning, in a memory store.
struct SampleImage {
  let source = MemoryStore()
  let layers: [Descriptor]
  let configuration: Descriptor
  let manifest: Descriptor

  /// Makes an image that differs from those of other seeds.
  init(_ seed: String, layers contents: [[UInt8]]? = nil) throws {
    let contents = contents ?? [Array("layer of \(seed)".utf8)]
    layers = try contents.map { [source] in try source.insert($0, mediaType: .ociLayer) }
    let body = ImageConfiguration(
      created: nil, author: seed, platform: Platform(os: "linux", architecture: "amd64"), diffIDs: layers.map(\.digest))
    configuration = try source.insert(body.encoded(), mediaType: .ociConfiguration)
    let document = Manifest(configuration: configuration, layers: layers)
    manifest = try source.insert(document.encoded(), mediaType: .ociManifest)
  }

  /// All content, the manifest last.
  var content: [Descriptor] { layers + [configuration, manifest] }

  /// Copies the image into a store.
  @discardableResult
  func copy(to store: LayoutStore, as name: String?) async throws -> CopyOutcome {
    try await store.withLease {
      try await GraphCopy(from: source, to: store).run(manifest, as: name.map { try ImageReference(parsing: $0) })
    }
  }
}

/// A source that counts, and can be made to fail or to lie.
final class ScriptedSource: ContentFetcher {
  struct Cut: Error, Equatable {}

  private let bytes: [UInt8]
  private let cutAt: Int?
  private let beforeEnd: @Sendable () -> Void
  private let asked = Locked<[Int64]>([])

  /// - Parameters:
  ///   - bytes: what it gives, whatever the descriptor says.
  ///   - cutAt: the byte at which it fails.
  ///   - beforeEnd: runs when half of the bytes went.
  init(_ bytes: [UInt8], cutAt: Int? = nil, beforeEnd: @escaping @Sendable () -> Void = {}) {
    self.bytes = bytes
    self.cutAt = cutAt
    self.beforeEnd = beforeEnd
  }

  /// The offsets that were asked for, in order.
  var offsets: [Int64] { asked.withLock { $0 } }

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    asked.withLock { $0.append(offset) }
    try await BlockingThreads.run { [self] in
      let end = cutAt ?? bytes.count
      let middle = max(Int(offset), end / 2)
      if Int(offset) < middle { try sink.write(Array(bytes[Int(offset)..<middle])) }
      beforeEnd()
      if middle < end { try sink.write(Array(bytes[middle..<end])) }
      if cutAt != nil { throw Cut() }
    }
  }
}

/// Bytes without a pattern, 3 MiB of them.
let noise: [UInt8] = {
  var state: UInt64 = 0x9E37_79B9_7F4A_7C15
  let words = (0..<(3 << 17)).map { _ -> UInt64 in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
  return words.withUnsafeBytes { Array($0) }
}()

extension LayoutStore {
  /// The paths of everything in the store's folder, without it, sorted.
  var files: [String] {
    (FileManager.default.subpaths(atPath: path) ?? []).sorted()
  }

  /// The paths below `ingest/`.
  var ingestFiles: [String] { files.filter { $0.hasPrefix("ingest/") } }

  func file(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: "\(path)/\(name)").map(Array.init) }

  func blobPath(_ descriptor: Descriptor) -> String { "\(path)/blobs/sha256/\(descriptor.digest.hex)" }
}
