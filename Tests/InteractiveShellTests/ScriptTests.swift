import ImageCommands
import Testing

@testable import InteractiveShell

@Suite struct ScriptTests {
  private static let version = VersionCommand.text

  private func run(_ text: String, keepsGoing: Bool = false, echoes: Bool = false) async throws -> (
    status: Int32, output: String, errors: String
  ) {
    let test = try await TestSession()
    let script = Script("page.txt", .text(text), keepsGoing: keepsGoing, echoes: echoes)
    let status = await script.run(in: test.session)
    await test.close()
    return (status.rawValue, test.output.text, test.errors.text)
  }

  @Test func `A script stops at the first error and tells its line`() async throws {
    let ended = try await run("version\n\n# comment\nrmi nosuch\nversion\n")
    #expect(ended.status == 1)
    #expect(ended.output == Self.version)
    #expect(ended.errors.hasSuffix("page.txt:4: rmi nosuch: ended with status 1\n"))
  }

  @Test func `With --keep-going it goes on and ends with the first failure`() async throws {
    let ended = try await run("images --nosuch\nrmi nosuch\nversion", keepsGoing: true)
    #expect(ended.status == 125)
    #expect(ended.output == Self.version)
    #expect(ended.errors.contains("page.txt:1: ") && ended.errors.contains("page.txt:2: "))
  }

  @Test func `Lines may go on, and the number is the first one's`() async throws {
    let ended = try await run("ver\\\nsion\nrmi \\\n nosuch\n")
    #expect(ended.output == Self.version)
    #expect(ended.errors.contains("page.txt:3: rmi"))
    let open = try await run("version\ntag 'a\nb")
    #expect(open.status == 1)
    #expect(open.errors.contains("inside of a quote") && open.errors.contains("page.txt:2: "))
  }

  @Test func `exit ends it, and a secret is not repeated`() async throws {
    #expect(try await run("version\nexit 9\nversion").status == 9)
    #expect(try await run("rmi nosuch\nexit", keepsGoing: true).status == 1)
    let ended = try await run("version\nlogin -u alice -p hunter2\n")
    #expect(ended.status == 1)
    #expect(ended.errors.contains("page.txt:2: ended"))
    #expect(!ended.errors.contains("hunter2"))
  }

  @Test func `Commands are shown when asked for, and a lone line needs no number`() async throws {
    #expect(try await run("version", echoes: true).output == "> version\n" + Self.version)
    #expect(!(try await run("rmi nosuch").errors.contains("page.txt")))
  }
}
