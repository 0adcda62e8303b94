import ByteStreams
import DistributionSpec
import ImageSpec
import RegistrySimulator
import Testing

@Suite struct PushTests {
  private let blob = Array("0123456789".utf8)

  @Test(arguments: Digest.Algorithm.allCases)
  func aBlobInOneRequest(algorithm: Digest.Algorithm) async throws {
    let test = try await TestRegistry()
    let digest = try await test.push(blob, to: "app", algorithm: algorithm)
    let answer = await test.ask("GET", "/v2/app/blobs/\(digest)")
    #expect(try answer.collect() == blob)
    #expect(answer.headers["Docker-Content-Digest"] == digest.description)
  }

  @Test func aBlobInTwoRequests() async throws {
    let test = try await TestRegistry()
    let digest = try Digest(of: blob)
    let opened = await test.ask("POST", "/v2/app/blobs/uploads/")
    #expect(opened.status == 202)
    let location = try #require(opened.headers["Location"])
    let closed = await test.ask("PUT", "\(location)?digest=\(digest)", body: blob)
    #expect(closed.status == 201)
    #expect(closed.headers["Location"] == "/v2/app/blobs/\(digest)")
    #expect(try await test.ask("GET", "/v2/app/blobs/\(digest)").collect() == blob)
    #expect(await test.ask("GET", location).codes == [.blobUploadUnknown])
  }

  @Test func aBlobInChunksInOrder() async throws {
    let test = try await TestRegistry()
    let digest = try Digest(of: blob)
    let opened = await test.ask("POST", "/v2/app/blobs/uploads/")
    var location = try #require(opened.headers["Location"])
    for (range, part) in [("0-3", blob[0...3]), ("4-6", blob[4...6])] {
      let answer = await test.ask("PATCH", location, ["Content-Range": range], body: Array(part))
      #expect(answer.status == 202)
      #expect(answer.headers["Range"] == "0-\(part.endIndex - 1)")
      location = try #require(answer.headers["Location"])
    }
    let status = await test.ask("GET", location)
    #expect(status.status == 204)
    #expect(status.headers["Range"] == "0-6")
    for (method, range) in [("PATCH", "4-6"), ("PATCH", "8-9"), ("PUT", "6-9"), ("PATCH", "nonsense")] {
      let target = method == "PUT" ? "\(location)?digest=\(digest)" : location
      let answer = await test.ask(method, target, ["Content-Range": range], body: Array("xxx".utf8))
      #expect(answer.status == 416, "\(method) \(range)")
      #expect(answer.headers["Range"] == "0-6")
      #expect(answer.codes == [.blobUploadInvalid])
    }
    let closed = await test.ask(
      "PUT", "\(location)?digest=\(digest)", ["Content-Range": "7-9"], body: Array(blob[7...]))
    #expect(closed.status == 201)
    #expect(try await test.ask("GET", "/v2/app/blobs/\(digest)").collect() == blob)
  }

  @Test func aMalformedDigestLeavesTheUploadAsItIs() async throws {
    let test = try await TestRegistry()
    let location = try #require(await test.ask("POST", "/v2/app/blobs/uploads/").headers["Location"])
    #expect(await test.ask("PUT", "\(location)?digest=nonsense", body: blob).codes == [.digestInvalid])
    #expect(await test.ask("PUT", "\(location)?digest=\(try Digest(of: blob))", body: blob).status == 201)
  }

  @Test func aChunkBehindAShortOneIsRefusedWhereChunksHaveALength() async throws {
    var limits = RegistryLimits()
    limits.minimumChunk = 4
    let test = try await TestRegistry(limits: limits)
    let opened = await test.ask("POST", "/v2/app/blobs/uploads/")
    #expect(opened.headers["OCI-Chunk-Min-Length"] == "4")
    let location = try #require(opened.headers["Location"])
    for (range, part, status) in [("0-3", blob[0...3], 202), ("4-5", blob[4...5], 202), ("6-9", blob[6...9], 400)] {
      #expect(await test.ask("PATCH", location, ["Content-Range": range], body: Array(part)).status == status)
    }
    #expect(await test.ask("PUT", "\(location)?digest=\(try Digest(of: Array(blob[...5])))").status == 201)
  }

  @Test func aBlobAsAStreamWithoutRanges() async throws {
    let test = try await TestRegistry()
    let opened = await test.ask("POST", "/v2/app/blobs/uploads/")
    let location = try #require(opened.headers["Location"])
    let patched = await test.ask("PATCH", location, body: blob)
    #expect(patched.status == 202)
    #expect(await test.ask("PUT", "\(location)?digest=\(try Digest(of: blob))").status == 201)
  }

  @Test func aWrongDigestIsRefusedAndNothingIsSeen() async throws {
    let test = try await TestRegistry()
    let digest = try Digest(of: Array("other".utf8))
    let answer = await test.ask("POST", "/v2/app/blobs/uploads/?digest=\(digest)", body: blob)
    #expect(answer.status == 400)
    #expect(answer.codes == [.digestInvalid])
    #expect(await test.ask("HEAD", "/v2/app/blobs/\(digest)").status == 404)
    #expect(await test.ask("HEAD", "/v2/app/blobs/\(try Digest(of: blob))").status == 404)
  }

