import DistributionSpec
import ImageSpec
import RegistrySimulator
import Testing

@Suite struct PullTests {
  @Test func aManifestIsServedByTagAndByDigestAsItWasPushed() async throws {
    let test = try await TestRegistry()
    let manifest = try await test.pushImage("team/app", "1.0")
    for reference in ["1.0", manifest.digest.description] {
      let answer = await test.ask("GET", "/v2/team/app/manifests/\(reference)")
      #expect(answer.status == 200)
      #expect(try answer.collect() == manifest.bytes)
      #expect(answer.headers["Content-Type"] == MediaType.ociManifest.description)
      #expect(answer.headers["Docker-Content-Digest"] == manifest.digest.description)
      #expect(answer.headers["Docker-Distribution-Api-Version"] == "registry/2.0")
    }
  }

  @Test(arguments: ["/v2/app/manifests/1", "/v2/app/blobs/DIGEST", "/v2/app/tags/list", "/v2/", "/v2/none/manifests/1"])
  func headEqualsGetWithoutItsBody(path: String) async throws {
    let test = try await TestRegistry()
    try await test.pushImage("app", "1")
    let target = path.replacing("DIGEST", with: try Digest(of: Array("layer".utf8)).description)
    let get = await test.ask("GET", target)
    let head = await test.ask("HEAD", target)
    #expect(head.status == get.status)
    for name in ["Content-Length", "Content-Type", "Docker-Content-Digest", "ETag"] {
      #expect(head.headers[name] == get.headers[name], "\(name)")
    }
    #expect(try head.collect() == [])
  }

  @Test(
    arguments: [
      ("bytes=0-3", 206, "0123", "bytes 0-3/10"), ("bytes=7-", 206, "789", "bytes 7-9/10"),
      ("bytes=-2", 206, "89", "bytes 8-9/10"), ("bytes=8-99", 206, "89", "bytes 8-9/10"),
      ("bytes=-99", 206, "0123456789", "bytes 0-9/10"), ("bytes=10-", 416, nil, "bytes */10"),
      ("bytes=-0", 416, nil, "bytes */10"), ("lines=1-2", 200, "0123456789", nil),
      ("bytes=4-2", 416, nil, "bytes */10"), ("bytes=0-1,4-5", 200, "0123456789", nil),
    ] as [(String, Int, String?, String?)])
  func aRangeOfABlob(header: String, status: Int, body: String?, range: String?) async throws {
    let test = try await TestRegistry()
    let digest = try await test.push(Array("0123456789".utf8), to: "app")
    let answer = await test.ask("GET", "/v2/app/blobs/\(digest)", ["Range": header])
    #expect(answer.status == status)
    #expect(answer.headers["Content-Range"] == range)
    if let body {
      #expect(answer.text == body)
      #expect(answer.headers["Content-Length"] == String(body.utf8.count))
    }
  }

  @Test func aRangeOfAnotherEntityIsTheWhole() async throws {
    let test = try await TestRegistry()
    let digest = try await test.push(Array("0123456789".utf8), to: "app")
    let same = await test.ask("GET", "/v2/app/blobs/\(digest)", ["Range": "bytes=5-", "If-Range": "\"\(digest)\""])
    #expect(same.status == 206)
    let other = await test.ask("GET", "/v2/app/blobs/\(digest)", ["Range": "bytes=5-", "If-Range": "\"x\""])
    #expect(other.status == 200)
  }

  @Test(arguments: [
    ("/v2/app/manifests/none", 404, ErrorCode.manifestUnknown), ("/v2/none/manifests/1", 404, .manifestUnknown),
    ("/v2/App/manifests/1", 400, .nameInvalid), ("/v2/app/manifests/-x", 400, .manifestInvalid),
    ("/v2/app/manifests/sha256:00", 400, .digestInvalid), ("/v2/app/blobs/sha256:XY", 400, .digestInvalid),
    ("/v2/app/blobs/md5:00", 400, .digestInvalid), ("/v2/none/tags/list", 404, .nameUnknown),
    ("/v2/../etc/tags/list", 400, .nameInvalid), ("/v2/a/%2e%2e/tags/list", 400, .nameInvalid),
    ("/v2/app/tags/list?n=-1", 400, .unsupported), ("/v2/app/nothing", 404, .unsupported),
    ("/other", 404, .unsupported), ("/v2/app/blobs/uploads/none", 404, .blobUploadUnknown),
    ("/v2/app/referrers/x", 400, .digestInvalid), ("/foreign/x", 400, .digestInvalid),
  ])
  func aBadRequestGetsTheErrorBody(target: String, status: Int, code: ErrorCode) async throws {
    let test = try await TestRegistry()
    try await test.pushImage("app", "1")
    let answer = await test.ask("GET", target)
    #expect(answer.status == status)
    #expect(answer.codes == [code])
    #expect(answer.headers["Content-Type"] == "application/json")
  }

  @Test func aMethodThatAnEndpointLacksIsNamed() async throws {
    let test = try await TestRegistry()
    let answer = await test.ask("POST", "/v2/app/manifests/1")
    #expect(answer.status == 405)
    #expect(answer.headers["Allow"] == "GET, HEAD, PUT, DELETE")
    #expect(answer.codes == [.unsupported])
  }

  @Test func aBlobIsSeenOnlyInTheRepositoriesThatHoldIt() async throws {
    let test = try await TestRegistry()
    let digest = try await test.push(Array("secret".utf8), to: "private/app")
    #expect(await test.ask("GET", "/v2/private/app/blobs/\(digest)").status == 200)
    let other = await test.ask("GET", "/v2/public/app/blobs/\(digest)")
    #expect(other.status == 404)
    #expect(other.codes == [.blobUnknown])
  }
}
