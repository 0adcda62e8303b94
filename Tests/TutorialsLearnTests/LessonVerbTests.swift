import Foundation
import ImageCommands
import InteractiveShell
import Testing
import Tutorials

/// The verbs of a lesson.
@Suite struct LessonVerbTests {
  private static let page = "windows-container-images"

  @Test func `Hints escalate from a nudge to the whole command`() async throws {
    let room = try await Classroom(Self.page)
    try await room.go(to: 3)
    #expect(try await room.say("hint").contains("or `docker image ls`, which is the same"))
    #expect(try await room.say("hint").hasPrefix("Hint: The verb is 'images'"))
    #expect(try await room.say("hint").hasSuffix("  images\n"))
    #expect(try await room.say("hint").hasSuffix("  docker images\n"))
    #expect(try await room.say("hint").hasSuffix("  docker images\n"))
    try await room.say("images")
    // The page's own hint comes first.
    #expect(try await room.say("hint").contains("A container of that name is still there"))
    #expect(try await room.say("hint").hasPrefix("Hint: The verb is 'create'"))
    #expect(try await room.say("hint").hasSuffix("  create --name ____ ____ ____\n"))
    #expect(try await room.say("hint").hasSuffix("  docker create --name web microsoft/windowsservercore cmd\n"))
    await room.close()
  }

  @Test func `The goal, the answer and what is looked at are told, and nothing is run`() async throws {
    let room = try await Classroom(Self.page)
    try await room.go(to: 6)
    #expect(
      try await room.say("goal") == "Goal: the image windowsservercoreiis is in the store, made of the container web.\n"
    )
    #expect(try await room.say("answer") == "  docker commit web windowsservercoreiis\n")
    let why = try await room.say("why")
    #expect(why.contains("Looked at: windowsservercoreiis:latest has the layers"))
    #expect(why.contains("Checked: file windowsservercoreiis 'C:\\index.html'"))
    let outline = try await room.say("where")
    #expect(outline.contains("  step 5: skipped\n  step 6: you are here"))
    #expect(outline.contains("  step 16: to do"))
    #expect(await room.segment == "\(Self.page) 6/16")
    await room.close()
  }

  @Test func `A step begins anew with the world and the files that it had`() async throws {
    let room = try await Classroom(Self.page)
    try await room.go(to: 5)
    try await room.say("rm web")
    #expect(room.raw.contains("This step needs the container web, and that is not here. 'retry'".prefix(40)))
    try await room.say("images > index.html")
    try await room.say("retry")
    #expect(room.raw.contains("Everything is again as it was before this step."))
    #expect(try await room.say("cp index.html web:C:\\index.html").contains("Right"))
    let page = try await room.say("cat web:/index.html")
    #expect(page.contains("Hello from an image"))
    try await room.say("back")
    #expect(await room.segment == "\(Self.page) 5/16")
    try await room.say("back")
    #expect(await room.segment == "\(Self.page) 4/16")
    #expect(!(try await room.say("ps -a")).contains("web"))
    try await room.say("reset")
    #expect(await room.segment == "\(Self.page) 1/16")
    #expect(!(try await room.say("images")).contains("microsoft"))
    await room.close()
  }

  @Test func `What gc swept is fetched anew`() async throws {
    let room = try await Classroom(Self.page)
    try await room.go(to: 6)
    for line in ["rm web", "rmi -f microsoft/windowsservercore", "gc -f"] { try await room.say(line) }
    try await room.say("retry")
    #expect(try await room.say("commit web windowsservercoreiis").contains("Right"))
    await room.close()
  }

  @Test func `Off a lesson its verbs say what to do, and stop with operands is docker's`() async throws {
    let room = try await Classroom("")
    for verb in ["goal", "hint", "answer", "skip", "retry", "back", "reset", "why", "where", "stop"] {
      #expect(try await room.say(verb).contains("'tutorial learn PAGE'"), "\(verb)")
    }
    let absent = try await room.say("docker stop web")
    try await room.say("tutorial learn \(Self.page)")
    #expect(try await room.say("docker stop web") == absent)
    #expect(await room.segment == "\(Self.page) 1/16")
    #expect(try await room.say("stop").contains("You left Windows container images at step 1 of 16."))
    #expect(await room.segment == nil)
    #expect(try await room.say("stop web") == absent)
    await room.close()
  }

  @Test func `The session's own world is never seen`() async throws {
    let room = try await Classroom("")
    let before = try await room.say("images")
    #expect(before.contains("greeter"))
    try await room.say("tutorial learn \(Self.page)")
    #expect(!(try await room.say("images")).contains("greeter"))
    #expect(try await room.say("rmi greeter:old").contains("No such image"))
    try await room.go(to: 9)
    #expect(!(try await room.say("stop")).contains("This step needs"))
    #expect(try await room.say("images") == before)
    await room.close()
  }

  @Test(arguments: [40, 80]) func `Lines fit the terminal`(columns: Int) async throws {
    let room = try await Classroom("", columns: columns)
    for line in ["tutorial learn \(Self.page)", "hint", "hint", "goal", "why", "where", "pull microsoft/nanosever"] {
      try await room.say(line)
      // Errors of commands are theirs; addresses are there to be copied.
      let own = room.raw.split(separator: "\n").filter { !$0.contains("docker.io") && !$0.contains("latest") }
      #expect(own.allSatisfy { $0.count <= columns } || line.hasPrefix("pull"), "\(room.raw)")
    }
    await room.close()
  }
}
