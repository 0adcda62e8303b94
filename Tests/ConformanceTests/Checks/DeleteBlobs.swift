import HTTPTransport

extension Check {
  static let deleteBlobChecks: [Check] =
    Algorithm.allCases.flatMap { algorithm -> [Check] in
      [
        Check("\(algorithm) blob is deleted at once", .must, .deleteBlobs, needs: [.deletion]) { probe in
          let digest = try await probe.push(.random(), algorithm)
          try await probe.send(.delete, "blobs/\(digest)").expect(202)
          try await probe.expectNoBlob(digest)
        },
        Check("unknown \(algorithm) blob can't be deleted", .must, .deleteBlobs, needs: [.deletion]) { probe in
          try await probe.push(.random())
          try await probe.send(.delete, "blobs/\(algorithm.unknown())").expect(404)
        },
      ]
    } + [
      Check("a blob can't be deleted twice", .must, .deleteBlobs, needs: [.deletion]) { probe in
        let digest = try await probe.push(.random())
        try await probe.send(.delete, "blobs/\(digest)").expect(202)
        try await probe.send(.delete, "blobs/\(digest)").expect(404)
      },
      Check("a deleted blob can be pushed again", .must, .deleteBlobs, needs: [.deletion]) { probe in
        let blob = [UInt8].random()
        let digest = try await probe.push(blob)
        try await probe.send(.delete, "blobs/\(digest)").expect(202)
        try await probe.expectBlob(probe.push(blob), blob)
      },
      Check("a deleted blob stays in other repositories", .must, .deleteBlobs, needs: [.deletion]) { probe in
        let blob = [UInt8].random()
        let digest = try await probe.push(blob)
        try await probe.beside().push(blob)
        try await probe.send(.delete, "blobs/\(digest)").expect(202)
        try await probe.expectNoBlob(digest)
        try await probe.beside().expectBlob(digest, blob)
      },
      Check("blob of an unknown repository can't be deleted", .must, .deleteBlobs, needs: [.deletion]) { probe in
        try await probe.send(.delete, "blobs/\(Algorithm.sha256.unknown())").expect(404)
      },
      Check("blobs of a deleted manifest stay", .should, .deleteBlobs, needs: [.deletion]) { probe in
        let image = try await probe.pushImage("one")
        let blob = [UInt8].random()
        let digest = try await probe.push(blob)
        try await probe.send(.delete, "manifests/\(image.digest())").expect(202)
        try await probe.expectBlob(digest, blob)
      },
    ]

  /// What deleting answers where it may be off.
  static let deletionChecks: [Check] = [
    Check("deleting a tag is 202, or 400 or 405 where that is off", .must, .deleteTags) { probe in
      let image = try await probe.pushImage("one")
      try await deletion(probe, "manifests/one") { try await probe.manifest("one").expect($0) }
      try await probe.manifest(image.digest()).expect(200).expect(body: image.bytes)
    },
    Check("deleting a manifest is 202, or 400 or 405 where that is off", .must, .deleteManifests) { probe in
      let digest = try await probe.pushImage("one").digest()
      try await deletion(probe, "manifests/\(digest)") { try await probe.manifest("one").expect($0) }
    },
    Check("deleting a blob is 202, or 400 or 405 where that is off", .must, .deleteBlobs) { probe in
      let digest = try await probe.push(.random())
      try await deletion(probe, "blobs/\(digest)") { try await probe.send(.get, "blobs/\(digest)").expect($0) }
    },
  ]

  /// Deletes, and requires that what was deleted is gone, and what was not is there.
  private static func deletion(
    _ probe: Probe, _ path: String, _ expect: (Int) async throws -> Answer
  ) async throws {
    let answer = try await probe.send(.delete, path).expect(202, 400, 405)
    _ = try await expect(answer.status == 202 ? 404 : 200)
  }
}
