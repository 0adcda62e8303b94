import Foundation
import TestSupport
import Testing

/// How a lesson is left, and gone on with.
@Suite struct LeavingTests {
  @Test func `Ctrl-C drops a line, an answer and nothing else`() async throws {
    let learner = try await Learner(try Drydock(), learns: "first-steps")
    learner.terminal.send("search alp")
    try await learner.terminal.wait(for: "search alp")
    try await learner.press("\u{3}", showing: "^C")
    #expect(learner.prompt == "drydock (simulated) [first-steps 1/16]>")
    learner.terminal.send("login\r")
    try await learner.terminal.wait(for: "Username:")
    try await learner.press("\u{3}", showing: "^C")
    #expect(learner.prompt == "drydock (simulated) [first-steps 1/16] [130]>")
    #expect(try await learner.type("search alpine").contains("Right: "))
  }

  @Test func `Ctrl-D leaves everything, and leaves nothing behind`() async throws {
    let drydock = try Drydock()
    let learner = try await Learner(drydock, learns: "first-steps")
    try await learner.type("search alpine")
    #expect(!drydock.leftovers.isEmpty)
    #expect(try await learner.leave() == .exited(0))
    #expect(drydock.leftovers == [])
    #expect(drydock.contents(of: "store").isEmpty)
  }

  @Test func `A lesson goes on where it was left, in a new process`() async throws {
    let drydock = try Drydock()
    let first = try await Learner(drydock, learns: "first-steps")
    try await first.type("search alpine")
    try await first.type("pull alpine")
    try await first.type("skip")
    #expect(first.prompt == "drydock (simulated) [first-steps 4/16]>")
    #expect(
      try await first.stop().joined(separator: " ")
        == "You left First steps at step 4 of 16. 'tutorial learn first-steps' goes on there.")
    #expect(try await drydock.progress(of: "first-steps").contains("3 of 16, 1 skipped"))

    let second = try await Learner(drydock, learns: "first-steps")
    #expect(second.prompt == "drydock (simulated) [first-steps 4/16]>")
    #expect(second.said.contains("Step 4 of 16"))
    #expect(!second.said.contains("Step 3 of 16"))
    #expect(try await second.type("where").contains("step 1: done Fetch it step 2: done step 3: skipped"))
    // The world is as the steps before left it.
    #expect(try await second.type("cat alpine:/etc/os-release").contains("Right: "))
    try await second.type("back")
    try await second.type("back")
    #expect(second.prompt == "drydock (simulated) [first-steps 3/16]>")
    try await second.type("reset")
    #expect(second.prompt == "drydock (simulated) [first-steps 1/16]>")
    #expect(try await second.leave() == .exited(0))
    #expect(try await drydock.progress(of: "first-steps").contains("not begun"))
  }

  @Test func `Two terminals learn at once, and neither loses what the other did`() async throws {
    let drydock = try Drydock()
    let one = try await Learner(drydock, learns: "first-steps")
    let other = try await Learner(drydock, learns: "windows-container-images")
    try await one.type("skip")
    try await other.type("skip")
    try await one.type("skip")
    try await other.type("skip")
    _ = try await one.stop()
    _ = try await other.stop()
    #expect(try await drydock.progress(of: "first-steps").contains("2 of 16, 2 skipped"))
    #expect(try await drydock.progress(of: "windows-container-images").contains("2 of 16, 2 skipped"))
  }

  @Test func `A progress file that can't be used is told and stays, and the lesson goes on`() async throws {
    let drydock = try Drydock()
    let made = try await drydock.bash(
      "mkdir -p \"$XDG_STATE_HOME/drydock\"; printf 'of another day\\n\\xff' > \"$XDG_STATE_HOME/drydock/tutorial-progress\""
    )
    #expect(made.status == 0)
    let learner = try await Learner(drydock, learns: "first-steps")
    #expect(try await learner.type("search alpine").contains("Right: "))
    _ = try await learner.stop()
    let kept = try await drydock.bash("cat \"$XDG_STATE_HOME/drydock/tutorial-progress\" | tr '\\377' '#'").output
    #expect(kept.hasPrefix("of another day\n#\ndone "))
    #expect(try await drydock.run("tutorial", "list").errors.contains("2 lines of "))
  }

  @Test func `Who stops at a step that takes something away has not done it`() async throws {
    let drydock = try Drydock()
    let page = drydock.scratch("work/small.md")
    try """
    # Small

    ```
    $ docker rmi -f greeter:old
    ```

    """.write(toFile: page, atomically: true, encoding: .utf8)
    let learner = try await Learner(drydock, ["tutorial", "learn", "--fixture", "linux-basics", page])
    #expect(learner.said.contains("gone from the store"))
    let last = try await learner.stop().joined(separator: " ")
    #expect(last.hasPrefix("You left Small at step 1 of 1."))
    #expect(try await drydock.run("tutorial", "list", page).output.contains("open"))
  }
}
