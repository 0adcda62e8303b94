import HTTPTransport

extension Check {
  static let chunkedPushChecks: [Check] =
    Algorithm.allCases.flatMap { algorithm -> [Check] in
      [
        Check("chunks closed without a body, \(algorithm)", .must, .pushChunks) { probe in
          try await chunks(probe, algorithm, count: 3, lastWithPut: false)
        },
        Check("chunks closed with the last one, \(algorithm)", .must, .pushChunks) { probe in
          try await chunks(probe, algorithm, count: 3, lastWithPut: true)
        },
        Check("one chunk, \(algorithm)", .must, .pushChunks) { probe in
          try await chunks(probe, algorithm, count: 1, lastWithPut: false)
        },
        Check("only chunk with the PUT, \(algorithm)", .must, .pushChunks) { probe in
          try await chunks(probe, algorithm, count: 1, lastWithPut: true)
        },
        Check("chunks of a wrong digest are 400, \(algorithm)", .must, .pushChunks) { probe in
          var upload = try await probe.open()
          let digest = try algorithm.unknown()
          try await upload.patch(.random(upload.chunkSize), at: 0).expect(202)
          try await upload.finish(digest).expect(400)
          try await probe.expectNoBlob(digest)
        },
        Check("a stream without Content-Range, \(algorithm)", .may, .pushChunks) { probe in
          let blob = [UInt8].random(5000)
          let digest = try algorithm.digest(blob)
          var upload = try await probe.open()
          try await upload.patch(blob, range: nil).expect(202).expect("Range", "0-4999")
          try await upload.finish(digest).expect(201)
          try await probe.expectBlob(digest, blob)
        },
      ]
    } + [
      Check("each chunk's answer tells Location and Range", .must, .pushChunks) { probe in
        var upload = try await probe.open()
        let size = upload.chunkSize
        for number in 0..<3 {
          let answer = try await upload.patch(.random(size), at: number * size).expect(202)
          try answer.expect("Range", "0-\((number + 1) * size - 1)")
          _ = try answer.location()
        }
      },
      Check("OCI-Chunk-Min-Length is a length", .may, .pushChunks) { probe in
        let answer = try await probe.send(.post, "blobs/uploads/").expect(202)
        guard let text = answer.headers["OCI-Chunk-Min-Length"] else { throw NotOffered("no OCI-Chunk-Min-Length") }
        guard let length = Int(text), length > 0 else { throw answer.violation("it is \(text)") }
      },
      Check("last chunk may be shorter than OCI-Chunk-Min-Length", .must, .pushChunks) { probe in
        for lastWithPut in [false, true] {
          var upload = try await probe.open()
          let blob = [UInt8].random(upload.chunkSize + 5)
          let digest = try Algorithm.sha256.digest(blob)
          let (first, last) = (Array(blob.dropLast(5)), Array(blob.suffix(5)))
          try await upload.patch(first, at: 0).expect(202)
          if lastWithPut {
            try await upload.finish(digest, last, at: first.count).expect(201)
          } else {
            try await upload.patch(last, at: first.count).expect(202)
            try await upload.finish(digest).expect(201)
          }
          try await probe.expectBlob(digest, blob)
        }
      },
      Check("closing without a chunk is the empty blob", .must, .pushChunks) { probe in
        try await probe.open().finish(Algorithm.sha256.digest([])).expect(201)
        try await probe.expectBlob(Algorithm.sha256.digest([]), [])
      },
    ]

  /// Pushes a blob in chunks.
  private static func chunks(_ probe: Probe, _ algorithm: Algorithm, count: Int, lastWithPut: Bool) async throws {
    var upload = try await probe.open()
    let size = upload.chunkSize
    let blob = [UInt8].random(count * size)
    let digest = try algorithm.digest(blob)
    for start in stride(from: 0, to: lastWithPut ? blob.count - size : blob.count, by: size) {
      try await upload.patch(Array(blob[start..<(start + size)]), at: start).expect(202)
    }
    let answer =
      lastWithPut
      ? try await upload.finish(digest, Array(blob.suffix(size)), at: blob.count - size)
      : try await upload.finish(digest)
    try await probe.send(.get, answer.expect(201).location()).expect(200).expect(body: blob)
    try await probe.expectBlob(digest, blob)
  }
}
