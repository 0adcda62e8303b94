import TestSupport
import Testing

/// Wrong turns at a terminal: each is answered with what was seen, what was expected and one next action.
@Suite struct WrongTurnTests {
  /// Types what does not do, and expects the three lines.
  private func mistake(
    _ learner: Learner, _ line: String, seen: String, expected: String, next: String,
    location: SourceLocation = #_sourceLocation
  ) async throws {
    let prompt = learner.prompt.prefix { $0 != "]" }
    let said = try await learner.type(line)
    for (label, text) in [("Not yet", seen), ("Expected", expected), ("Next", next)] {
      let part = said.components(behind: "\(label): ")
      #expect(part.contains(text), "\(line) \(label): \(said)", sourceLocation: location)
    }
    #expect(learner.prompt.hasPrefix(prompt), sourceLocation: location)
  }

  @Test func `The wrong image, a typo in it, and a typo in the verb`() async throws {
    let learner = try await Learner(try Drydock(), learns: "first-steps")
    try await learner.type("search alpine")
    try await mistake(learner, "pull busybox", seen: "busybox", expected: "alpine", next: "Pull alpine")
    try await mistake(learner, "pull alpin", seen: "alpin", expected: "alpine", next: "alpine")
    #expect(try await learner.type("pulll alpine").contains("Did you mean \"drydock pull\"?"))
    #expect(learner.prompt == "drydock (simulated) [first-steps 2/16] [1]>")
    #expect(try await learner.type("pull alpine").contains("Right: "))
  }

  @Test func `A container in the way, and one over the wrong image`() async throws {
    let learner = try await Learner(try Drydock(), learns: "first-steps")
    for _ in 1...4 { try await learner.type("skip") }
    try await mistake(learner, "create --name crate alpine", seen: "crate", expected: "box", next: "box")
    try await learner.type("retry")
    #expect(try await learner.type("create --name box alpine").contains("Right: "))
    try await learner.type("back")
    try await learner.type("back")
    try await learner.type("skip")
    #expect(learner.prompt == "drydock (simulated) [first-steps 5/16]>")
  }

  @Test func `The wrong tag, not logged in, and another's repository`() async throws {
    let learner = try await Learner(try Drydock(), learns: "first-steps")
    for _ in 1...9 { try await learner.type("skip") }
    #expect(learner.prompt == "drydock (simulated) [first-steps 10/16]>")
    try await mistake(
      learner, "tag hello alice/hello:2.0", seen: "alice/hello:2.0", expected: "alice/hello:1.0",
      next: "that name")
    try await mistake(
      learner, "tag alpine alice/hello:1.0", seen: "alpine", expected: "hello", next: "hello")
    #expect(try await learner.type("tag hello alice/hello:1.0").contains("Right: "))
    // What belongs to a later step is free play, with docker's own words.
    #expect(try await learner.type("push alice/hello:1.0").contains("unauthorized: authentication required"))
    try await learner.type("login", answering: [("Username:", "alice"), ("Password:", "wrong")])
    #expect(learner.said.contains("Not yet: "))
    #expect(learner.prompt == "drydock (simulated) [first-steps 11/16] [1]>")
    try await learner.type("login", answering: [("Username:", "alice"), ("Password:", "a simulated password")])
    #expect(learner.said.contains("Right: "))
    try await learner.type("logout")
    try await mistake(learner, "push alice/hello:1.0", seen: "not logged in", expected: "who sends", next: "login")
    try await learner.type("login", answering: [("Username:", "alice"), ("Password:", "a simulated password")])
    #expect(try await learner.type("push alice/hello:1.0").contains("Right: "))
  }

  @Test func `Other commands are free play`() async throws {
    let learner = try await Learner(try Drydock(), learns: "first-steps")
    for line in ["images", "version", "log", "help pull", "history", "ls"] {
      let said = try await learner.type(line)
      #expect(!said.contains("Right: "), "\(line): \(said)")
      #expect(learner.prompt.hasPrefix("drydock (simulated) [first-steps 1/16]"), "\(line)")
    }
  }
}

extension String {
  /// What stands behind a text, up to the next label.
  fileprivate func components(behind label: String) -> Substring {
    guard let start = firstRange(of: label)?.upperBound else { return "" }
    let rest = self[start...]
    return rest.firstMatch(of: #/ (Expected|Next): /#).map { rest[..<$0.range.lowerBound] } ?? rest
  }
}
