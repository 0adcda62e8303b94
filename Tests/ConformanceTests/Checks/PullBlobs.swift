import HTTPTransport

extension Check {
  static let blobPullChecks: [Check] =
    Algorithm.allCases.flatMap { algorithm -> [Check] in
      [
        Check("blob by \(algorithm) digest", .must, .pullBlobs) { probe in
          let blob = [UInt8].random()
          try await probe.expectBlob(probe.push(blob, algorithm), blob)
        },
        Check("blob by \(algorithm) digest tells that digest", .should, .pullBlobs) { probe in
          let digest = try await probe.push(.random(), algorithm)
          try await probe.send(.get, "blobs/\(digest)").expect(200).expect("Docker-Content-Digest", digest)
        },
        Check("empty blob by \(algorithm) digest", .must, .pullBlobs) { probe in
          try await probe.expectBlob(probe.push([], algorithm), [])
        },
        Check("blob of 3 MiB by \(algorithm) digest", .must, .pullBlobs) { probe in
          var blob = [UInt8].random()
          blob.append(contentsOf: [UInt8](repeating: 7, count: (3 << 20) - blob.count))
          try await probe.expectBlob(probe.push(blob, algorithm), blob)
        },
        Check("unknown \(algorithm) blob is 404", .must, .pullBlobs) { probe in
          try await probe.push(.random())
          try await probe.send(.get, "blobs/\(algorithm.unknown())").expect(404)
        },
        Check("\(algorithm) blob of another repository is 404", .must, .pullBlobs) { probe in
          let digest = try await probe.beside().push(.random(), algorithm)
          try await probe.push(.random())
          try await probe.expectNoBlob(digest)
        },
      ]
    } + [
      Check("one content under both algorithms", .must, .pullBlobs) { probe in
        let blob = [UInt8].random()
        let digests = [try await probe.push(blob, .sha256), try await probe.push(blob, .sha512)]
        for digest in digests { try await probe.expectBlob(digest, blob) }
      },
      Check("blob of an unknown repository is 404", .must, .pullBlobs) { probe in
        try await probe.send(.get, "blobs/\(Algorithm.sha256.unknown())").expect(404)
      },
      Check("blob is not changed by Accept-Encoding", .must, .pullBlobs) { probe in
        let blob = Array(String(repeating: "compressible ", count: 200).utf8)
        let digest = try await probe.push(blob)
        let answer = try await probe.send(.get, "blobs/\(digest)", ["Accept-Encoding": "gzip, zstd"]).expect(200)
        try answer.expect(body: blob).expectNo("Content-Encoding")
      },
    ]
}
