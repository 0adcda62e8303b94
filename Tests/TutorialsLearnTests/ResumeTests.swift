import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials

/// What was done is remembered, by what a step is and not by where it stands.
@Suite struct ResumeTests {
  private static let page = """
    # A page

    ## One

    ```console
    $ docker pull tiny
    ```

    ## Two

    ```console
    $ docker tag tiny one
    ```

    ## Three

    ```console
    $ docker tag one two
    ```
    """

  @Test func `A lesson goes on where it was left, and an edited page asks only for what changed`() async throws {
    let scratch = try ScratchFolder()
    let progress = LessonProgress(path: scratch("progress"))
    let path = scratch("page.md")
    try Self.page.write(toFile: path, atomically: true, encoding: .utf8)
    func learn(_ lines: String...) async throws -> (text: String, segment: String?) {
      let room = try await Classroom("", progress: progress)
      var text = try await room.say("tutorial learn --fixture linux-basics \(path)")
      for line in lines { text = try await room.say(line) }
      let segment = await room.segment
      await room.close()
      return (text, segment)
    }
    #expect(try await learn("pull tiny", "skip").segment == "page 3/3")
    let resumed = try await learn()
    #expect(resumed.text.contains("Continuing at step 3; 'reset' starts over."))
    #expect(resumed.segment == "page 3/3")
    #expect(try await learn("where").text.contains("step 2: skipped"))
    // The names are there, though nobody typed for them in this lesson.
    #expect(try await learn("images").text.contains("one"))

    try Self.page.replacing("tag tiny one", with: "tag tiny uno").replacing("tag one two", with: "tag uno two")
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try await learn().segment == "page 2/3")
    #expect(try await learn("tag tiny uno", "tag tiny two").segment == "page done")
    #expect(try await learn().text.contains("You have done this page before; it begins anew."))
    #expect(try await learn("reset").segment == "page 1/3")
    #expect(try await learn().text.contains("Continuing") == false)
  }
}
