import HTTPTransport
import ImageSpec

extension Check {
  /// What the specification's development version has, and what a registry may be told to do besides.
  static let nextChecks: [Check] =
    Algorithm.allCases.flatMap { algorithm -> [Check] in
      [
        Check("upload opened for \(algorithm)", .beyond, .next) { probe in
          var upload = try await probe.open("?digest-algorithm=\(algorithm)")
          let blob = [UInt8].random(upload.chunkSize + 9)
          let digest = try algorithm.digest(blob)
          let first = Array(blob.prefix(upload.chunkSize))
          try await upload.patch(first, at: 0).expect(202)
          try await upload.finish(digest, Array(blob.dropFirst(first.count)), at: first.count).expect(201)
          try await probe.expectBlob(digest, blob)
        },
        Check("tag pushed with its \(algorithm) digest", .beyond, .next) { probe in
          let image = try await probe.image()
          let digest = try image.digest(algorithm)
          let answer = try await probe.put(image, as: "one", query: "?digest=\(digest)").expect(201)
          try answer.expect("Docker-Content-Digest", digest)
          for reference in ["one", digest] {
            let served = try await probe.manifest(reference).expect(200).expect(body: image.bytes)
            try served.expect("Docker-Content-Digest", digest)
          }
        },
        Check("tag pushed with a wrong \(algorithm) digest is 400", .beyond, .next) { probe in
          let answer = try await probe.put(probe.image(), as: "one", query: "?digest=\(algorithm.unknown())")
          try answer.expect(400).expectCode("DIGEST_INVALID")
          try await probe.manifest("one").expect(404)
        },
        Check("several tags with one push by \(algorithm) digest", .beyond, .next, needs: [.severalTags]) { probe in
          let image = try await probe.image()
          let digest = try image.digest(algorithm)
          let answer = try await probe.put(image, as: digest, query: "?tag=one&tag=two&tag=three").expect(201)
          try answer.expect("Docker-Content-Digest", digest)
          let accepted = answer.headers.values(of: "OCI-Tag").joined(separator: ",").filter { $0 != " " }
          guard Set(accepted.split(separator: ",").map(String.init)) == ["one", "two", "three"] else {
            throw answer.violation("OCI-Tag is \(accepted)")
          }
          for tag in ["one", "two", "three"] {
            let served = try await probe.manifest(tag).expect(200).expect(body: image.bytes)
            try served.expect("Docker-Content-Digest", digest)
          }
          try await expectTags(probe, "", ["one", "three", "two"])
        },
      ]
    } + [
      Check("upload opened for an unknown algorithm is 400", .beyond, .next) { probe in
        try await probe.send(.post, "blobs/uploads/?digest-algorithm=md5").expect(400)
      },
      Check("one tag twice in a push", .beyond, .next, needs: [.severalTags]) { probe in
        let image = try await probe.image()
        try await probe.put(image, as: image.digest(), query: "?tag=one&tag=one").expect(201)
        try await expectTags(probe, "", ["one"])
      },
      Check("a malformed tag among several sets none", .beyond, .next, needs: [.severalTags]) { probe in
        let image = try await probe.image()
        try await probe.put(image, as: image.digest(), query: "?tag=one&tag=.two").expect(400)
        try await probe.manifest("one").expect(404)
      },
      Check("a manifest whose parts are absent is taken", .beyond, .next, needs: [.missingParts]) { probe in
        let layer = [UInt8].random()
        let manifest = Sample(
          Sample.manifest, ("config", try Sample.descriptor(Sample.configuration, .random())),
          ("layers", [try Sample.descriptor(Sample.layer, layer)]))
        try await expectKept(probe, manifest)
        try await probe.expectNoBlob(Algorithm.sha256.digest(layer))
        try await probe.push(layer)
        try await probe.expectBlob(Algorithm.sha256.digest(layer), layer)
      },
      Check("an index whose manifests are absent is taken", .beyond, .next, needs: [.missingParts]) { probe in
        let child = try Sample.descriptor(Sample.manifest, .random())
        let image = try await probe.pushImage()
        for children: [JSON] in [[child], [try image.descriptor(), child]] {
          try await expectKept(probe, Sample(Sample.index, ("manifests", .array(children))))
        }
      },
    ]
}
