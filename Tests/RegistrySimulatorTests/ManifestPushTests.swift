import DistributionSpec
import ImageSpec
import RegistrySimulator
import Testing

@Suite struct ManifestPushTests {
  @Test func unknownFieldsAreKeptByteForByte() async throws {
    let test = try await TestRegistry()
    try await test.pushImage("app", "1")
    let text = String(decoding: try Image(layer: Array("layer".utf8)).manifest.bytes, as: UTF8.self)
    let bytes = Array(text.replacing("{\"schemaVersion\"", with: "{ \"x-new\" : [1.0e5],\n\"schemaVersion\"").utf8)
    let pushed = await test.ask(
      "PUT", "/v2/app/manifests/2", ["Content-Type": MediaType.ociManifest.description], body: bytes)
    #expect(pushed.status == 201)
    let digest = try Digest(of: bytes)
    #expect(pushed.headers["Docker-Content-Digest"] == digest.description)
    #expect(pushed.headers["Location"] == "/v2/app/manifests/\(digest)")
    #expect(try await test.ask("GET", "/v2/app/manifests/2").collect() == bytes)
  }

  @Test(arguments: Digest.Algorithm.allCases)
  func aManifestByDigest(algorithm: Digest.Algorithm) async throws {
    let test = try await TestRegistry()
    let manifest = try await test.pushImage("app", "1")
    let digest = try Digest(of: manifest.bytes, algorithm: algorithm)
    let type: RegistryHeaders = ["Content-Type": manifest.mediaType.description]
    #expect(await test.ask("PUT", "/v2/app/manifests/\(digest)", type, body: manifest.bytes).status == 201)
    let answer = await test.ask("GET", "/v2/app/manifests/\(digest)")
    #expect(try answer.collect() == manifest.bytes)
    let wrong = try Digest(of: Array("x".utf8), algorithm: algorithm)
    #expect(await test.ask("PUT", "/v2/app/manifests/\(wrong)", type, body: manifest.bytes).codes == [.digestInvalid])
  }

  @Test(arguments: [
    ("not json", MediaType.ociManifest.description), ("{}", MediaType.ociManifest.description),
    (#"{"schemaVersion":1}"#, MediaType.ociManifest.description), ("MANIFEST", MediaType.ociIndex.description),
    ("MANIFEST", MediaType.dockerManifest.description), ("MANIFEST", "text/plain"), ("MANIFEST", "nonsense"),
    ("MANIFEST", MediaType.dockerSchema1Signed.description),
  ])
  func anInvalidManifestIsRefused(body: String, type: String) async throws {
    let test = try await TestRegistry()
    let manifest = try await test.pushImage("app", "1")
    let bytes = body == "MANIFEST" ? manifest.bytes : Array(body.utf8)
    let answer = await test.ask("PUT", "/v2/app/manifests/2", ["Content-Type": type], body: bytes)
    #expect(answer.status == 400)
    #expect(answer.codes == [.manifestInvalid])
    #expect(await test.ask("HEAD", "/v2/app/manifests/2").status == 404)
  }

  @Test func aManifestWhosePartsAreAbsentIsRefusedButForeignLayersMayBe() async throws {
    let test = try await TestRegistry()
    let manifest = try Image(layer: Array("layer".utf8)).manifest
    let type: RegistryHeaders = ["Content-Type": manifest.mediaType.description]
    let refused = await test.ask("PUT", "/v2/app/manifests/1", type, body: manifest.bytes)
    #expect(refused.status == 404)
    #expect(refused.codes == [.manifestBlobUnknown, .manifestBlobUnknown])
    try await test.push(Image.configuration, to: "app")
    var body = manifest.body
    body.layers[0].mediaType = .dockerForeignLayerGzip
    body.layers[0].urls = ["https://example.test/layer"]
    #expect(await test.ask("PUT", "/v2/app/manifests/1", type, body: body.encoded()).status == 201)
  }

  @Test func anIndexNeedsItsManifests() async throws {
    let test = try await TestRegistry()
    let manifest = try await test.pushImage("app", "1")
    let absent = try Image(layer: Array("absent".utf8)).manifest.descriptor
    let type: RegistryHeaders = ["Content-Type": MediaType.ociIndex.description]
    let whole = Index(manifests: [manifest.descriptor]).encoded()
    let partial = Index(manifests: [manifest.descriptor, absent]).encoded()
    #expect(await test.ask("PUT", "/v2/app/manifests/all", type, body: whole).status == 201)
    #expect(await test.ask("PUT", "/v2/app/manifests/part", type, body: partial).codes == [.manifestBlobUnknown])
  }

  @Test func aManifestThatIsTooLargeIsRefused() async throws {
    var limits = RegistryLimits()
    limits.manifestSize = 1_000
    let test = try await TestRegistry(limits: limits)
    let body = [UInt8](repeating: 32, count: 1_001)
    let type: RegistryHeaders = ["Content-Type": MediaType.ociManifest.description]
    #expect(await test.ask("PUT", "/v2/app/manifests/1", type, body: body).status == 413)
    let unannounced = RegistryRequest(
      method: "PUT", target: "/v2/app/manifests/1", headers: type, body: RequestBody(body))
    #expect(await test.registry.respond(to: unannounced).status == 413)
  }

  @Test func referrersAreListedAndFiltered() async throws {
    let test = try await TestRegistry()
    let subject = try await test.pushImage("app", "1")
    let type: RegistryHeaders = ["Content-Type": MediaType.ociManifest.description]
    var digests: [Digest] = []
    for kind in ["application/x.sbom", "application/x.signature"] {
      var body = subject.body
      body.subject = subject.descriptor
      body.artifactType = try MediaType(parsing: kind)
      body.annotations = ["kind": kind]
      let digest = try Digest(of: body.encoded())
      let answer = await test.ask("PUT", "/v2/app/manifests/\(digest)", type, body: body.encoded())
      #expect(answer.headers["OCI-Subject"] == subject.digest.description)
      digests.append(digest)
    }
    let all = await test.ask("GET", "/v2/app/referrers/\(subject.digest)")
    #expect(all.headers["Content-Type"] == MediaType.ociIndex.description)
    let list = try Document<Index>(bytes: try all.collect(), mediaType: .ociIndex).body.manifests
    #expect(Set(list.map(\.digest)) == Set(digests))
    let filtered = await test.ask("GET", "/v2/app/referrers/\(subject.digest)?artifactType=application/x.sbom")
    #expect(filtered.headers["OCI-Filters-Applied"] == "artifactType")
    let one = try Document<Index>(bytes: try filtered.collect(), mediaType: .ociIndex).body.manifests
    #expect(one.map(\.digest) == [digests[0]])
    #expect(one.first?.annotations == ["kind": "application/x.sbom"])
    let none = await test.ask("GET", "/v2/unknown/referrers/\(try Digest(of: []))")
    #expect(none.status == 200)
    #expect(try Document<Index>(bytes: try none.collect(), mediaType: .ociIndex).body.manifests == [])
  }
}
