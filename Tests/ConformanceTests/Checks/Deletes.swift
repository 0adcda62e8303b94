import HTTPTransport

extension Check {
  static let deleteManifestChecks: [Check] =
    Algorithm.allCases.flatMap { algorithm -> [Check] in
      [
        Check("manifest by \(algorithm) digest is deleted at once", .must, .deleteManifests, needs: [.deletion]) {
          probe in
          let image = try await probe.pushImage(nil, algorithm)
          let digest = try image.digest(algorithm)
          try await probe.send(.delete, "manifests/\(digest)").expect(202)
          for method in [HTTPMethod.get, .head] { try await probe.manifest(digest, method).expect(404) }
        },
        Check("unknown \(algorithm) manifest can't be deleted", .must, .deleteManifests, needs: [.deletion]) { probe in
          try await probe.pushImage("one")
          try await probe.send(.delete, "manifests/\(algorithm.unknown())").expect(404)
        },
      ]
    } + [
      Check("tag is deleted at once", .must, .deleteTags, needs: [.deletion]) { probe in
        try await probe.pushImage("one")
        try await deleteTag(probe, "one")
        for method in [HTTPMethod.get, .head] { try await probe.manifest("one", method).expect(404) }
      },
      Check("deleted tag is not listed", .must, .deleteTags, needs: [.deletion]) { probe in
        for tag in ["one", "two"] { try await probe.pushImage(tag) }
        try await deleteTag(probe, "one")
        try await expectTags(probe, "", ["two"])
      },
      Check("deleted tag leaves the manifest and its other tags", .should, .deleteTags, needs: [.deletion]) { probe in
        let image = try await probe.image()
        for tag in ["one", "two"] { try await probe.put(image, as: tag).expect(201) }
        try await deleteTag(probe, "one")
        for reference in ["two", try image.digest()] {
          try await probe.manifest(reference).expect(200).expect(body: image.bytes)
        }
      },
      Check("the last tag leaves the manifest", .should, .deleteTags, needs: [.deletion]) { probe in
        let image = try await probe.pushImage("one")
        try await deleteTag(probe, "one")
        try await probe.manifest(image.digest()).expect(200).expect(body: image.bytes)
      },
      Check("unknown tag can't be deleted", .must, .deleteTags, needs: [.deletion]) { probe in
        try await probe.pushImage("one")
        try await probe.send(.delete, "manifests/two").expect(404, 405, 400)
        try await deleteTag(probe, "one")
        try await probe.send(.delete, "manifests/one").expect(404)
      },
      Check("a deleted tag can be pushed again", .must, .deleteTags, needs: [.deletion]) { probe in
        try await probe.pushImage("one")
        try await deleteTag(probe, "one")
        let image = try await probe.pushImage("one")
        try await probe.manifest("one").expect(200).expect(body: image.bytes)
      },
      Check("deleted manifest takes its tags with it", .must, .deleteManifests, needs: [.deletion]) { probe in
        let image = try await probe.image()
        for tag in ["one", "two"] { try await probe.put(image, as: tag).expect(201) }
        let other = try await probe.pushImage("three")
        try await probe.send(.delete, "manifests/\(image.digest())").expect(202)
        for tag in ["one", "two"] { try await probe.manifest(tag).expect(404) }
        try await expectTags(probe, "", ["three"])
        try await probe.manifest("three").expect(200).expect(body: other.bytes)
      },
      Check("manifest of an unknown repository can't be deleted", .must, .deleteManifests, needs: [.deletion]) {
        probe in
        try await probe.send(.delete, "manifests/\(Algorithm.sha256.unknown())").expect(404)
      },
      Check("a manifest can't be deleted twice", .must, .deleteManifests, needs: [.deletion]) { probe in
        let digest = try await probe.pushImage("one").digest()
        try await probe.send(.delete, "manifests/\(digest)").expect(202)
        try await probe.send(.delete, "manifests/\(digest)").expect(404)
      },
      Check("a deleted manifest can be pushed again", .must, .deleteManifests, needs: [.deletion]) { probe in
        let image = try await probe.pushImage("one")
        try await probe.send(.delete, "manifests/\(image.digest())").expect(202)
        try await probe.put(image, as: "one").expect(201)
        try await probe.manifest("one").expect(200).expect(body: image.bytes)
      },
      Check("a deleted manifest stays in other repositories", .must, .deleteManifests, needs: [.deletion]) { probe in
        let image = try await probe.pushImage("one")
        let other = probe.beside()
        let copy = try await other.image()
        try await other.put(copy, as: "one").expect(201)
        try await probe.send(.delete, "manifests/\(image.digest())").expect(202)
        try await other.manifest("one").expect(200).expect(body: copy.bytes)
      },
      Check("a manifest that an index names can be deleted", .may, .deleteManifests, needs: [.deletion]) { probe in
        let image = try await probe.pushImage()
        let index = try Sample.index([image])
        try await probe.put(index, as: "all").expect(201)
        let answer = try await probe.send(.delete, "manifests/\(image.digest())")
        guard answer.status == 202 else { throw NotOffered("it answers \(answer.status)") }
        try await probe.manifest("all").expect(200).expect(body: index.bytes)
        try await probe.manifest(image.digest()).expect(404)
      },
    ]

  private static func deleteTag(_ probe: Probe, _ tag: String) async throws {
    let answer = try await probe.send(.delete, "manifests/\(tag)").expect(202, 400, 405)
    if answer.status != 202 { throw NotOffered("tags are not deleted") }
  }
}
