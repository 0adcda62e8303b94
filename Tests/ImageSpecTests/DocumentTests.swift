import ImageSpec
import Testing

private let hex = String(repeating: "0123456789abcdef", count: 4)
private let blob = #"{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:\#(hex)","size":3}"#
private let manifest = #"{"schemaVersion":2,"config":\#(blob),"layers":[\#(blob)]}"#
private let index = #"{"schemaVersion":2,"manifests":[\#(blob)]}"#

@Suite struct DocumentTests {
  private func read<Body: DocumentBody>(_ text: String, as type: MediaType) throws -> Document<Body> {
    try Document(bytes: Array(text.utf8), mediaType: type)
  }

  @Test func aDocumentKeepsItsBytes() throws {
    let text = " {\n\"unknown\": 1.0,\"schemaVersion\":2,\"config\":\(blob),\"layers\":[]} "
    let document: Document<Manifest> = try read(text, as: .dockerManifest)
    #expect(document.bytes == Array(text.utf8))
    #expect(document.digest == (try Digest(of: Array(text.utf8))))
    #expect(document.descriptor.size == Int64(text.utf8.count))
    let longer: Document<Manifest> = try Document(bytes: document.bytes, mediaType: .ociManifest, algorithm: .sha512)
    #expect(longer.digest.algorithm == .sha512)
  }

  @Test(arguments: [
    #"{"schemaVersion":2,"config":\#(blob),"layers":[],"manifests":[]}"#,
    #"{"schemaVersion":2,"manifests":[\#(blob)],"config":\#(blob)}"#,
    #"{"schemaVersion":2,"manifests":[\#(blob)],"layers":[\#(blob)]}"#,
  ])
  func whatCouldBeAnIndexAndAManifestIsNeither(text: String) {
    #expect(throws: DocumentError.self) { let _: Document<Manifest> = try read(text, as: .ociManifest) }
    #expect(throws: DocumentError.self) { let _: Document<Index> = try read(text, as: .ociIndex) }
  }

  @Test func theAnnouncedTypeAndTheBodysMustAgree() {
    let text = #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"#
    #expect(throws: DocumentError.mediaTypeMismatch(stated: .dockerManifestList, found: .ociIndex)) {
      let _: Document<Index> = try read(text, as: .dockerManifestList)
    }
    #expect(throws: Never.self) { let _: Document<Index> = try read(text, as: .ociIndex) }
  }

  @Test(arguments: [
    (#"{"config":\#(blob)}"#, DocumentError.missing(path: "schemaVersion")),
    (#"{"schemaVersion":1,"config":\#(blob)}"#, .schemaVersion(1)),
    (#"{"schemaVersion":2}"#, .missing(path: "config")),
    (#"{"schemaVersion":"2"}"#, .wrongKind(path: "schemaVersion", expected: "a whole number", found: "a string")),
    (#"{"schemaVersion":2,"config":7}"#, .wrongKind(path: "config", expected: "an object", found: "a number")),
    (
      #"{"schemaVersion":2,"config":\#(blob),"layers":{}}"#,
      .wrongKind(path: "layers", expected: "an array", found: "an object")
    ),
    (#"{"schemaVersion":2,"config":\#(blob),"layers":[\#(blob),{}]}"#, .missing(path: "layers[1].mediaType")),
    (
      #"{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:\#(hex)","size":-1}}"#,
      .invalid(path: "config.size", reason: "negative")
    ),
    (
      #"{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"sha256:\#(hex)","size":1.5}}"#,
      .wrongKind(path: "config.size", expected: "a whole number", found: "a number")
    ),
    ("[]", .wrongKind(path: "the document", expected: "an object", found: "an array")),
  ])
  func errorsNameThePlaceAndTheRule(text: String, error: DocumentError) {
    #expect(throws: error) { let _: Document<Manifest> = try read(text, as: .ociManifest) }
  }

  @Test func aDigestThatIsAPathIsRefused() {
    let text = manifest.replacing(hex, with: "../../etc/passwd", maxReplacements: 1)
    #expect(throws: DocumentError.self) { let _: Document<Manifest> = try read(text, as: .ociManifest) }
  }

  @Test func aDocumentHasALimit() throws {
    let padding = String(repeating: " ", count: Document<Index>.maximumSize - index.utf8.count)
    #expect(throws: Never.self) { let _: Document<Index> = try read(index + padding, as: .ociIndex) }
    #expect(throws: DocumentError.tooLarge(limit: 4 << 20)) {
      let _: Document<Index> = try read(index + padding + " ", as: .ociIndex)
    }
  }

  @Test func whatWeAuthorReadsTheSame() throws {
    let digest = try Digest(parsing: "sha256:\(hex)")
    let foreign = Descriptor(
      mediaType: .dockerForeignLayerGzip, digest: digest, size: 9, urls: ["https://example.com/x"],
      annotations: ["k": "v"])
    let body = Manifest(
      configuration: Descriptor(mediaType: .dockerConfiguration, digest: digest, size: 1), layers: [foreign],
      annotations: ["b": "2", "a": "1"])
    let document = try Document<Manifest>(bytes: body.encoded(as: .dockerManifest), mediaType: .dockerManifest)
    #expect(document.body == body)
    let list = Index(manifests: [
      Descriptor(
        mediaType: .ociManifest, digest: digest, size: 2,
        platform: Platform(os: "linux", architecture: "arm64", variant: "v8")),
      Descriptor(
        mediaType: .ociManifest, digest: digest, size: 2, platform: Platform(os: "unknown", architecture: "unknown")),
    ])
    let read = try Document<Index>(bytes: list.encoded(), mediaType: .ociIndex)
    #expect(read.body == list)
    #expect(read.body.images.count == 1)
    let configuration = ImageConfiguration(
      created: "2016-05-02T21:32:09Z", author: "me",
      platform: Platform(os: "windows", architecture: "amd64", osVersion: "10.0.1"),
      diffIDs: [digest], history: [HistoryEntry(createdBy: "cmd"), HistoryEntry(comment: "c", isEmptyLayer: true)])
    #expect(
      try Document<ImageConfiguration>(bytes: configuration.encoded(), mediaType: .ociConfiguration).body
        == configuration)
  }

  @Test(arguments: [
    ("application/vnd.oci.image.layer.v1.tar+gzip; x=y", MediaType.Compression.gzip, false, true),
    ("application/vnd.oci.image.layer.v1.tar+zstd", .zstd, false, true),
    ("application/vnd.oci.image.layer.v1.tar", .none, false, true),
    ("APPLICATION/vnd.docker.image.rootfs.foreign.diff.tar.gzip", .gzip, true, true),
    ("application/vnd.oci.image.layer.nondistributable.v1.tar+zstd", .zstd, true, true),
    ("application/octet-stream", .none, false, false),
  ])
  func aMediaTypeSaysWhatALayerIs(text: String, compression: MediaType.Compression, isForeign: Bool, isLayer: Bool)
    throws
  {
    let type = try MediaType(parsing: text)
    #expect(type.compression == compression)
    #expect(type.isNonDistributable == isForeign)
    #expect(type.isLayer == isLayer)
  }

  @Test(arguments: ["", "a", "a/", "/b", "a/b/c", "a b/c", "a/b\r\nX: y", "ä/b"]) func whatIsNoMediaTypeIsRefused(
    text: String
  ) {
    #expect(throws: MediaTypeError.self) { try MediaType(parsing: text) }
  }
}
