import HTTPTransport
import ImageSpec

extension Check {
  static let referrersFilterChecks: [Check] = [
    Check("referrers of one artifactType", .should, .referrers, needs: [.referrers]) { probe in
      let (image, signature, sbom) = try await two(probe)
      try await expectFiltered(probe, image, "application/vnd.example.signature", [signature])
      try await expectFiltered(probe, image, "application/vnd.example.sbom+json", [sbom])
    },
    Check("referrers of one artifactType among many", .should, .referrers, needs: [.referrers]) { probe in
      let image = try await probe.pushImage("one")
      var wanted: [Sample] = []
      for number in 0..<7 {
        let type = number % 3 == 0 ? "application/vnd.example.other" : "application/vnd.example.signature"
        let referrer = try await probe.artifact(type, ("subject", try image.descriptor()))
        try await probe.put(referrer, as: referrer.digest()).expect(201)
        if number % 3 != 0 { wanted.append(referrer) }
      }
      try await expectFiltered(probe, image, "application/vnd.example.signature", wanted)
    },
    Check("referrers of an artifactType that none has", .should, .referrers, needs: [.referrers]) { probe in
      try await expectFiltered(probe, try await two(probe).image, "application/vnd.example.none", [])
    },
    Check("referrers by the media type of their configuration", .should, .referrers, needs: [.referrers]) { probe in
      let (image, _, _) = try await two(probe)
      let plain = try await probe.artifact(nil, ("subject", try image.descriptor()))
      try await probe.put(plain, as: plain.digest()).expect(201)
      try await expectFiltered(probe, image, Sample.empty, [plain])
    },
    Check("referrers of an artifactType of an unknown digest", .should, .referrers, needs: [.referrers]) { probe in
      let digest = try Algorithm.sha256.unknown()
      let answer = try await probe.send(.get, "referrers/\(digest)?artifactType=a/b").expect(200)
      guard try referrers(answer).isEmpty else { throw answer.violation("wanted none") }
    },
    Check("no OCI-Filters-Applied without a filter", .must, .referrers, needs: [.referrers]) { probe in
      let (image, signature, sbom) = try await two(probe)
      try await probe.send(.get, "referrers/\(image.digest())").expect(200).expectNo("OCI-Filters-Applied")
      try await expectReferrers(probe, image.digest(), [signature.digest(), sbom.digest()])
    },
    Check("unknown filters are ignored", .may, .referrers, needs: [.referrers]) { probe in
      let (image, signature, sbom) = try await two(probe)
      let answer = try await probe.send(.get, "referrers/\(image.digest())?color=red").expect(200)
      try answer.expectNo("OCI-Filters-Applied")
      try await expectReferrers(probe, image.digest(), [signature.digest(), sbom.digest()], "?color=red")
    },
    Check("a deleted referrer is gone at once", .must, .referrers, needs: [.referrers, .deletion]) { probe in
      let (image, signature, sbom) = try await two(probe)
      try await probe.send(.delete, "manifests/\(signature.digest())").expect(202)
      try await expectReferrers(probe, image.digest(), [sbom.digest()])
    },
    Check("referrers outlive their subject", .must, .referrers, needs: [.referrers, .deletion]) { probe in
      let (image, signature, sbom) = try await two(probe)
      try await probe.send(.delete, "manifests/\(image.digest())").expect(202)
      try await expectReferrers(probe, image.digest(), [signature.digest(), sbom.digest()])
    },
    Check("a tag taken away leaves a referrer", .must, .referrers, needs: [.referrers, .deletion]) { probe in
      let (image, signature, sbom) = try await two(probe)
      try await probe.put(signature, as: "signature").expect(201)
      try await probe.send(.delete, "manifests/signature").expect(202)
      try await expectReferrers(probe, image.digest(), [signature.digest(), sbom.digest()])
    },
  ]

  private static func two(_ probe: Probe) async throws -> (image: Sample, signature: Sample, sbom: Sample) {
    let image = try await probe.pushImage("one")
    let types = ["application/vnd.example.signature", "application/vnd.example.sbom+json"]
    var referrers: [Sample] = []
    for type in types {
      let referrer = try await probe.artifact(type, ("subject", try image.descriptor()))
      try await probe.put(referrer, as: referrer.digest()).expect(201)
      referrers.append(referrer)
    }
    return (image, referrers[0], referrers[1])
  }

  private static func expectFiltered(
    _ probe: Probe, _ image: Sample, _ type: String, _ wanted: [Sample]
  ) async throws {
    let query = "?artifactType=\(type.replacing("+", with: "%2B"))"
    let answer = try await probe.send(.get, "referrers/\(image.digest())\(query)").expect(200)
    guard let applied = answer.headers["OCI-Filters-Applied"] else {
      throw answer.violation("the filter is not applied")
    }
    guard applied.split(separator: ",").contains("artifactType") else { throw answer.violation("it says \(applied)") }
    try await expectReferrers(probe, image.digest(), wanted.map { try $0.digest() }, query)
  }

  /// The descriptors of a list of referrers.
  static func referrers(_ answer: Answer) throws -> [[String: Any]] {
    try answer.expect(200).expect("Content-Type", Sample.index)
    guard let list = try answer.object()["manifests"] as? [[String: Any]] else {
      throw answer.violation("no list of manifests")
    }
    return list
  }

  /// Requires the digests of all pages, in any order.
  static func expectReferrers(
    _ probe: Probe, _ digest: String, _ wanted: [String], _ query: String = ""
  ) async throws {
    var answer = try await probe.send(.get, "referrers/\(digest)\(query)")
    var found = try referrers(answer)
    var pages = 1
    while let next = try nextPage(answer) {
      pages += 1
      guard pages < 100 else { throw answer.violation("the pages have no end") }
      let applied = answer.headers["OCI-Filters-Applied"]
      answer = try await probe.send(.get, next)
      guard answer.headers["OCI-Filters-Applied"] == applied else {
        throw answer.violation("the next page is filtered otherwise")
      }
      found += try referrers(answer)
    }
    let digests = found.compactMap { $0["digest"] as? String }.sorted()
    guard digests == wanted.sorted() else { throw answer.violation("wanted \(wanted.sorted()), found \(digests)") }
  }

  /// The one referrer of an image.
  static func only(_ probe: Probe, _ image: Sample) async throws -> [String: Any] {
    let answer = try await probe.send(.get, "referrers/\(image.digest())")
    let list = try referrers(answer)
    guard list.count == 1 else { throw answer.violation("wanted one") }
    return list[0]
  }

  /// Pushes an artifact about an image.
  @discardableResult
  static func attach(
    _ probe: Probe, to image: Sample, _ algorithm: Algorithm = .sha256, _ member: (String, JSON)? = nil
  ) async throws -> Sample {
    let subject = ("subject", try image.descriptor(algorithm))
    let referrer =
      if let member {
        try await probe.artifact(Sample.artifact, subject, member)
      } else {
        try await probe.artifact(Sample.artifact, subject)
      }
    try await probe.put(referrer, as: referrer.digest()).expect(201)
    return referrer
  }
}
