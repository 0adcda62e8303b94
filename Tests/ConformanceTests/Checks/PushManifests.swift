import HTTPTransport
import ImageSpec

extension Check {
  static let manifestPushChecks: [Check] =
    Algorithm.allCases.flatMap { algorithm -> [Check] in
      [
        Check("push by \(algorithm) digest", .must, .pushManifests) { probe in
          let image = try await probe.image()
          let digest = try image.digest(algorithm)
          let answer = try await probe.put(image, as: digest).expect(201)
          try await probe.send(.get, answer.location(), ["Accept": Sample.accepted]).expect(body: image.bytes)
          try await probe.manifest(digest).expect(200).expect(body: image.bytes)
        },
        Check("push by \(algorithm) digest tells that digest", .must, .pushManifests) { probe in
          let image = try await probe.image()
          let digest = try image.digest(algorithm)
          try await probe.put(image, as: digest).expect(201).expect("Docker-Content-Digest", digest)
        },
        Check("push by a wrong \(algorithm) digest is 400", .must, .pushManifests) { probe in
          let digest = try algorithm.unknown()
          try await probe.put(probe.image(), as: digest).expect(400)
          try await probe.manifest(digest).expect(404)
        },
        Check("an index of \(algorithm) descriptors", .must, .pushManifests) { probe in
          let image = try await probe.pushImage(nil, algorithm)
          let index = Sample(Sample.index, ("manifests", [try image.descriptor(algorithm)]))
          try await expectKept(probe, index)
        },
        Check("a manifest of \(algorithm) descriptors", .must, .pushManifests) { probe in
          let (configuration, layer) = (Array("{}".utf8), [UInt8].random())
          try await probe.push(configuration, algorithm)
          try await probe.push(layer, algorithm)
          try await expectKept(
            probe,
            Sample(
              Sample.manifest, ("config", try Sample.descriptor(Sample.configuration, configuration, algorithm)),
              ("layers", [try Sample.descriptor(Sample.layer, layer, algorithm)])))
        },
      ]
    } + [
      Check("push by tag", .must, .pushManifests) { probe in
        let image = try await probe.image()
        let answer = try await probe.put(image, as: "one").expect(201)
        let served = try await probe.send(.get, answer.location(), ["Accept": Sample.accepted])
        try served.expect(200).expect(body: image.bytes)
      },
      Check("push by tag tells the digest", .must, .pushManifests) { probe in
        let image = try await probe.image()
        let digest = try await probe.put(image, as: "one").expect(201).value("Docker-Content-Digest")
        try await probe.manifest(digest).expect(200).expect(body: image.bytes)
        guard try Algorithm.allCases.contains(where: { try image.digest($0) == digest }) else {
          throw Violation("\(digest) is not the digest of the manifest")
        }
      },
      Check("push of the same again", .must, .pushManifests) { probe in
        let image = try await probe.image()
        for reference in ["one", "one", "two", try image.digest()] {
          try await probe.put(image, as: reference).expect(201)
        }
        try await probe.manifest("two").expect(200).expect(body: image.bytes)
      },
      Check("a tag moves, its old manifest stays", .must, .pushManifests) { probe in
        let old = try await probe.pushImage("one")
        let new = try await probe.pushImage("one")
        try await probe.manifest("one").expect(200).expect(body: new.bytes)
        try await probe.manifest(old.digest()).expect(200).expect(body: old.bytes)
      },
      Check("parameters of Content-Type are ignored", .should, .pushManifests) { probe in
        let image = try await probe.image()
        let type = "\(image.mediaType); charset=utf-8"
        try await probe.send(.put, "manifests/one", ["Content-Type": type], body: image.bytes).expect(201)
        let answer = try await probe.manifest("one").expect(200).expect(body: image.bytes)
        guard try !answer.value("Content-Type").contains(";") else { throw answer.violation("it has parameters") }
      },
      Check("every kind of document is served as its kind", .must, .pushManifests) { probe in
        for type in [Sample.manifest, Sample.dockerManifest] {
          try await expectKept(probe, try await probe.image(mediaType: type))
        }
        let image = try await probe.pushImage("one")
        for type in [Sample.index, Sample.dockerList] {
          try await expectKept(probe, Sample(type, ("manifests", [try image.descriptor()])))
        }
      },
      Check("push only where the tag is what the client knows", .may, .pushManifests) { probe in
        let old = try await probe.pushImage("one")
        guard let tag = try await probe.manifest("one").expect(200).headers["ETag"] else { throw NotOffered("no ETag") }
        let new = try await probe.image()
        func push(_ condition: String, _ value: String) async throws -> Answer {
          let headers: HTTPHeaders = ["Content-Type": new.mediaType, condition: value]
          return try await probe.send(.put, "manifests/one", headers, body: new.bytes)
        }
        for (condition, value) in [("If-Match", "\"other\""), ("If-None-Match", "*"), ("If-None-Match", tag)] {
          if try await push(condition, value).expect(201, 412).status == 201 {
            throw NotOffered("it looks at no \(condition)")
          }
          try await probe.manifest("one").expect(200).expect(body: old.bytes)
        }
        try await push("If-Match", "\"other\", \(tag)").expect(201)
        try await push("If-Match", tag).expect(412)
        try await probe.manifest("one").expect(200).expect(body: new.bytes)
      },
      Check("push only where the tag is not there yet", .may, .pushManifests) { probe in
        let image = try await probe.image()
        let headers: HTTPHeaders = ["Content-Type": image.mediaType, "If-None-Match": "*"]
        try await probe.send(.put, "manifests/one", headers, body: image.bytes).expect(201)
        let again = try await probe.send(.put, "manifests/one", headers, body: image.bytes).expect(201, 412)
        if again.status == 201 { throw NotOffered("it looks at no If-None-Match") }
      },
      Check("manifest of exactly 4 MiB", .should, .pushManifests) { probe in
        try await expectKept(probe, try await large(probe, bytes: 4 << 20))
      },
      Check("index of exactly 4 MiB", .should, .pushManifests) { probe in
        try await expectKept(probe, padded(try Sample.index([await probe.pushImage("one")]), to: 4 << 20))
      },
      Check("manifest too large for any client is 413", .should, .pushManifests) { probe in
        let manifest = try await large(probe, bytes: 32 << 20)
        try await probe.put(manifest, as: "one").expect(413)
        try await probe.manifest("one").expect(404)
      },
      Check("refused manifest leaves the tag where it was", .must, .pushManifests) { probe in
        let image = try await probe.pushImage("one")
        let broken = Sample(bytes: Array("{".utf8), mediaType: Sample.manifest)
        try await probe.put(broken, as: "one").expectRefusal()
        try await probe.manifest("one").expect(200).expect(body: image.bytes)
      },
    ]

  /// Requires that a document is taken and served as it is, by tag and by digest.
  static func expectKept(_ probe: Probe, _ sample: Sample) async throws {
    try await probe.put(sample, as: "kept").expect(201)
    for reference in ["kept", try sample.digest()] {
      let answer = try await probe.manifest(reference).expect(200).expect(body: sample.bytes)
      try answer.expect("Content-Type", sample.mediaType)
    }
  }

  private static func large(_ probe: Probe, bytes: Int) async throws -> Sample {
    padded(try await probe.image(), to: bytes)
  }

  /// A document with an annotation that makes it as long as it has to be.
  private static func padded(_ sample: Sample, to count: Int) -> Sample {
    let opening = Array(#","annotations":{"org.example.padding":""#.utf8)
    let closing = Array(#""}}"#.utf8)
    let space = count - (sample.bytes.count - 1) - opening.count - closing.count
    let padding = [UInt8](repeating: UInt8(ascii: "x"), count: max(0, space))
    var bytes = sample.bytes
    bytes.removeLast()
    for part in [opening, padding, closing] { bytes.append(contentsOf: part) }
    return Sample(bytes: bytes, mediaType: sample.mediaType)
  }
}
