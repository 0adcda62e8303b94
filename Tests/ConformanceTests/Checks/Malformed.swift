import HTTPTransport

extension Check {
  static let malformedChecks: [Check] = [nameChecks, digestChecks, tagGrammarChecks].flatMap { $0 }

  private static let names: [(String, String)] = [
    ("an upper-case letter", "UPPER/app"), ("an empty component", "team//app"), ("a dash in front", "team/-app"),
    ("a dash at the end", "team/app-"), ("two dots", "team/a..b"), ("three underscores", "team/a___b"),
    ("a dot and an underscore", "a._b"), ("an underscore in front", "_app/x"), ("a blank", "team/a%20b"),
    ("a letter that is not ASCII", "team/%C3%A4"), ("a NUL", "team/a%00b"),
    ("256 characters", String(repeating: "a", count: 256)),
  ]

  private static let digests: [(String, String)] = [
    ("no digits", "sha256:"), ("too few digits", "sha256:abc"),
    ("too many digits", "sha256:" + String(repeating: "a", count: 65)),
    ("upper-case digits", "sha256:" + String(repeating: "A", count: 64)),
    ("no hexadecimal digits", "sha256:" + String(repeating: "g", count: 64)),
    ("an unknown algorithm", "md5:d41d8cd98f00b204e9800998ecf8427e"),
    ("sha512 of sha256's length", "sha512:" + String(repeating: "a", count: 64)),
  ]

  private static let tags: [(String, String)] = [
    ("a dot in front", ".tag"), ("a dash in front", "-tag"), ("129 characters", String(repeating: "t", count: 129)),
    ("a plus", "a+b"), ("a blank", "a%20b"), ("a letter that is not ASCII", "%C3%A4"),
  ]

  private static let nameChecks: [Check] = names.flatMap { name, repository -> [Check] in
    [
      refused("name with \(name)", .get, "/v2/\(repository)/tags/list", "NAME_INVALID"),
      refused("name with \(name) to push to", .post, "/v2/\(repository)/blobs/uploads/", "NAME_INVALID"),
    ]
  }

  private static let digestChecks: [Check] = digests.flatMap { name, digest -> [Check] in
    [
      refused("blob digest with \(name)", .get, "blobs/\(digest)", "DIGEST_INVALID"),
      refused("manifest digest with \(name)", .get, "manifests/\(digest)", "DIGEST_INVALID"),
      Check("upload closed with a digest with \(name) is 400 in JSON", .beyond, .errors) { probe in
        try await probe.open().finish(digest, .random()).expect(400).expectCode("DIGEST_INVALID")
      },
      Check("manifest pushed by a digest with \(name) is 400 in JSON", .beyond, .errors) { probe in
        try await probe.put(probe.image(), as: digest).expect(400).expectCode("DIGEST_INVALID")
      },
    ]
  }

  private static let tagGrammarChecks: [Check] =
    tags.flatMap { name, tag -> [Check] in
      [
        refused("tag with \(name)", .get, "manifests/\(tag)", "MANIFEST_INVALID"),
        Check("tag with \(name) is not set", .must, .pushManifests) { probe in
          try await probe.put(probe.image(), as: tag).expectRefusal()
        },
      ]
    }
    + [refused("digest of a blob without an algorithm", .get, "blobs/abc", "DIGEST_INVALID")]

  /// Requires 400 and an error of the standard for a path that breaks a grammar.
  private static func refused(_ name: String, _ method: HTTPMethod, _ path: String, _ codes: String...) -> Check {
    Check("\(name) is 400 in JSON", .beyond, .errors) { probe in
      let answer: Answer
      if path.hasPrefix("/") {
        answer = try await probe.send(method, target: path)
      } else {
        try await probe.pushImage("one")
        answer = try await probe.send(method, path)
      }
      let found = try answer.expect(400).codes()
      guard found.contains(where: codes.contains) else { throw answer.violation("wanted \(codes)") }
    }
  }
}
