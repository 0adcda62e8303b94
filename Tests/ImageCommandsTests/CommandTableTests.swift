import ImageCommands
import Testing

/// The words that call commands.
@Suite struct CommandTableTests {
  @Test func `Management names are other names of the same verbs`() throws {
    let table = CommandTable()
    for (management, verb) in [("image ls", "images"), ("image rm", "rmi"), ("container ls", "ps")] {
      let words = management.split(separator: " ").map(String.init)
      #expect(try table.find(words).entry.command == table.find([verb]).entry.command)
    }
  }

  @Test func `A line runs in a world of its own`() async throws {
    let bench = try Workbench()
    let images = try await bench.run("docker images")
    #expect(images.status == 0 && images.output.hasPrefix("REPOSITORY") && images.errors == "")
  }
}
