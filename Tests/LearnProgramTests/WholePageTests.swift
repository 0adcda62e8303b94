import TestSupport
import Testing

/// `first-steps`, learnt from its first step to its last at a terminal.
@Suite struct WholePageTests {
  /// What a learner types for each step, in words of his own; with the answers to what is asked.
  static let answers: [[(line: String, asked: [(question: String, answer: String)])]] = [
    [("docker search --limit 5 alpine", [])],
    [("image pull docker.io/library/alpine:latest", [])],
    [("image ls", [])],
    [("cat alpine:/etc/os-release", [])],
    [("container create --name=box alpine sh", [])],
    [("cp greeting.txt box:/etc/motd", [])],
    [("diff box", [])],
    [("commit box hello", [])],
    [("history --no-trunc hello", [])],
    [("tag hello alice/hello:1.0", [])],
    [("login", [("Username:", "alice"), ("Password:", "a simulated password")])],
    [("push alice/hello:1.0", [])],
    [("rmi alice/hello:1.0", []), ("rmi hello", [])],
    [("pull alice/hello:1.0", []), ("cat alice/hello:1.0:/etc/motd", [])],
    [("rm box", [])],
    [("undo", [])],
  ]

  @Test func `Every step is passed by whatever has its effect, and the real store is never touched`() async throws {
    let drydock = try Drydock()
    try await drydock.keepOwnImage()
    let before = drydock.contents(of: "store")
    #expect(try await drydock.progress(of: "first-steps").contains("not begun"))

    let learner = try await Learner(drydock, learns: "first-steps")
    #expect(learner.said.hasPrefix("First steps: 16 steps You work in the simulated world linux-images"))
    // The title was told; it is not told again.
    #expect(learner.said.contains("Step 1 of 16: Find an image In ten minutes you will"))
    for (index, lines) in Self.answers.enumerated() {
      #expect(learner.prompt == "drydock (simulated) [first-steps \(index + 1)/16]>")
      for (line, asked) in lines { try await learner.type(line, answering: asked) }
      #expect(learner.said.contains("Right: "), "step \(index + 1): \(learner.said)")
      if index < 15 { #expect(learner.said.contains("Step \(index + 2) of 16: ")) }
    }
    #expect(learner.said.contains("That was the last step of First steps."))
    #expect(learner.prompt == "drydock (simulated) [first-steps done]>")

    // The world stays open to look around; no secret was shown or kept.
    #expect(try await learner.type("images").contains("alice/hello"))
    #expect(!drydock.history.joined().contains("a simulated password"))
    #expect(try await learner.stop() == ["You left First steps."])

    #expect(drydock.contents(of: "store") == before)
    #expect(drydock.contents(of: "docker").isEmpty)
    #expect(drydock.leftovers == [])
  }

  @Test func `What is seen after a step`() async throws {
    let learner = try await Learner(try Drydock(["NO_COLOR": "1"]), learns: "first-steps")
    try await learner.type("search alpine")
    #expect(
      learner.lines == [
        "NAME      DESCRIPTION                                     STARS     OFFICIAL",
        "alpine    A minimal Docker image based on Alpine Linux…   11000     [OK]",
        "",
        "Right: that is what the step looks at.",
        "",
        "Step 2 of 16: Fetch it",
        "",
        "An image under OFFICIAL is looked after by Docker Hub itself. Its name has no",
        "account in front.",
        "",
        "Pull `alpine` into your store. A name without a tag means the tag `latest`.",
        "",
        "Goal: the image alpine is in the store, as docker.io has it.",
      ])
    #expect(!learner.terminal.output.contains("docker pull"))
  }
}
