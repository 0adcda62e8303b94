import HTTPTransport

extension Check {
  static let tagPageChecks: [Check] = [
    page("first tags", "?n=2", ["a", "b"]),
    page("tags behind one", "?n=2&last=b", ["c", "d"]),
    page("tags behind one that is not there", "?n=2&last=bb", ["c", "d"]),
    page("tags behind the last one", "?n=2&last=e", []),
    page("tags behind all names", "?n=2&last=zzzz", []),
    page("last tags", "?n=5&last=c", ["d", "e"]),
    page("all tags where n is larger", "?n=50", ["a", "b", "c", "d", "e"]),
    page("all tags where n is their number", "?n=5", ["a", "b", "c", "d", "e"]),
    Check("last without n", .must, .tags) { probe in
      try await five(probe)
      try await expectTags(probe, "?last=c", ["d", "e"])
      try await expectTags(probe, "?last=e", [])
    },
    Check("n=0 is an empty list without Link", .must, .tags) { probe in
      try await five(probe)
      let answer = try await probe.send(.get, "tags/list?n=0").expect(200).expectNo("Link")
      guard try tags(answer).isEmpty else { throw answer.violation("wanted no tags") }
    },
    Check("Link leads through all tags", .may, .tags) { probe in
      try await five(probe)
      for n in 1...3 {
        let first = try await probe.send(.get, "tags/list?n=\(n)").expect(200)
        guard try nextPage(first) != nil else { throw NotOffered("no Link") }
        try await expectTags(probe, "?n=\(n)", ["a", "b", "c", "d", "e"])
      }
    },
    Check("no Link where nothing follows", .must, .tags) { probe in
      try await five(probe)
      var answer = try await probe.send(.get, "tags/list?n=5")
      var found = try tags(answer).count
      while let next = try nextPage(answer) {
        guard found < 5 else { throw answer.violation("all tags are listed, and there is a Link") }
        answer = try await probe.send(.get, next)
        found += try tags(answer).count
      }
      try await probe.send(.get, "tags/list?n=5&last=e").expect(200).expectNo("Link")
    },
    Check("n that is no number never breaks", .beyond, .tags) { probe in
      try await five(probe)
      for n in ["-1", "abc", "1.5", "99999999999999999999", "%20", ""] {
        let answer = try await probe.send(.get, "tags/list?n=\(n)").expect(200, 400)
        if answer.status == 400 { _ = try answer.codes() }
      }
    },
    Check("Link keeps names with every kind of character", .may, .tags) { probe in
      let image = try await probe.image()
      let tags = ["a.b", "a-c", "a_d", "a"].sorted()
      for tag in tags { try await probe.put(image, as: tag).expect(201) }
      guard try nextPage(await probe.send(.get, "tags/list?n=1")) != nil else { throw NotOffered("no Link") }
      guard try await Set(allTags(probe, "?n=1")) == Set(tags) else { throw Violation("tags are missing") }
    },
  ]

  private static func five(_ probe: Probe) async throws {
    let image = try await probe.image()
    for tag in ["d", "b", "e", "a", "c"] { try await probe.put(image, as: tag).expect(201) }
  }

  /// A page of five tags: as many as asked for, or fewer and a Link.
  private static func page(_ name: String, _ query: String, _ wanted: [String]) -> Check {
    Check("\(name): \(query)", .must, .tags) { probe in
      try await five(probe)
      let answer = try await probe.send(.get, "tags/list\(query)")
      let found = try tags(answer)
      let isShort = found.count < wanted.count && !found.isEmpty && answer.headers["Link"] != nil
      // The order of the whole list is a check of its own.
      let ordered = found.count == 5 ? found.sorted() : found
      guard ordered == (isShort ? Array(wanted.prefix(found.count)) : wanted) else {
        throw answer.violation("wanted \(wanted)")
      }
      if wanted.last == "e" || wanted.isEmpty, !isShort { try answer.expectNo("Link") }
    }
  }
}
