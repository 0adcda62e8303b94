import Foundation
import ImageCommands
import InteractiveShell
import Testing
import Tutorials
import Worlds

/// A lesson from its first step to its last.
@Suite struct LessonTests {
  @Test(arguments: [
    "windows-container-images", "windows-container-images.ru", "first-steps", "whats-in-an-image",
    "when-things-go-wrong", "your-own-registry",
  ])
  func `A page is learnt with its own commands`(name: String) async throws {
    let path = try Classroom.library.page(name)
    let page = try Page(parsing: Array(try String(contentsOfFile: path, encoding: .utf8).utf8), path: path)
    let room = try await Classroom(name)
    for step in page.steps {
      #expect(await room.segment == "\(name) \(step.ordinal)/\(page.steps.count)")
      for command in step.commands {
        // What stands on the command line is not asked for.
        let answers = command.words.contains("-u") ? room.account.dropFirst() : room.account[...]
        let text = try await room.say(command.source, answering: Array(answers))
        #expect(!text.contains("Not yet"), "\(command.source): \(text)")
      }
    }
    #expect(await room.segment == "\(name) done")
    #expect(room.raw.contains("That was the last step"))
    try await room.say("stop")
    #expect(room.session.isInOwnWorld)
    await room.close()
    #expect(try room.leftovers == [])
  }

  @Test func `A page is skipped through, and every step's commands are shown`() async throws {
    let room = try await Classroom("windows-container-images")
    #expect(try await room.say("skip").contains("  docker pull microsoft/windowsservercore Using default tag"))
    try await room.go(to: 99)
    #expect(await room.segment == "windows-container-images done")
    #expect(room.raw.replacing("\n", with: " ").contains("Of its steps 16 were skipped."))
    await room.close()
  }

  @Test func `A lesson waits for what is to be put aside, in its own world, and judges it`() async throws {
    let room = try await Classroom("first-steps")
    let path = try Classroom.library.page("first-steps")
    let page = try Page(parsing: Array(try String(contentsOfFile: path, encoding: .utf8).utf8), path: path)
    let first = try #require(page.steps.first?.commands.first)
    let text = try await room.say("\(first.source) &")
    #expect(text.hasPrefix("Notice: each command of a lesson is waited for."))
    #expect(await room.segment == "first-steps 2/\(page.steps.count)")
    await room.close()
  }
}
