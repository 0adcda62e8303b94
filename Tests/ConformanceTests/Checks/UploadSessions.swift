import HTTPTransport

extension Check {
  static let uploadSessionChecks: [Check] = [
    Check("status of an upload is 204 with Location and Range", .must, .pushChunks) { probe in
      var upload = try await probe.open()
      let size = upload.chunkSize
      for number in 0..<2 {
        try await upload.patch(.random(size), at: number * size).expect(202)
        try await upload.expect(size: (number + 1) * size)
      }
    },
    Check("status of an upload without a byte", .must, .pushChunks) { probe in
      let answer = try await probe.open().status().expect(204)
      _ = try answer.location()
      guard answer.headers["Range"].map({ $0.hasPrefix("0-") }) ?? true else {
        throw answer.violation("Range is \(answer.headers["Range"] ?? "")")
      }
    },
    Check("an upload goes on from the Location of its status", .must, .pushChunks) { probe in
      var upload = try await probe.open()
      let blob = [UInt8].random(upload.chunkSize * 2)
      try await upload.patch(Array(blob[..<(blob.count / 2)]), at: 0).expect(202)
      try await upload.expect(size: blob.count / 2)
      try await upload.patch(Array(blob[(blob.count / 2)...]), at: blob.count / 2).expect(202)
      try await upload.finish(Algorithm.sha256.digest(blob)).expect(201)
    },
    Check("status of an unknown upload is 404", .must, .pushChunks) { probe in
      try await probe.push(.random())
      let path = "blobs/uploads/00000000-0000-4000-8000-000000000000"
      try await probe.send(.get, path).expect(404)
    },
    Check("an upload that is over is 404", .must, .pushChunks) { probe in
      var upload = try await probe.open()
      let blob = [UInt8].random(upload.chunkSize)
      let digest = try Algorithm.sha256.digest(blob)
      try await upload.finish(digest, blob).expect(201)
      try await upload.status().expect(404)
      try await upload.patch(blob, at: 0).expect(404)
      try await upload.finish(digest, blob).expect(404)
      try await upload.cancel().expect(404)
      try await probe.expectBlob(digest, blob)
    },
    Check("cancel is 204", .should, .cancel) { probe in
      try await probe.open().cancel().expect(204)
    },
    Check("cancel after a chunk is 204", .should, .cancel) { probe in
      var upload = try await probe.open()
      try await upload.patch(.random(upload.chunkSize), at: 0).expect(202)
      try await upload.cancel().expect(204)
    },
    Check("a cancelled upload is 404", .should, .cancel) { probe in
      var upload = try await probe.open()
      let blob = [UInt8].random(upload.chunkSize)
      let digest = try Algorithm.sha256.digest(blob)
      try await upload.patch(blob, at: 0).expect(202)
      try await upload.cancel().expect(204)
      try await upload.status().expect(404)
      try await upload.patch(blob, at: 0).expect(404)
      try await upload.finish(digest).expect(404)
      try await upload.cancel().expect(404)
      try await probe.expectNoBlob(digest)
    },
    Check("cancelling one upload leaves the others", .should, .cancel) { probe in
      let (one, two) = (try await probe.open(), try await probe.open())
      try await one.cancel().expect(204)
      let blob = [UInt8].random()
      try await two.finish(Algorithm.sha256.digest(blob), blob).expect(201)
    },
  ]

  static let mountChecks: [Check] =
    Algorithm.allCases.flatMap { algorithm -> [Check] in
      [
        Check("mount, \(algorithm)", .may, .mount) { probe in
          let blob = [UInt8].random()
          let digest = try await probe.beside("from").push(blob, algorithm)
          let answer = try await mount(probe, digest, from: probe.beside("from").repository)
          try await probe.send(.get, answer.expect(201).location()).expect(200).expect(body: blob)
          try await probe.expectBlob(digest, blob)
          try await probe.beside("from").expectBlob(digest, blob)
        },
        Check("mount without from, \(algorithm)", .may, .mount) { probe in
          let blob = [UInt8].random()
          let digest = try await probe.beside("from").push(blob, algorithm)
          let answer = try await mount(probe, digest, from: nil)
          try await probe.send(.get, answer.expect(201).location()).expect(200).expect(body: blob)
        },
        Check("mount of an unknown blob opens an upload, \(algorithm)", .should, .mount) { probe in
          try await probe.beside("from").push(.random())
          for from in ["&from=\(probe.beside("from").repository)", "&from=\(probe.beside("none").repository)", ""] {
            let blob = [UInt8].random()
            let digest = try algorithm.digest(blob)
            try await probe.open("?mount=\(digest)\(from)").finish(digest, blob).expect(201)
            try await probe.expectBlob(digest, blob)
          }
        },
      ]
    } + [
      Check("mount tells the digest", .may, .mount) { probe in
        let digest = try await probe.beside("from").push(.random())
        let answer = try await mount(probe, digest, from: probe.beside("from").repository).expect(201)
        try answer.expect("Docker-Content-Digest", digest)
      },
      Check("mount of what is there", .may, .mount) { probe in
        let blob = [UInt8].random()
        let digest = try await probe.push(blob)
        try await mount(probe, digest, from: probe.repository).expect(201)
        try await probe.expectBlob(digest, blob)
      },
      Check("a mounted blob outlives its source", .must, .mount, needs: [.deletion]) { probe in
        let blob = [UInt8].random()
        let digest = try await probe.beside("from").push(blob)
        try await mount(probe, digest, from: probe.beside("from").repository).expect(201)
        try await probe.beside("from").send(.delete, "blobs/\(digest)").expect(202)
        try await probe.expectBlob(digest, blob)
      },
    ]

  private static func mount(_ probe: Probe, _ digest: String, from: String?) async throws -> Answer {
    let query = from.map { "&from=\($0)" } ?? ""
    let answer = try await probe.send(.post, "blobs/uploads/?mount=\(digest)\(query)")
    guard answer.status == 202 else { return answer }
    _ = try answer.location()
    throw NotOffered("it opens an upload")
  }
}