  @Test func aChunkOfAnotherLengthThanItSaysIsRefused() async throws {
    let test = try await TestRegistry()
    let opened = await test.ask("POST", "/v2/app/blobs/uploads/")
    let location = try #require(opened.headers["Location"])
    let answer = await test.ask("PATCH", location, ["Content-Range": "0-4"], body: blob)
    #expect(answer.status == 400)
    #expect(answer.codes == [.sizeInvalid])
  }

  @Test func anUploadThatIsCancelledIsGone() async throws {
    let test = try await TestRegistry()
    let opened = await test.ask("POST", "/v2/app/blobs/uploads/")
    let location = try #require(opened.headers["Location"])
    #expect(await test.ask("DELETE", location).status == 204)
    #expect(await test.ask("PATCH", location, body: blob).status == 404)
  }

  @Test func anUploadBelongsToItsRepository() async throws {
    let test = try await TestRegistry()
    let opened = await test.ask("POST", "/v2/app/blobs/uploads/")
    let location = try #require(opened.headers["Location"])
    #expect(await test.ask("GET", location.replacing("/app/", with: "/other/")).status == 404)
  }

  @Test func aBrokenConnectionKeepsWhatCame() async throws {
    struct Broken: Error {}
    let test = try await TestRegistry()
    let opened = await test.ask("POST", "/v2/app/blobs/uploads/")
    let location = try #require(opened.headers["Location"])
    var chunks = [Array(blob[0..<4])]
    let body = RequestBody {
      guard let chunk = chunks.popLast() else { throw Broken() }
      return chunk
    }
    _ = await test.registry.respond(to: RegistryRequest(method: "PATCH", target: location, body: body))
    #expect(await test.ask("GET", location).headers["Range"] == "0-3")
    let rest = await test.ask("PUT", "\(location)?digest=\(try Digest(of: blob))", body: Array(blob[4...]))
    #expect(rest.status == 201)
  }

  @Test func uploadsAreBoundedInNumberAndAge() async throws {
    var limits = RegistryLimits()
    limits.uploads = 2
    let test = try await TestRegistry(limits: limits)
    let first = await test.ask("POST", "/v2/app/blobs/uploads/")
    _ = await test.ask("POST", "/v2/app/blobs/uploads/")
    #expect(await test.ask("POST", "/v2/app/blobs/uploads/").status == 429)
    test.clock.withLock { $0.seconds += limits.uploadAge + 1 }
    #expect(await test.ask("POST", "/v2/app/blobs/uploads/").status == 202)
    #expect(await test.ask("GET", try #require(first.headers["Location"])).status == 404)
  }

  @Test func uploadsThatOpenAtOnceAreBoundedToo() async throws {
    var limits = RegistryLimits()
    limits.uploads = 3
    let test = try await TestRegistry(limits: limits)
    let statuses = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<64 { group.addTask { await test.ask("POST", "/v2/app/blobs/uploads/").status } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses.count { $0 == 202 } == 3 && statuses.count { $0 == 429 } == 61)
  }

  @Test(arguments: [
    ("from=base", 201), ("", 201), ("from=other", 202), ("from=none", 202),
  ])
  func aMount(from: String, status: Int) async throws {
    let test = try await TestRegistry()
    let digest = try await test.push(blob, to: "base")
    try await test.push(Array("else".utf8), to: "other")
    let answer = await test.ask("POST", "/v2/app/blobs/uploads/?mount=\(digest)&\(from)")
    #expect(answer.status == status)
    #expect(await test.ask("HEAD", "/v2/app/blobs/\(digest)").status == (status == 201 ? 200 : 404))
    if status == 202 {
      let location = try #require(answer.headers["Location"])
      #expect(await test.ask("PUT", "\(location)?digest=\(digest)", body: blob).status == 201)
    }
  }

  @Test func deletedContentIsGoneAtOnce() async throws {
    let test = try await TestRegistry()
    let manifest = try await test.pushImage("app", "1")
    try await test.pushImage("app", "2", layer: Array("two".utf8))
    #expect(await test.ask("DELETE", "/v2/app/manifests/2").status == 202)
    #expect(await test.ask("HEAD", "/v2/app/manifests/2").status == 404)
    #expect(await test.ask("DELETE", "/v2/app/manifests/\(manifest.digest)").status == 202)
    #expect(await test.ask("HEAD", "/v2/app/manifests/1").status == 404)
    #expect(await test.ask("DELETE", "/v2/app/manifests/1").codes == [.manifestUnknown])
    let layer = try Digest(of: Array("layer".utf8))
    #expect(await test.ask("DELETE", "/v2/app/blobs/\(layer)").status == 202)
    #expect(await test.ask("DELETE", "/v2/app/blobs/\(layer)").codes == [.blobUnknown])
    #expect(await test.ask("HEAD", "/v2/app/blobs/\(layer)").status == 404)
  }
}
