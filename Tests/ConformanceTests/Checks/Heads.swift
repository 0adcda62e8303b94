import HTTPTransport

extension Check {
  static let headChecks: [Check] =
    Algorithm.allCases.flatMap { algorithm -> [Check] in
      [
        Check("HEAD of a manifest by \(algorithm) digest", .must, .existence) { probe in
          let image = try await probe.pushImage(nil, algorithm)
          try await probe.manifest(image.digest(algorithm), .head).expect(200)
        },
        Check("HEAD of a manifest by \(algorithm) digest tells digest and size", .should, .existence) { probe in
          let image = try await probe.pushImage(nil, algorithm)
          let digest = try image.digest(algorithm)
          let answer = try await probe.manifest(digest, .head).expect("Docker-Content-Digest", digest)
          try answer.expect("Content-Length", String(image.bytes.count))
        },
        Check("HEAD of a blob by \(algorithm) digest", .must, .existence) { probe in
          try await probe.send(.head, "blobs/\(probe.push(.random(), algorithm))").expect(200)
        },
        Check("HEAD of a blob by \(algorithm) digest tells digest and size", .should, .existence) { probe in
          let digest = try await probe.push(.random(77), algorithm)
          let answer = try await probe.send(.head, "blobs/\(digest)").expect("Docker-Content-Digest", digest)
          try answer.expect("Content-Length", "77")
        },
        Check("HEAD of an unknown \(algorithm) digest is 404", .must, .existence) { probe in
          try await probe.pushImage("one")
          try await probe.manifest(algorithm.unknown(), .head).expect(404)
          try await probe.send(.head, "blobs/\(algorithm.unknown())").expect(404)
        },
      ]
    } + [
      Check("HEAD of a manifest by tag", .must, .existence) { probe in
        try await probe.pushImage("one")
        try await probe.manifest("one", .head).expect(200)
      },
      Check("HEAD of an unknown tag is 404", .must, .existence) { probe in
        try await probe.pushImage("one")
        try await probe.manifest("two", .head).expect(404)
      },
      Check("HEAD in an unknown repository is 404", .must, .existence) { probe in
        try await probe.manifest("one", .head).expect(404)
      },
      Check("HEAD equals GET for manifests", .should, .http) { probe in
        let image = try await probe.pushImage("one")
        try await probe.put(try Sample.index([image]), as: "all").expect(201)
        for reference in ["one", "all", try image.digest(), "unknown"] {
          try await expectSame(probe, "manifests/\(reference)", ["Accept": Sample.accepted])
        }
      },
      Check("HEAD equals GET for blobs", .should, .http) { probe in
        for algorithm in Algorithm.allCases {
          try await expectSame(probe, "blobs/\(probe.push(.random(), algorithm))")
          try await expectSame(probe, "blobs/\(algorithm.unknown())")
        }
      },
      Check("HEAD equals GET for the base", .beyond, .http) { probe in
        let get = try await probe.send(.get, target: "/v2/").expect(200)
        guard !get.body.isEmpty else { throw NotOffered("the base has no body") }
        try expectSame(get, try await probe.send(.head, target: "/v2/"))
      },
      Check("HEAD equals GET for tags", .beyond, .http) { probe in
        try await probe.pushImage("one")
        try await expectSame(probe, "tags/list")
      },
      Check("HEAD equals GET for referrers", .beyond, .http, needs: [.referrers]) { probe in
        try await expectSame(probe, "referrers/\(probe.pushImage("one").digest())")
      },
      Check("HEAD equals GET for an upload", .beyond, .http) { probe in
        let upload = try await probe.open()
        try expectSame(try await upload.status(), try await probe.send(.head, upload.location))
      },
    ]

  /// The fields that HEAD must not say differently.
  private static let fields = [
    "Content-Type", "Content-Length", "Docker-Content-Digest", "ETag", "Accept-Ranges", "Range", "Link",
  ]

  private static func expectSame(_ probe: Probe, _ path: String, _ headers: HTTPHeaders = [:]) async throws {
    try expectSame(try await probe.send(.get, path, headers), try await probe.send(.head, path, headers))
  }

  private static func expectSame(_ get: Answer, _ head: Answer) throws {
    guard head.status == get.status else { throw head.violation("GET answered \(get.status)") }
    for field in fields where head.headers[field] != get.headers[field] {
      throw head.violation(
        "\(field) is \(head.headers[field] ?? "missing"), GET said \(get.headers[field] ?? "nothing of it")")
    }
  }
}
