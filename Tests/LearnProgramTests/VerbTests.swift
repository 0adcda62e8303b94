import TestSupport
import Testing

/// The verbs of a lesson at a terminal.
@Suite struct VerbTests {
  @Test func `Hints escalate to the whole command, and the answer shows it at once`() async throws {
    let learner = try await Learner(try Drydock(), learns: "first-steps")
    var hints: [String] = []
    while hints.last?.contains("search alpine") != true, hints.count < 9 {
      hints.append(try await learner.type("hint"))
    }
    #expect((3...6).contains(hints.count), "\(hints)")
    #expect(hints.dropLast().allSatisfy { !$0.contains("search alpine") })
    #expect(hints.first?.contains("what it looks for stands behind it") == true)
    #expect(learner.prompt == "drydock (simulated) [first-steps 1/16]>")
    #expect(try await learner.type("answer").contains("search alpine"))
    #expect(try await learner.type("goal").contains("Goal: search the registry for alpine."))
    #expect(learner.prompt == "drydock (simulated) [first-steps 1/16]>")
  }

  @Test func `skip, back, retry and reset move the world with the step`() async throws {
    let learner = try await Learner(try Drydock(), learns: "first-steps")
    #expect(try await learner.type("skip").contains("search alpine"))
    let skipped = try await learner.type("skip")
    #expect(skipped.contains("pull alpine") && skipped.contains("Step 3 of 16"))
    #expect(try await learner.type("where").contains("step 2: skipped step 3: you are here"))

    try await learner.type("back")
    #expect(learner.prompt == "drydock (simulated) [first-steps 2/16]>")
    #expect(try await learner.type("images -q") == "")

    try await learner.type("skip")
    try await learner.type("skip")
    #expect(learner.prompt == "drydock (simulated) [first-steps 4/16]>")
    try await learner.type("rmi -f alpine")
    #expect(try await learner.type("images -q") == "")
    try await learner.type("retry")
    #expect(try await learner.type("images -q").split(separator: " ").first?.count == 12)

    try await learner.type("reset")
    #expect(learner.prompt == "drydock (simulated) [first-steps 1/16]>")
    #expect(try await learner.type("images -q") == "")
    #expect(!(try await learner.type("where").contains("skipped")))
  }

  @Test func `why says what is looked at, where says how far one is`() async throws {
    let learner = try await Learner(try Drydock(), learns: "first-steps")
    #expect(try await learner.type("why").hasPrefix("Looked at: "))
    try await learner.type("search alpine")
    let said = try await learner.type("where")
    #expect(said.contains("Find an image step 1: done Fetch it step 2: you are here step 3: to do"))
    #expect(try await learner.type("why").contains("alpine"))
  }

  @Test func `Without a lesson its verbs say where lessons are`() async throws {
    let learner = try await Learner(try Drydock(), [])
    #expect(try await learner.type("hint").contains("'tutorial list' shows the pages"))
    #expect(learner.prompt == "drydock [1]>")
    #expect(try await learner.type("tutorial learn first-step").contains("first-steps"))
    #expect(try await learner.type("tutorial learn first-steps").contains("Step 1 of 16"))
    #expect(learner.prompt == "drydock (simulated) [first-steps 1/16]>")
    try await learner.type("stop")
    #expect(learner.prompt == "drydock>")
    #expect(try await learner.leave() == .exited(0))
  }

  @Test func `Tab completes a lesson's verbs, and pages by name`() async throws {
    let learner = try await Learner(try Drydock(), learns: "first-steps")
    learner.terminal.send("rese\t")
    try await learner.terminal.wait(for: "the verb") { $0.lines.last?.hasSuffix("> reset") == true }
    learner.terminal.send("\u{15}tutorial learn first\t")
    try await learner.terminal.wait(for: "the page") {
      $0.lines.last?.hasSuffix("> tutorial learn first-steps") == true
    }
  }
}
