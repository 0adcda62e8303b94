import HTTPTransport
import ImageSpec

extension Check {
  static let referrersChecks: [Check] =
    Algorithm.allCases.flatMap { algorithm -> [Check] in
      [
        Check("referrers of an unknown \(algorithm) digest are an empty index", .must, .referrers, needs: [.referrers])
        {
          probe in
          try await probe.pushImage("one")
          let answer = try await probe.send(.get, "referrers/\(algorithm.unknown())").expect(200)
          guard try referrers(answer).isEmpty else { throw answer.violation("wanted none") }
        },
        Check("referrers of a \(algorithm) digest", .must, .referrers, needs: [.referrers]) { probe in
          let image = try await probe.pushImage(nil, algorithm)
          let referrer = try await attach(probe, to: image, algorithm)
          try await expectReferrers(probe, image.digest(algorithm), [referrer.digest()])
        },
        Check("referrers pushed by \(algorithm) digest", .must, .referrers, needs: [.referrers]) { probe in
          let image = try await probe.pushImage()
          let referrer = try await probe.artifact(Sample.artifact, ("subject", try image.descriptor()))
          try await probe.put(referrer, as: referrer.digest(algorithm)).expect(201)
          try await expectReferrers(probe, image.digest(), [referrer.digest(algorithm)])
        },
      ]
    } + [
      Check("referrers are an OCI index", .must, .referrers, needs: [.referrers]) { probe in
        let image = try await probe.pushImage("one")
        try await attach(probe, to: image)
        for digest in [try image.digest(), try Algorithm.sha256.unknown()] {
          let answer = try await probe.send(.get, "referrers/\(digest)").expect(200)
          try answer.expect("Content-Type", Sample.index)
          let object = try answer.object()
          guard object["schemaVersion"] as? Int == 2, object["mediaType"] as? String == Sample.index else {
            throw answer.violation("no index")
          }
        }
      },
      Check("referrers in a repository that holds nothing are never 404", .must, .referrers, needs: [.referrers]) {
        probe in
        guard try referrers(await probe.send(.get, "referrers/\(Algorithm.sha256.unknown())")).isEmpty else {
          throw Violation("wanted none")
        }
      },
      Check("referrers of a malformed digest are 400", .must, .referrers, needs: [.referrers]) { probe in
        try await probe.pushImage("one")
        for digest in ["sha256:abc", "sha256", "one"] { try await probe.send(.get, "referrers/\(digest)").expect(400) }
      },
      Check("referrers pushed before their subject", .must, .referrers, needs: [.referrers]) { probe in
        let image = try await probe.image()
        let referrer = try await attach(probe, to: image)
        try await expectReferrers(probe, image.digest(), [referrer.digest()])
        try await probe.put(image, as: "one").expect(201)
        try await expectReferrers(probe, image.digest(), [referrer.digest()])
      },
      Check("several referrers, tagged and not", .must, .referrers, needs: [.referrers]) { probe in
        let image = try await probe.pushImage("one")
        var digests: [String] = []
        for number in 0..<5 {
          let referrer = try await attach(probe, to: image)
          if number > 2 { try await probe.put(referrer, as: "tag-\(number)").expect(201) }
          digests.append(try referrer.digest())
        }
        try await expectReferrers(probe, image.digest(), digests)
      },
      Check("referrers are those of their repository", .must, .referrers, needs: [.referrers]) { probe in
        let image = try await probe.pushImage("one")
        try await attach(probe.beside(), to: image)
        try await expectReferrers(probe, image.digest(), [])
      },
      Check("referrers of a referrer are its own", .must, .referrers, needs: [.referrers]) { probe in
        let image = try await probe.pushImage("one")
        let first = try await attach(probe, to: image)
        let second = try await attach(probe, to: first)
        try await expectReferrers(probe, image.digest(), [first.digest()])
        try await expectReferrers(probe, first.digest(), [second.digest()])
      },
      Check("descriptor of a referrer", .must, .referrers, needs: [.referrers]) { probe in
        let image = try await probe.pushImage("one")
        let referrer = try await attach(probe, to: image)
        let found = try await only(probe, image)
        guard found["mediaType"] as? String == Sample.manifest, found["digest"] as? String == (try referrer.digest()),
          found["size"] as? Int == referrer.bytes.count
        else { throw Violation("the descriptor is \(found)") }
      },
      type("its own of a manifest", Sample.artifact, ("artifactType", .string(Sample.artifact))),
      type(
        "kept as it is written", "application/vnd.Example.Type.v1+JSON",
        ("artifactType", "application/vnd.Example.Type.v1+JSON")),
      type("its configuration's where a manifest has none", Sample.empty),
      type("its configuration's where a manifest's is empty", Sample.empty, ("artifactType", "")),
      Check("artifactType of an index", .must, .referrers, needs: [.referrers]) { probe in
        let image = try await probe.pushImage("one")
        let index = try Sample.index(
          [], ("subject", try image.descriptor()), ("artifactType", .string(Sample.artifact)))
        try await probe.put(index, as: "index").expect(201)
        let found = try await only(probe, image)
        guard found["artifactType"] as? String == Sample.artifact, found["mediaType"] as? String == Sample.index else {
          throw Violation("the descriptor is \(found)")
        }
      },
      Check("no artifactType where an index has none", .must, .referrers, needs: [.referrers]) { probe in
        for members in [[], [("artifactType", JSON.string(""))]] {
          let image = try await probe.pushImage("one")
          var index = JSONObject()
          for (name, value) in members { index[name] = value }
          index["schemaVersion"] = 2
          index["mediaType"] = .string(Sample.index)
          index["manifests"] = []
          index["subject"] = try image.descriptor()
          try await probe.put(Sample(bytes: JSON.object(index).encoded(), mediaType: Sample.index), as: "index")
            .expect(201)
          let found = try await only(probe, image)
          guard found["artifactType"] == nil else { throw Violation("the descriptor is \(found)") }
        }
      },
      Check("annotations of a manifest", .must, .referrers, needs: [.referrers]) { probe in
        let image = try await probe.pushImage("one")
        try await attach(probe, to: image, .sha256, ("annotations", ["org.example.a": "1", "org.example.b": "ä€ \""]))
        try await expectAnnotations(probe, image)
      },
      Check("annotations of an index", .must, .referrers, needs: [.referrers]) { probe in
        let image = try await probe.pushImage("one")
        let index = try Sample.index(
          [], ("subject", try image.descriptor()),
          ("annotations", ["org.example.a": "1", "org.example.b": "ä€ \""]))
        try await probe.put(index, as: "index").expect(201)
        try await expectAnnotations(probe, image)
      },
    ]

  private static func type(_ name: String, _ wanted: String, _ members: (String, JSON)...) -> Check {
    Check("artifactType is \(name)", .must, .referrers, needs: [.referrers]) { probe in
      let image = try await probe.pushImage("one")
      var referrer = try await probe.artifact(nil, ("subject", try image.descriptor()))
      for (name, value) in members {
        let text = ",\"\(name)\":\(value.text())}"
        referrer = Sample(bytes: referrer.bytes.dropLast() + Array(text.utf8), mediaType: referrer.mediaType)
      }
      try await probe.put(referrer, as: referrer.digest()).expect(201)
      let found = try await only(probe, image)
      guard found["artifactType"] as? String == wanted else { throw Violation("the descriptor is \(found)") }
    }
  }

  private static func expectAnnotations(_ probe: Probe, _ image: Sample) async throws {
    let found = try await only(probe, image)
    guard found["annotations"] as? [String: String] == ["org.example.a": "1", "org.example.b": "ä€ \""] else {
      throw Violation("the descriptor is \(found)")
    }
  }
}
