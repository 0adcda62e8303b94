import HTTPTransport
import ImageSpec

extension Check {
  static let manifestRefusalChecks: [Check] =
    [
      ("no JSON", "{"), ("nothing", ""), ("an array", "[]"), ("a string", #""manifest""#), ("not UTF-8", "\u{0}"),
      ("no configuration", #"{"schemaVersion":2,"layers":[]}"#),
      ("a malformed digest", #"{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"x","size":1},"layers":[]}"#),
      (
        "a size that is no number",
        #"{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"DIGEST","size":"x"},"layers":[]}"#
      ),
      ("a negative size", #"{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"DIGEST","size":-1},"layers":[]}"#),
      (
        "layers that are no list",
        #"{"schemaVersion":2,"config":{"mediaType":"a/b","digest":"DIGEST","size":1},"layers":{}}"#
      ),
    ].map { name, text -> Check in
      Check("manifest of \(name) is refused", .should, .pushManifests) { probe in
        let digest = try await probe.push([0])
        let sample = Sample(bytes: Array(text.replacing("DIGEST", with: digest).utf8), mediaType: Sample.manifest)
        try await probe.put(sample, as: "one").expect(400).expectCode("MANIFEST_INVALID", "DIGEST_INVALID")
        try await probe.manifest("one").expect(404)
      }
    } + [
      missing("configuration") { probe, absent in
        let layer = [UInt8].random()
        try await probe.push(layer)
        return Sample(
          Sample.manifest, ("config", try Sample.descriptor(Sample.configuration, absent)),
          ("layers", [try Sample.descriptor(Sample.layer, layer)]))
      },
      missing("layer") { probe, absent in
        let configuration = [UInt8].random()
        try await probe.push(configuration)
        return Sample(
          Sample.manifest, ("config", try Sample.descriptor(Sample.configuration, configuration)),
          ("layers", [try Sample.descriptor(Sample.layer, absent)]))
      },
      missing("manifest of an index") { _, absent in
        Sample(Sample.index, ("manifests", [try Sample.descriptor(Sample.manifest, absent)]))
      },
      missing("layer that is in another repository") { probe, absent in
        try await probe.beside().push(absent)
        let configuration = [UInt8].random()
        try await probe.push(configuration)
        return Sample(
          Sample.manifest, ("config", try Sample.descriptor(Sample.configuration, configuration)),
          ("layers", [try Sample.descriptor(Sample.layer, absent)]))
      },
      Check("each missing part is an error of its own", .beyond, .pushManifests, needs: [.requiredParts]) { probe in
        let parts = [[UInt8].random(), .random(), .random()]
        let layers = try parts.map { try Sample.descriptor(Sample.layer, $0) }
        let sample = Sample(Sample.manifest, ("config", layers[0]), ("layers", .array(Array(layers[1...]))))
        let answer = try await probe.put(sample, as: "one")
        if answer.status == 201 { throw NotOffered("it is taken") }
        guard try answer.expectRefusal().codes().count(where: { $0 == "MANIFEST_BLOB_UNKNOWN" }) == 3 else {
          throw answer.violation("wanted three errors")
        }
      },
      Check("Content-Type that contradicts the manifest is refused", .may, .pushManifests) { probe in
        let image = try await probe.image()
        let answer = try await probe.send(
          .put, "manifests/one", ["Content-Type": Sample.dockerManifest], body: image.bytes)
        if answer.status == 201 { throw NotOffered("it is taken") }
        try answer.expectRefusal()
      },
      Check("unknown media type of a manifest", .beyond, .pushManifests) { probe in
        let sample = Sample("application/vnd.example.unknown+json", ("fields", []))
        let answer = try await probe.put(sample, as: "one").expect(201, 400, 415)
        if answer.status != 201 { try answer.expectCode("MANIFEST_INVALID", "UNSUPPORTED") }
      },
      Check("repeated keys never confuse", .beyond, .pushManifests) { probe in
        let image = try await probe.image()
        let twice = image.bytes.dropLast() + Array(#","layers":[]}"#.utf8)
        let sample = Sample(bytes: Array(twice), mediaType: image.mediaType)
        let answer = try await probe.put(sample, as: "one").expect(201, 400)
        if answer.status == 201 { try await probe.manifest("one").expect(200).expect(body: sample.bytes) }
      },
      Check("JSON nested without end never harms", .beyond, .pushManifests) { probe in
        let deep = #"{"schemaVersion":2,"x":"# + String(repeating: "[", count: 100_000)
        let sample = Sample(bytes: Array(deep.utf8), mediaType: Sample.manifest)
        try await probe.put(sample, as: "one").expectRefusal()
        try await probe.send(.get, target: "/v2/").expect(200)
      },
    ]

  /// Requires the error of the standard where a part that a manifest names is absent.
  private static func missing(
    _ part: String, _ sample: @escaping @Sendable (Probe, [UInt8]) async throws -> Sample
  ) -> Check {
    Check("absent \(part) is MANIFEST_BLOB_UNKNOWN", .must, .pushManifests, needs: [.requiredParts]) { probe in
      let sample = try await sample(probe, .random())
      let answer = try await probe.put(sample, as: "one")
      if answer.status == 201 { throw NotOffered("it is taken") }
      try answer.expectRefusal().expectCode("MANIFEST_BLOB_UNKNOWN")
      try await probe.manifest("one").expect(404)
    }
  }
}
