import HTTPTransport

extension Check {
  static let errorChecks: [Check] = [
    Check("unknown manifest is MANIFEST_UNKNOWN", .should, .errors) { probe in
      try await probe.pushImage("one")
      for reference in ["two", try Algorithm.sha256.unknown(), try Algorithm.sha512.unknown()] {
        try await probe.manifest(reference).expect(404).expectCode("MANIFEST_UNKNOWN")
      }
    },
    Check("manifest of an unknown repository is an unknown manifest or name", .should, .errors) { probe in
      try await probe.manifest("one").expect(404).expectCode("MANIFEST_UNKNOWN", "NAME_UNKNOWN")
    },
    Check("unknown blob is BLOB_UNKNOWN", .should, .errors) { probe in
      try await probe.push(.random())
      for algorithm in Algorithm.allCases {
        try await probe.send(.get, "blobs/\(algorithm.unknown())").expect(404).expectCode("BLOB_UNKNOWN")
      }
    },
    Check("unknown repository is NAME_UNKNOWN", .should, .errors) { probe in
      try await probe.send(.get, "tags/list").expect(404).expectCode("NAME_UNKNOWN")
    },
    Check("unknown upload is BLOB_UPLOAD_UNKNOWN", .should, .errors) { probe in
      try await probe.push(.random())
      let path = "blobs/uploads/00000000-0000-4000-8000-000000000000"
      try await probe.send(.get, path).expect(404).expectCode("BLOB_UPLOAD_UNKNOWN")
    },
    Check("wrong digest of a blob is DIGEST_INVALID", .should, .errors) { probe in
      try await probe.open().finish(Algorithm.sha256.unknown(), .random()).expect(400).expectCode("DIGEST_INVALID")
    },
    Check("wrong digest of a manifest is DIGEST_INVALID", .should, .errors) { probe in
      let answer = try await probe.put(probe.image(), as: Algorithm.sha256.unknown())
      try answer.expect(400).expectCode("DIGEST_INVALID")
    },
    Check("errors are JSON", .beyond, .errors) { probe in
      try await probe.pushImage("one")
      let unknown = try Algorithm.sha256.unknown()
      for path in ["manifests/two", "blobs/\(unknown)", "manifests/.tag", "nonsense"] {
        let answer = try await probe.send(.get, path).expectRefusal()
        let type = try answer.value("Content-Type")
        guard type.lowercased().hasPrefix("application/json") else { throw answer.violation("it is \(type)") }
        _ = try answer.codes()
      }
    },
  ]
}
