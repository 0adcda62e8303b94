import ImageSpec
import TestSupport

/// The requests that a client of a registry makes, over one connection; every answer is checked.
struct RegistryAPI: Sendable {
  let connection: Connection

  private var address: Address { connection.address }

  /// Pulls a manifest by tag or digest.
  func pullManifest(_ name: String, _ reference: String, expecting bytes: [UInt8]) async throws(Failure) {
    let request = Request("GET", "/v2/\(name)/manifests/\(reference)", address, [TestImage.accept])
    let answer = try await connection.exchange(request).expect(200, "GET manifest")
    guard answer.holds(bytes) else { throw .wrong("manifest") }
  }

  /// Pulls a blob.
  func pullBlob(_ name: String, _ digest: Digest, expecting bytes: [UInt8]) async throws(Failure) {
    let request = Request("GET", "/v2/\(name)/blobs/\(digest)", address)
    let answer = try await connection.exchange(request).expect(200, "GET blob")
    guard answer.holds(bytes) else { throw .wrong("blob") }
  }

  /// Opens an upload; returns its path.
  func openUpload(_ name: String) async throws(Failure) -> String {
    let answer = try await connection.exchange(Request("POST", "/v2/\(name)/blobs/uploads/", address))
      .expect(202, "POST upload")
    guard let location = answer.header("location") else { throw .wrong("Location") }
    // docker's registry names itself in it.
    let own = "http://\(address)"
    return location.hasPrefix(own) ? String(location.dropFirst(own.count)) : location
  }

  /// Pushes a blob in two requests.
  func pushBlob(_ name: String, _ bytes: [UInt8], _ digest: Digest) async throws(Failure) {
    let location = try await openUpload(name)
    let target = location + (location.contains("?") ? "&" : "?") + "digest=\(digest)"
    let request = Request("PUT", target, address, ["Content-Type: application/octet-stream"], body: bytes)
    let answer = try await connection.exchange(request).expect(201, "PUT blob")
    if let told = answer.header("docker-content-digest"), told != digest.description { throw .wrong("digest") }
  }

  /// Pushes a manifest.
  func pushManifest(_ name: String, _ tag: String, _ image: TestImage) async throws(Failure) {
    let request = Request(
      "PUT", "/v2/\(name)/manifests/\(tag)", address, ["Content-Type: \(TestImage.mediaType)"], body: image.manifest)
    let answer = try await connection.exchange(request).expect(201, "PUT manifest")
    guard answer.header("docker-content-digest") == image.manifestDigest.description else { throw .wrong("digest") }
  }

  /// Pushes an image with all its parts.
  func push(_ name: String, _ tag: String, _ image: TestImage) async throws(Failure) {
    try await pushBlob(name, image.layer, image.layerDigest)
    try await pushBlob(name, image.configuration, image.configurationDigest)
    try await pushManifest(name, tag, image)
  }

  /// Deletes something; what is gone already is no failure where that may be.
  func delete(_ path: String) async throws(Failure) {
    _ = try await connection.exchange(Request("DELETE", path, address)).expect(202, "DELETE")
  }
}
