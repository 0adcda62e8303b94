import HTTPTransport
import ImageSpec

extension Check {
  static let subjectChecks: [Check] =
    Algorithm.allCases.flatMap { algorithm -> [Check] in
      [
        Check("manifest with a \(algorithm) subject that is absent", .must, .pushManifests) { probe in
          let subject = try Sample.descriptor(Sample.manifest, .random(), algorithm)
          try await expectKept(probe, try await probe.artifact(Sample.artifact, ("subject", subject)))
        },
        Check("OCI-Subject for a manifest, \(algorithm)", .must, .subject, needs: [.referrers]) { probe in
          let image = try await probe.pushImage(nil, algorithm)
          let digest = try image.digest(algorithm)
          let referrer = try await probe.artifact(Sample.artifact, ("subject", try image.descriptor(algorithm)))
          try await probe.put(referrer, as: referrer.digest()).expect(201).expect("OCI-Subject", digest)
          try await probe.put(referrer, as: "tagged").expect(201).expect("OCI-Subject", digest)
        },
        Check("OCI-Subject for an index, \(algorithm)", .must, .subject, needs: [.referrers]) { probe in
          let image = try await probe.pushImage(nil, algorithm)
          let index = try Sample.index([], ("subject", try image.descriptor(algorithm)))
          try await probe.put(index, as: "one").expect(201).expect("OCI-Subject", image.digest(algorithm))
        },
      ]
    } + [
      Check("index with a subject that is absent", .must, .pushManifests) { probe in
        let subject = try Sample.descriptor(Sample.manifest, .random())
        try await expectKept(probe, try Sample.index([], ("subject", subject)))
      },
      Check("subject that is a blob's digest", .must, .pushManifests) { probe in
        let blob = [UInt8].random()
        try await probe.push(blob)
        let subject = try Sample.descriptor(Sample.manifest, blob)
        try await expectKept(probe, try await probe.artifact(Sample.artifact, ("subject", subject)))
      },
      Check("no OCI-Subject without a subject", .must, .subject) { probe in
        try await probe.put(probe.image(), as: "one").expect(201).expectNo("OCI-Subject")
      },
      Check("OCI-Subject for a subject that is absent", .must, .subject, needs: [.referrers]) { probe in
        let absent = [UInt8].random()
        let subject = try Sample.descriptor(Sample.manifest, absent)
        let referrer = try await probe.artifact(Sample.artifact, ("subject", subject))
        let digest = try Algorithm.sha256.digest(absent)
        try await probe.put(referrer, as: "one").expect(201).expect("OCI-Subject", digest)
      },
      Check("tag of the referrers tag schema", .must, .pushManifests) { probe in
        let digest = try await probe.pushImage("one").digest()
        let index = try Sample.index([])
        let tag = digest.replacing(":", with: "-")
        try await probe.put(index, as: tag).expect(201)
        try await probe.manifest(tag).expect(200).expect(body: index.bytes)
      },
    ]
}
