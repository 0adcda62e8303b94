import HTTPTransport

extension Check {
  static let rangeChecks: [Check] =
    [
      range("first-last", "bytes=10-29", 10..<30),
      range("first-", "bytes=40-", 40..<96),
      range("-count", "bytes=-20", 76..<96),
      range("first byte", "bytes=0-0", 0..<1),
      range("last byte", "bytes=95-95", 95..<96),
      range("whole", "bytes=0-", 0..<96),
      range("clipped at the end", "bytes=90-5000", 90..<96),
      range("longer from the end than the blob", "bytes=-5000", 0..<96),
      refused("beyond the end", "bytes=96-200"),
      refused("beyond the end, open", "bytes=5000-"),
      refused("last before first", "bytes=50-0"),
      refused("of the last 0 bytes", "bytes=-0"),
      Check("range of a sha512 blob", .should, .pullBlobs) { probe in
        let blob = [UInt8].random()
        let digest = try await probe.push(blob, .sha512)
        let answer = try await probe.send(.get, "blobs/\(digest)", ["Range": "bytes=10-29"]).expect(206)
        try answer.expect(body: Array(blob[10..<30]))
      },
      Check("range of an empty blob is 416, or the whole", .should, .http) { probe in
        let digest = try await probe.push([])
        let answer = try await probe.send(.get, "blobs/\(digest)", ["Range": "bytes=0-"]).expect(200, 416)
        if answer.status == 200 { try answer.expect(body: []) }
      },
      Check("ranges of one blob add up to it", .should, .pullBlobs) { probe in
        let blob = [UInt8].random(1000)
        let digest = try await probe.push(blob)
        var found: [UInt8] = []
        for start in stride(from: 0, to: blob.count, by: 333) {
          let headers: HTTPHeaders = ["Range": "bytes=\(start)-\(start + 332)"]
          found += try await probe.send(.get, "blobs/\(digest)", headers).expect(206).body
        }
        guard found == blob else { throw Violation("the parts are not the blob") }
      },
      Check("range of an unknown unit gets the whole", .should, .http) { probe in
        try await expectWhole(probe, "items=1-2")
      },
      Check("malformed range gets the whole, or 416", .should, .http) { probe in
        for header in ["bytes=x-y", "bytes", "bytes=", "bytes=1", "bytes=--1"] {
          let blob = [UInt8].random()
          let digest = try await probe.push(blob)
          let answer = try await probe.send(.get, "blobs/\(digest)", ["Range": header]).expect(200, 400, 416)
          if answer.status == 200 { try answer.expect(body: blob) }
        }
      },
      Check("several ranges get them all, or the whole, or 416", .should, .http) { probe in
        let blob = [UInt8].random()
        let digest = try await probe.push(blob)
        let answer = try await probe.send(.get, "blobs/\(digest)", ["Range": "bytes=0-1,5-6"]).expect(200, 206, 416)
        if answer.status == 200 { try answer.expect(body: blob) }
        let type = answer.headers["Content-Type"] ?? ""
        if answer.status == 206, !type.hasPrefix("multipart/byteranges") { throw answer.violation("no multipart") }
      },
      Check("range does not count for HEAD", .should, .http) { probe in
        let digest = try await probe.push(.random())
        let answer = try await probe.send(.head, "blobs/\(digest)", ["Range": "bytes=0-9"])
        try answer.expect(200).expect("Content-Length", "96")
      },
      Check("If-Range of another entity tag gets the whole", .should, .http) { probe in
        let blob = [UInt8].random()
        let digest = try await probe.push(blob)
        let plain = try await probe.send(.get, "blobs/\(digest)").expect(200)
        guard let tag = plain.headers["ETag"] else { throw NotOffered("no ETag") }
        let headers: [String: Int] = [tag: 206, "\"other\"": 200]
        for (tag, status) in headers {
          try await probe.send(.get, "blobs/\(digest)", ["Range": "bytes=0-9", "If-Range": tag]).expect(status)
        }
      },
      Check("blob says that ranges are taken", .may, .http) { probe in
        let digest = try await probe.push(.random())
        let answer = try await probe.send(.get, "blobs/\(digest)").expect(200)
        guard answer.headers["Accept-Ranges"] != nil else { throw NotOffered("no Accept-Ranges") }
        try answer.expect("Accept-Ranges", "bytes")
      },
    ]

  /// A range of a blob of 96 bytes.
  private static func range(_ name: String, _ header: String, _ bytes: Range<Int>) -> Check {
    Check("range \(name)", .should, .pullBlobs) { probe in
      let blob = [UInt8].random()
      let digest = try await probe.push(blob)
      let answer = try await probe.send(.get, "blobs/\(digest)", ["Range": header]).expect(206)
      try answer.expect(body: Array(blob[bytes])).expect("Content-Length", String(bytes.count))
      try answer.expect("Content-Range", "bytes \(bytes.lowerBound)-\(bytes.upperBound - 1)/96")
    }
  }

  private static func refused(_ name: String, _ header: String) -> Check {
    Check("range \(name) is 416", .should, .pullBlobs) { probe in
      let digest = try await probe.push(.random())
      let answer = try await probe.send(.get, "blobs/\(digest)", ["Range": header]).expect(416)
      if answer.headers["Content-Range"] != nil { try answer.expect("Content-Range", "bytes */96") }
    }
  }

  private static func expectWhole(_ probe: Probe, _ header: String) async throws {
    let blob = [UInt8].random()
    let digest = try await probe.push(blob)
    try await probe.send(.get, "blobs/\(digest)", ["Range": header]).expect(200).expect(body: blob)
  }
}
