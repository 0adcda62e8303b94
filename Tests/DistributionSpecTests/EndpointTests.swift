import DistributionSpec
import ImageSpec
import Testing

@Suite struct EndpointTests {
  private static let hex = String(repeating: "a", count: 64)

  @Test(arguments: [
    "/v2/", "/v2/_catalog", "/v2/a/tags/list", "/v2/a/b/c/tags/list", "/v2/tags/tags/list", "/v2/a/manifests/latest",
    "/v2/manifests/manifests/1", "/v2/a/manifests/sha256:\(hex)", "/v2/blobs/uploads/blobs/sha256:\(hex)",
    "/v2/a/blobs/uploads/", "/v2/a/blobs/uploads/some-id", "/v2/blobs/uploads/blobs/uploads/",
    "/v2/a/referrers/sha256:\(hex)",
    "/v2/list/manifests/list",
  ])
  func aPathIsReadAsItIsWritten(path: String) throws {
    #expect(try Endpoint(path: path).path == path)
  }

  @Test func theWordsAreCountedFromTheEnd() throws {
    #expect(try Endpoint(path: "/v2/a/tags/tags/list") == .tags(try RepositoryName(parsing: "a/tags")))
    #expect(try Endpoint(path: "/v2/a/blobs/uploads") == .uploads(try RepositoryName(parsing: "a")))
    #expect(try Endpoint(path: "/v2") == .base)
    #expect(try Endpoint(path: "/v2/_catalog").repository == nil)
    #expect(try Endpoint(path: "/v2/a/b/tags/list").repository == RepositoryName(parsing: "a/b"))
  }

  @Test(arguments: [
    ("/", EndpointError.unknownPath("/")), ("/v1/x", .unknownPath("/v1/x")), ("/v2x/", .unknownPath("/v2x/")),
    ("/v2/a", .unknownPath("/v2/a")), ("/v2/tags/list", .unknownPath("/v2/tags/list")),
    ("/v2/A/tags/list", .invalidName("A")), ("/v2/a//b/tags/list", .invalidName("a//b")),
    ("/v2/../x/tags/list", .invalidName("../x")), ("/v2/a/manifests/.x", .invalidTag(".x")),
    ("/v2/a/manifests/sha256:1", .invalidDigest("sha256:1")), ("/v2/a/blobs/latest", .invalidDigest("latest")),
    ("/v2/a/referrers/latest", .invalidDigest("latest")), ("/v2/a/manifests/", .invalidTag("")),
  ])
  func aPathThatIsNoEndpoint(path: String, error: EndpointError) {
    #expect(throws: error) { try Endpoint(path: path) }
  }

  @Test func aReferenceIsAskedForByDigestBeforeTag() throws {
    let digest = try Digest(parsing: "sha256:\(Self.hex)")
    #expect(ManifestReference(try ImageReference(parsing: "a:1@\(digest)")) == .digest(digest))
    #expect(ManifestReference(try ImageReference(parsing: "a:1")).description == "1")
    #expect(ManifestReference(try ImageReference(parsing: "a")) == .tag(.latest))
  }
}
