import ByteStreams
import ContentStore
import Foundation
import HTTPTransport
import ImageSpec
import RegistryClient
import TestSupport

/// A registry at a loopback URL, with retries that don't wait but tell how long they would have.
struct Client {
  let registry: RemoteRegistry
  let waits = Locked<[Duration]>([])

  init(
    _ url: String, credentials: any CredentialStore = MemoryCredentials(), trusting: Set<String> = [],
    tokens: TokenCache = TokenCache(), uploads: UploadRecords? = nil
  ) throws {
    var retry = RetryPolicy()
    let waits = waits
    retry.sleep = { delay in
      waits.withLock { $0.append(delay) }
      try Task.checkCancellation()
    }
    let base = try HTTPURL(url)
    registry = RemoteRegistry(
      try RegistryHost(parsing: base.origin.authority), at: try RegistryEndpoint(base, trustedRealmHosts: trusting),
      transport: HTTPTransport(), credentials: credentials, tokens: tokens, retry: retry, uploads: uploads)
  }

  func repository(_ name: String, foreignLayers: ForeignLayerPolicy = .never) throws -> RemoteRepository {
    registry.repository(try RepositoryName(parsing: name), foreignLayers: foreignLayers)
  }
}

/// Bytes that differ from place to place and from seed to seed.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var state = seed
  let block = (0..<4096).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 33)
  }
  var bytes: [UInt8] = []
  while bytes.count < count {
    bytes += withUnsafeBytes(of: bytes.count) { Array($0) }
    bytes += block
  }
  return Array(bytes.prefix(count))
}

extension MemoryStore {
  /// Puts an image with one layer of some bytes in and returns its manifest.
  func image(_ layer: [UInt8]) throws -> Descriptor {
    let layer = try insert(layer, mediaType: .ociLayer)
    let configuration = try insert(
      Array(#"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["\#(layer.digest)"]}}"#.utf8),
      mediaType: .ociConfiguration)
    return try insert(
      Manifest(configuration: configuration, layers: [layer]).encoded(), mediaType: .ociManifest)
  }
}

func reference(_ text: String) throws -> ImageReference { try ImageReference(parsing: text) }

/// Reads content whole and verified.
func read(_ descriptor: Descriptor, from source: some ContentFetcher, offset: Int64 = 0) async throws -> [UInt8] {
  let sink = MemorySink(limit: 64 << 20)
  try await source.fetch(descriptor, from: offset, into: sink)
  return sink.bytes
}

/// A blob's descriptor.
func blob(_ bytes: [UInt8], type: MediaType = .ociLayer, urls: [String] = []) throws -> Descriptor {
  Descriptor(mediaType: type, digest: try Digest(of: bytes), size: Int64(bytes.count), urls: urls)
}
