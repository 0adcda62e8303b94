import HTTPTransport

extension Check {
  static let httpChecks: [Check] = [
    Check("escapes in a path mean what they stand for", .should, .http) { probe in
      let image = try await probe.pushImage("one.two")
      let digest = try image.digest().replacing(":", with: "%3A")
      for path in ["manifests/\(digest)", "manifests/one%2Etwo"] {
        try await probe.send(.get, path, ["Accept": Sample.accepted]).expect(200).expect(body: image.bytes)
      }
      let blob = [UInt8].random()
      let escaped = try await probe.push(blob).replacing(":", with: "%3a")
      try await probe.send(.get, "blobs/\(escaped)").expect(200).expect(body: blob)
    },
    Check("escapes in a query mean what they stand for", .must, .http) { probe in
      let blob = [UInt8].random()
      let digest = try Algorithm.sha256.digest(blob)
      try await probe.open().finish(digest.replacing(":", with: "%3A"), blob).expect(201)
      try await probe.expectBlob(digest, blob)
    },
    Check("body of a GET is ignored", .beyond, .http) { probe in
      let image = try await probe.pushImage("one")
      let answer = try await probe.send(
        .get, "manifests/one", ["Accept": Sample.accepted], body: .random(5000))
      try answer.expect(200).expect(body: image.bytes)
      try await probe.manifest("one").expect(200).expect(body: image.bytes)
    },
    Check("method that an endpoint lacks is refused", .should, .http) { probe in
      let image = try await probe.pushImage("one")
      let blob = try await probe.push(.random())
      let requests: [(HTTPMethod, String)] = [
        (.post, "tags/list"), (.delete, "tags/list"), (.put, "blobs/\(blob)"), (.post, "blobs/\(blob)"),
        (.patch, "manifests/one"), (.post, "manifests/one"), (.put, "blobs/uploads/"), (.patch, "blobs/uploads/"),
      ]
      for (method, path) in requests { try await probe.send(method, path, body: []).expect(404, 405) }
      try await probe.manifest("one").expect(200).expect(body: image.bytes)
    },
    Check("405 tells which methods there are", .beyond, .http) { probe in
      try await probe.pushImage("one")
      let answer = try await probe.send(.patch, "manifests/one", body: []).expect(405)
      guard try answer.value("Allow").contains("GET") else { throw answer.violation("wanted GET in Allow") }
      _ = try answer.codes()
    },
    Check("unknown paths are refused, never worse", .should, .errors) { probe in
      try await probe.pushImage("one")
      let long = String(repeating: "x", count: 6000)
      let paths = [
        "manifests/one/", "manifests/", "manifests", "blobs/", "blobs", "tags", "tags/", "tags/list/x", "referrers/",
        "nonsense", "", "%00", "%FF", "%2e%2e/x", "manifests/one%2F", "blobs/uploads/x/y", long, "manifests/\(long)",
        "blobs/\(long)", "tags/list%3Fn=1", "blobs/sha256:%00", "manifests/%0d%0aX:1", "_catalog/x",
      ]
      for path in paths { try await probe.send(.get, path).expectRefusal() }
      for path in ["/v3/", "/v2x", "/nonsense", "/%2e%2e/etc/passwd", "/v2/\(long)/\(long)"] {
        try await probe.send(.get, target: path).expectRefusal()
      }
      try await probe.send(.get, target: "/v2/").expect(200)
    },
    Check("If-None-Match of what is there is 304", .should, .http) { probe in
      try await probe.pushImage("one")
      let answer = try await probe.manifest("one").expect(200)
      guard let tag = answer.headers["ETag"] else { throw NotOffered("no ETag") }
      for (tag, status) in [(tag, 304), ("\"other\"", 200), ("\"other\", \(tag)", 304), ("*", 304)] {
        let headers: HTTPHeaders = ["Accept": Sample.accepted, "If-None-Match": tag]
        try await probe.send(.get, "manifests/one", headers).expect(status)
      }
    },
  ]
}
