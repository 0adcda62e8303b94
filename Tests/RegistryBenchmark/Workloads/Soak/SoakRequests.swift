import ImageSpec

/// What only a soak asks for.
extension RegistryAPI {
  /// Asks and checks the status alone.
  func expect(_ status: Int, _ method: String, _ target: String, body: [UInt8] = []) async throws(Failure) {
    _ = try await connection.exchange(Request(method, target, connection.address, body: body))
      .expect(status, method)
  }

  /// The tags of a repository; none where there is no repository.
  func tags(_ name: String) async throws -> [String] {
    let answer = try await connection.exchange(Request("GET", "/v2/\(name)/tags/list", connection.address))
    if answer.status == 404 { return [] }
    let list = try JSON(parsing: Array(try answer.expect(200, "GET tags").body))
    return list.object?["tags"]?.array?.compactMap(\.string) ?? []
  }

  /// Pushes a blob chunk by chunk.
  func pushBlob(_ name: String, _ bytes: [UInt8], _ digest: Digest, chunk: Int) async throws(Failure) {
    var location = try await openUpload(name)
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      let part = Array(bytes[start...].prefix(chunk))
      let range = "Content-Range: \(start)-\(start + part.count - 1)"
      let answer = try await connection.exchange(Request("PATCH", location, connection.address, [range], body: part))
        .expect(202, "PATCH")
      guard answer.header("range") == "0-\(start + part.count - 1)" else { throw .wrong("Range") }
      location = answer.header("location") ?? location
    }
    try await expect(201, "PUT", location + (location.contains("?") ? "&" : "?") + "digest=\(digest)")
  }

  /// Pulls the rest of a blob.
  func pullRange(_ name: String, _ digest: Digest, from start: Int, expecting bytes: [UInt8]) async throws(Failure) {
    let request = Request("GET", "/v2/\(name)/blobs/\(digest)", connection.address, ["Range: bytes=\(start)-"])
    let answer = try await connection.exchange(request).expect(206, "GET range")
    guard answer.holds(bytes) else { throw .wrong("range") }
  }

  /// Sends less of a chunk than it promised, and goes away; what arrived is cancelled with another connection.
  func breakOffUpload(_ name: String, _ bytes: [UInt8]) async throws(Failure) {
    let location = try await openUpload(name)
    let head = "PATCH \(location) HTTP/1.1\r\nHost: \(connection.address)\r\nContent-Length: \(2 * bytes.count)\r\n\r\n"
    try await connection.send(Array(head.utf8), bytes)
    connection.close()
    // The server may be at it still.
    for _ in 0..<1_000 {
      let answer = try await connection.exchange(Request("DELETE", location, connection.address))
      if answer.status == 204 { return }
      await connection.reactor.sleep(.milliseconds(10))
    }
    throw .wrong("upload that nobody writes to")
  }

  /// Goes away before an answer is read.
  func breakOffPull(_ name: String, _ digest: Digest) async throws(Failure) {
    let request = Request("GET", "/v2/\(name)/blobs/\(digest)", connection.address)
    try await connection.send(request.head)
    connection.close()
  }

  /// Sends what is no request: any answer or none will do, as long as the next request gets its own.
  func sendGarbage(_ bytes: [UInt8]) async throws(Failure) {
    try await connection.send(bytes + Array("\r\n\r\n".utf8))
    _ = try? await connection.receive()
    connection.close()
    try await expect(200, "GET", "/v2/")
  }
}
