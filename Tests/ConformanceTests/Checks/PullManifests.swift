import HTTPTransport

extension Check {
  static let manifestPullChecks: [Check] =
    Algorithm.allCases.flatMap { algorithm -> [Check] in
      [
        Check("manifest by \(algorithm) digest", .must, .pullManifests) { probe in
          let image = try await probe.pushImage(nil, algorithm)
          try await probe.manifest(image.digest(algorithm)).expect(200).expect(body: image.bytes)
        },
        Check("manifest by \(algorithm) digest tells that digest", .should, .pullManifests) { probe in
          let image = try await probe.pushImage(nil, algorithm)
          let digest = try image.digest(algorithm)
          try await probe.manifest(digest).expect(200).expect("Docker-Content-Digest", digest)
        },
        Check("unknown \(algorithm) manifest is 404", .must, .pullManifests) { probe in
          try await probe.pushImage("one")
          try await probe.manifest(algorithm.unknown()).expect(404)
        },
        Check("\(algorithm) manifest of another repository is 404", .must, .pullManifests) { probe in
          let image = try await probe.beside().pushImage(nil, algorithm)
          try await probe.pushImage("one")
          try await probe.manifest(image.digest(algorithm)).expect(404)
        },
      ]
    } + [
      Check("manifest by tag", .must, .pullManifests) { probe in
        let image = try await probe.pushImage("one")
        try await probe.manifest("one").expect(200).expect(body: image.bytes)
      },
      Check("manifest by tag tells its digest", .should, .pullManifests) { probe in
        let image = try await probe.pushImage("one")
        let digest = try await probe.manifest("one").expect(200).value("Docker-Content-Digest")
        guard try Algorithm.allCases.contains(where: { try image.digest($0) == digest }) else {
          throw Violation("\(digest) is not the digest of the manifest")
        }
      },
      Check("manifest has the media type it was pushed with", .should, .pullManifests) { probe in
        for type in [Sample.manifest, Sample.dockerManifest] {
          let image = try await probe.image(mediaType: type)
          try await probe.put(image, as: "one").expect(201)
          try await probe.manifest("one").expect(200).expect("Content-Type", type)
        }
      },
      Check("manifest has its length", .should, .pullManifests) { probe in
        let image = try await probe.pushImage("one")
        try await probe.manifest("one").expect(200).expect("Content-Length", String(image.bytes.count))
      },
      Check("unknown tag is 404", .must, .pullManifests) { probe in
        try await probe.pushImage("one")
        try await probe.manifest("two").expect(404)
      },
      Check("manifest of an unknown repository is 404", .must, .pullManifests) { probe in
        try await probe.manifest("latest").expect(404)
      },
      Check("tag of 128 characters", .must, .pullManifests) { probe in
        let tag = String(repeating: "t", count: 128)
        let image = try await probe.pushImage(tag)
        try await probe.manifest(tag).expect(200).expect(body: image.bytes)
      },
      Check("tag of every kind of character", .must, .pullManifests) { probe in
        for tag in ["_A-z.09", "0", "Z", "_", "a..b--c__d"] {
          let image = try await probe.pushImage(tag)
          try await probe.manifest(tag).expect(200).expect(body: image.bytes)
        }
      },
      Check("tags differ by case", .must, .pullManifests) { probe in
        let small = try await probe.pushImage("tag")
        try await probe.manifest("TAG").expect(404)
        let large = try await probe.pushImage("TAG")
        try await probe.manifest("tag").expect(200).expect(body: small.bytes)
        try await probe.manifest("TAG").expect(200).expect(body: large.bytes)
      },
      Check("repository of every kind of name", .must, .pullManifests) { probe in
        for name in ["a/b/c/d/e", "a.b", "a_b", "a__b", "a-b", "a---b", "0", "9/a-b_c.d"] {
          let repository = probe.beside(name)
          let image = try await repository.pushImage("one")
          try await repository.manifest("one").expect(200).expect(body: image.bytes)
        }
      },
      Check("repository whose name has 200 characters", .must, .pullManifests) { probe in
        let rest = 200 - probe.repository.utf8.count - 1
        let repository = probe.beside(String(repeating: "n", count: max(1, rest)))
        let image = try await repository.pushImage("one")
        try await repository.manifest("one").expect(200).expect(body: image.bytes)
      },
      Check("repository named like the paths of the protocol", .must, .pullManifests) { probe in
        for name in ["blobs", "tags/list", "manifests", "blobs/uploads", "referrers"] {
          let repository = probe.beside(name)
          let image = try await repository.pushImage("one")
          try await repository.manifest("one").expect(200).expect(body: image.bytes)
        }
      },
      Check("Accept never changes a manifest", .must, .pullManifests) { probe in
        let image = try await probe.pushImage("one")
        for accept in [Sample.manifest, "*/*", "application/*", "\(Sample.index), \(Sample.manifest);q=0.5"] {
          try await probe.send(.get, "manifests/one", ["Accept": accept]).expect(200).expect(body: image.bytes)
        }
        // Who accepts other types only may be refused, and gets nothing else.
        let other = try await probe.send(.get, "manifests/one", ["Accept": "text/plain"]).expect(200, 404, 406)
        if other.status == 200 { try other.expect(body: image.bytes) }
      },
      Check("each type of a list of Accept headers counts", .must, .pullManifests) { probe in
        let image = try await probe.pushImage("one")
        let index = try Sample.index([image])
        try await probe.put(index, as: "all").expect(201)
        let headers = [Sample.manifest, Sample.dockerManifest, Sample.index]
        for (reference, sample) in [("one", image), ("all", index)] {
          let answer = try await probe.send(.get, "manifests/\(reference)", .init(accepting: headers)).expect(200)
          try answer.expect(body: sample.bytes).expect("Content-Type", sample.mediaType)
        }
      },
    ]
}
