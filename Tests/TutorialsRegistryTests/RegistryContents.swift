import ContentStore
import DistributionSpec
import Foundation
import HTTPTransport
import ImageSpec
import RegistryClient
import TestSupport
import Tutorials
import Worlds

/// A registry as its owner sees it.
struct RegistryContents {
  let registry: RemoteRegistry

  init(_ server: RealRegistry, user: (name: String, password: String)? = nil) throws {
    let host = try RegistryHost(parsing: server.host)
    let credential = user.map { [host: Credential(username: $0.name, password: $0.password)] } ?? [:]
    registry = RemoteRegistry(
      host, at: try RegistryEndpoint(HTTPURL(server.url)), transport: HTTPTransport(),
      credentials: MemoryCredentials(credential))
  }

  /// Puts a small image in under a name, `a/b:1`, and returns its digest.
  @discardableResult
  func put(_ name: String, _ text: String) async throws -> Digest {
    let local = MemoryStore()
    let layer = try local.insert(Array(text.utf8), mediaType: .ociLayer)
    let configuration = try local.insert(
      Array(#"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["\#(layer.digest)"]}}"#.utf8),
      mediaType: .ociConfiguration)
    let root = try local.insert(
      Manifest(configuration: configuration, layers: [layer]).encoded(), mediaType: .ociManifest)
    let reference = try ImageReference(parsing: "localhost/\(name)")
    _ = try await GraphCopy(from: local, to: registry.repository(reference.repository)).run(root, as: reference)
    return root.digest
  }

  /// Every tag that the registry serves with the digest of its manifest; repositories without tags are left out.
  func tags() async throws -> [String: Digest] {
    var tags: [String: Digest] = [:]
    for name in try await registry.catalog() {
      let repository = registry.repository(name)
      for tag in (try? await repository.tags()) ?? [] {
        let reference = ImageReference(host: .localhost, repository: name, tag: tag)
        tags["\(name):\(tag)"] = try await repository.resolve(reference).digest
      }
    }
    return tags
  }

  /// Every tag below a check's prefix.
  func ofChecks() async throws -> [String] {
    try await tags().keys.filter { $0.hasPrefix("drydock-check-") }.sorted()
  }
}

extension RealRegistry {
  /// The links to manifests and the tags of each repository, as they lie on the disk: what serves an image.
  func names() -> Set<String> {
    let root = "\(storage)/docker/registry/v2/repositories"
    let all = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return Set(all.filter { $0.hasSuffix("/link") && $0.contains("/_manifests/") })
  }
}

extension CheckedWorld {
  /// The name that a reference of the page has in the registry.
  func remoteName(_ text: String) throws -> String {
    let reference = try ImageReference(parsing: text).withDefaultTag
    return "\(try world.repository(for: reference).name):\(reference.tag.map { "\($0)" } ?? "")"
  }
}
