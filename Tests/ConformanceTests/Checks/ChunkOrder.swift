import HTTPTransport

extension Check {
  static let chunkOrderChecks: [Check] =
    // Where a second chunk begins when it should begin behind the first one, in parts of a chunk.
    [("behind a gap", 1.25), ("that overlaps", 0.5), ("sent before", 0)].flatMap { name, place -> [Check] in
      [
        Check("chunk \(name) is 416", .must, .pushChunks) { probe in
          try await disorder(probe, place) { upload, chunk, start in
            try await upload.patch(chunk, at: start).expect(416)
          }
        },
        Check("chunk \(name) with the closing PUT is 416", .must, .pushChunks) { probe in
          try await disorder(probe, place) { upload, chunk, start in
            try await upload.finish(Algorithm.sha256.unknown(), chunk, at: start).expect(416)
          }
        },
        Check("416 for a chunk \(name) tells Location and Range", .may, .pushChunks) { probe in
          try await disorder(probe, place) { upload, chunk, start in
            let answer = try await upload.patch(chunk, at: start).expect(416)
            guard answer.headers["Range"] != nil else { throw NotOffered("no Range") }
            try answer.expect("Range", "0-\(chunk.count - 1)")
            _ = try answer.location()
            return answer
          }
        },
      ]
    } + [
      Check("first chunk that does not begin with 0 is 416", .must, .pushChunks) { probe in
        var upload = try await probe.open()
        let chunk = [UInt8].random(upload.chunkSize)
        try await upload.patch(chunk, at: 7).expect(416)
        try await upload.patch(chunk, at: 0).expect(202)
        try await upload.finish(Algorithm.sha256.digest(chunk)).expect(201)
      },
      Check("only chunk with the PUT that does not begin with 0 is 416", .must, .pushChunks) { probe in
        let upload = try await probe.open()
        let chunk = [UInt8].random(upload.chunkSize)
        let digest = try Algorithm.sha256.digest(chunk)
        try await upload.finish(digest, chunk, at: 7).expect(416)
        try await upload.finish(digest, chunk, at: 0).expect(201)
      },
      Check("malformed Content-Range is refused", .must, .pushChunks) { probe in
        for range in malformed {
          var upload = try await probe.open()
          try await upload.patch(.random(upload.chunkSize), range: range).expect(400, 416)
        }
      },
      Check("malformed Content-Range with the closing PUT is refused", .must, .pushChunks) { probe in
        for range in malformed {
          let upload = try await probe.open()
          let chunk = [UInt8].random(upload.chunkSize)
          try await upload.finish(Algorithm.sha256.digest(chunk), chunk, range: range).expect(400, 416)
        }
      },
      Check("chunk of another length than its range is refused", .must, .pushChunks) { probe in
        for difference in [-1, 1, 1000] {
          var upload = try await probe.open()
          let size = upload.chunkSize
          try await upload.patch(.random(size), range: "0-\(size - 1 + difference)").expect(400, 416)
        }
      },
      Check("last chunk of another length than its range is refused", .must, .pushChunks) { probe in
        for difference in [-1, 1, 1000] {
          let upload = try await probe.open()
          let chunk = [UInt8].random(upload.chunkSize)
          let range = "0-\(chunk.count - 1 + difference)"
          try await upload.finish(Algorithm.sha256.digest(chunk), chunk, range: range).expect(400, 416)
        }
      },
    ]

  private static let malformed = [
    "abc", "5", "-", "-5", "0-", "9-2", "0-x", "0-9-20", "0x0-0xf", "0-99999999999999999999",
  ]

  /// Sends a chunk, lets a second one be sent at a wrong place, and goes on from what the registry says it has.
  private static func disorder(
    _ probe: Probe, _ place: Double, _ send: (inout Upload, [UInt8], Int) async throws -> Answer
  ) async throws {
    var upload = try await probe.open()
    let (first, second) = ([UInt8].random(upload.chunkSize), [UInt8].random(upload.chunkSize))
    try await upload.patch(first, at: 0).expect(202)
    _ = try await send(&upload, second, Int(Double(first.count) * place))
    try await upload.expect(size: first.count)
    try await upload.patch(second, at: first.count).expect(202)
    let digest = try Algorithm.sha256.digest(first + second)
    try await upload.finish(digest).expect(201)
    try await probe.expectBlob(digest, first + second)
  }
}
