import HTTPTransport

extension Check {
  static let wholePushChecks: [Check] =
    Algorithm.allCases.flatMap { algorithm -> [Check] in
      [
        Check("POST then PUT, \(algorithm)", .must, .pushWhole) { probe in
          let blob = [UInt8].random()
          let digest = try algorithm.digest(blob)
          let answer = try await probe.open().finish(digest, blob).expect(201)
          try await probe.send(.get, answer.location()).expect(200).expect(body: blob)
          try await probe.expectBlob(digest, blob)
        },
        Check("POST then PUT tells the digest, \(algorithm)", .should, .pushWhole) { probe in
          let blob = [UInt8].random()
          let digest = try algorithm.digest(blob)
          try await probe.open().finish(digest, blob).expect(201).expect("Docker-Content-Digest", digest)
        },
        Check("POST then PUT of a wrong digest is 400, \(algorithm)", .must, .pushWhole) { probe in
          let digest = try algorithm.unknown()
          try await probe.open().finish(digest, .random()).expect(400)
          try await probe.expectNoBlob(digest)
        },
        Check("single POST, \(algorithm)", .may, .pushWhole) { probe in
          let blob = [UInt8].random()
          let digest = try algorithm.digest(blob)
          let answer = try await post(probe, digest, blob).expect(201)
          try await probe.send(.get, answer.location()).expect(200).expect(body: blob)
          try await probe.expectBlob(digest, blob)
        },
        Check("single POST of an empty blob, \(algorithm)", .may, .pushWhole) { probe in
          let digest = try algorithm.digest([])
          try await post(probe, digest, []).expect(201)
          try await probe.expectBlob(digest, [])
        },
        Check("single POST of a wrong digest is 400, \(algorithm)", .may, .pushWhole) { probe in
          let digest = try algorithm.unknown()
          try await post(probe, digest, .random()).expect(400)
          try await probe.expectNoBlob(digest)
        },
        Check("pushing a blob again, \(algorithm)", .must, .pushWhole) { probe in
          let blob = [UInt8].random()
          for _ in 0..<2 { try await probe.expectBlob(probe.push(blob, algorithm), blob) }
        },
        Check("a wrong blob does not harm the right one, \(algorithm)", .must, .pushWhole) { probe in
          let blob = [UInt8].random()
          let digest = try await probe.push(blob, algorithm)
          try await probe.open().finish(digest, .random()).expect(400)
          try await probe.expectBlob(digest, blob)
        },
      ]
    } + [
      Check("single POST or its refusal", .should, .pushWhole) { probe in
        let blob = [UInt8].random()
        let digest = try Algorithm.sha256.digest(blob)
        let answer = try await probe.send(.post, "blobs/uploads/?digest=\(digest)", body: blob).expect(201, 202)
        if answer.status == 202 { try await Upload(probe, answer.location()).finish(digest, blob).expect(201) }
        try await probe.expectBlob(digest, blob)
      },
      Check("each POST opens an upload of its own", .must, .pushWhole) { probe in
        let uploads = [try await probe.open(), try await probe.open()]
        guard uploads[0].location != uploads[1].location else { throw Violation("two uploads have one Location") }
        for upload in uploads {
          let blob = [UInt8].random()
          let digest = try Algorithm.sha256.digest(blob)
          try await upload.finish(digest, blob).expect(201)
          try await probe.expectBlob(digest, blob)
        }
      },
      Check("Location of an upload holds a UUID", .must, .pushWhole) { probe in
        let location = try await probe.open().location.text.lowercased()
        let uuid = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/
        guard location.contains(uuid) else { throw Violation("Location is \(location)") }
      },
      Check("uploads of one blob at the same time", .should, .pushWhole) { probe in
        let blob = [UInt8].random()
        let digest = try await withThrowingTaskGroup(of: String.self) { group in
          for _ in 0..<6 { group.addTask { try await probe.push(blob) } }
          return try await group.reduce("") { $1 }
        }
        try await probe.expectBlob(digest, blob)
      },
      Check("two uploads of one blob", .must, .pushWhole) { probe in
        let blob = [UInt8].random()
        let digest = try Algorithm.sha256.digest(blob)
        let uploads = [try await probe.open(), try await probe.open()]
        for upload in uploads { try await upload.finish(digest, blob).expect(201) }
        try await probe.expectBlob(digest, blob)
      },
      Check("PUT without a digest is refused", .must, .pushWhole) { probe in
        let upload = try await probe.open()
        try await probe.send(.put, upload.location, body: .random()).expectRefusal()
      },
      Check("an upload belongs to its repository", .must, .pushWhole) { probe in
        let upload = try await probe.open()
        let path = upload.location.path.replacing(probe.repository, with: probe.beside().repository)
        let query = upload.location.query.map { "?\($0)" } ?? ""
        guard path != upload.location.path else { throw NotOffered("the Location has no repository's name") }
        try await probe.beside().push(.random())
        let answer = try await probe.send(.get, target: path + query).expectRefusal()
        try answer.expect(400, 404)
      },
      Check("POST without the last slash", .beyond, .pushWhole) { probe in
        let answer = try await probe.send(.post, "blobs/uploads").expect(202)
        let blob = [UInt8].random()
        try await Upload(probe, answer.location()).finish(Algorithm.sha256.digest(blob), blob).expect(201)
      },
    ]

  /// Pushes by one request, where the registry takes it.
  private static func post(_ probe: Probe, _ digest: String, _ blob: [UInt8]) async throws -> Answer {

    let answer = try await probe.send(
      .post, "blobs/uploads/?digest=\(digest)", ["Content-Type": "application/octet-stream"], body: blob)
    if answer.status == 202 { throw NotOffered("it opens an upload") }
    return answer
  }
}
