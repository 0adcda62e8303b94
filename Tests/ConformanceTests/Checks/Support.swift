import HTTPTransport

extension Check {
  static let supportChecks: [Check] = [
    Check("the base answers 200", .must, .support) { probe in
      try await probe.send(.get, target: "/v2/").expect(200)
    },
    Check("the base names docker's protocol", .may, .support) { probe in
      let answer = try await probe.send(.get, target: "/v2/").expect(200)
      guard answer.headers["Docker-Distribution-Api-Version"] != nil else { throw NotOffered("no version header") }
      try answer.expect("Docker-Distribution-Api-Version", "registry/2.0")
    },
    Check("a query ns does not disturb a pull", .may, .proxying) { probe in
      let image = try await probe.pushImage("one")
      let answer = try await probe.send(.get, "manifests/one?ns=registry.example", ["Accept": Sample.accepted])
      try answer.expect(200).expect(body: image.bytes)
      if answer.headers["OCI-Namespace"] != nil { try answer.expect("OCI-Namespace", "registry.example") }
    },
  ]
}
