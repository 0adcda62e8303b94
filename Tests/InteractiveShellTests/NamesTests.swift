import ByteStreams
import ImageOperations
import ImageSpec
import LineEditing
import TestSupport
import Testing

@testable import InteractiveShell

/// Where the names of a completion come from, and what is said of them.
@Suite struct NamesTests {
  private func lines(_ test: TestSession, _ line: String, by completer: ShellCompleter? = nil) async throws -> [String]
  {
    try await test.completions(for: line, by: completer).candidates.map { candidate in
      [candidate.text + candidate.suffix, candidate.gloss, candidate.group].map { $0 ?? "-" }.joined(separator: " | ")
        // However long the test takes.
        .replacing(#/(\d+ (second|minute)s?|Less than a second|About a minute) ago|just now/#, with: "now")
    }
  }

  private func expect(
    _ test: TestSession, _ line: String, _ expected: [String], by completer: ShellCompleter? = nil,
    at place: SourceLocation = #_sourceLocation
  ) async throws {
    let found = try await lines(test, line, by: completer)
    #expect(found == expected, sourceLocation: place)
  }

  @Test func `Names of the world say what they mean`() async throws {
    let test = try await TestSession()
    _ = await test.session.run("images -q")
    let id = test.output.text.split(separator: "\n").first.map(String.init) ?? ""
    _ = await test.session.run("tag greeter:old registry.example.com/team/greeter:new")
    try await expect(
      test, "rmi ",
      [
        "greeter:old  | \(id), 300kB, 5 days ago | Images",
        "registry.example.com/team/greeter:new  | \(id), 300kB, 5 days ago | Images",
      ])
    try await expect(
      test, "rmi \(id.prefix(3))", ["\(id)  | greeter:old, registry.example.com/team/greeter:new | Image ids"])
    try await expect(test, "rm ", ["web  | alice/greeter:v1, created now | Containers"])
    let ids = try await lines(test, "rm 0123")
    #expect(ids == ["0123456789ab  | web, alice/greeter:v1 | Container ids"])
    try await expect(test, "push \(id.prefix(3))", [])
    try await expect(
      test, "images ",
      [
        "greeter  | 1 tag | Repositories", "registry.example.com/team/greeter  | 1 tag | Repositories",
      ])
    try await expect(test, "images -f reference=gr", ["reference=greeter:old  | \(id), 300kB, 5 days ago | Images"])
    try await expect(test, "ps -f name=", ["name=web  | alice/greeter:v1, created now | Containers"])
    try await expect(
      test, "inspect --platform=linux/amd64 greeter:o", ["greeter:old  | \(id), 300kB, 5 days ago | Images"])
    try await expect(test, "inspect greeter:old --platform ", ["linux/amd64  | here | Platforms"])
    try await expect(test, "undo ", ["1  | tag, now: tagged registry.example.com/team/greeter:new (\(id)) | -"])
    await test.close()
  }

  @Test func `New names begin where the image may go`() async throws {
    let test = try await TestSession()
    _ = await test.session.run("login -u alice -p 'correct horse battery staple'")
    _ = await test.session.run("tag greeter:old other:1")
    try await expect(
      test, "tag other:1 ",
      [
        "other: | the same repository | Its repository", "alice/other: | your account on docker.io | Accounts",
        "greeter: | 1 tag | Repositories",
      ])
    try await expect(test, "tag other:1 greeter:", ["greeter:old  | is there, and would move | Images"])
    #expect(try await lines(test, "commit web ").first == "alice/greeter: | the same repository | Its repository")
    try await expect(test, "logout ", ["docker.io  | logged in as alice | Registries"])
    await test.close()
  }

  @Test func `What is in a registry comes at the next Tab`() async throws {
    let test = try await TestSession()
    let completer = ShellCompleter(test.session)
    try await expect(test, "pull tiny:", [], by: completer)
    await completer.registries.settle()
    try await expect(
      test, "pull tiny:",
      [
        "tiny:3.2  | listed now | Tags in the registry",
        "tiny:latest  | listed now | Tags in the registry",
      ], by: completer)
    #expect(try await lines(test, "pull gree", by: completer).count == 1)
    await completer.registries.settle()
    try await expect(test, "pull alice/gr", ["alice/greeter | Says hello | Search results"], by: completer)
    try await expect(test, "pull registry.example.com/te", [], by: completer)
    await completer.registries.settle()
    let greeter = "registry.example.com/team/greeter"
    try await expect(
      test, "pull registry.example.com/te", ["\(greeter) | seen now | In the registry"], by: completer)
    try await expect(test, "pull \(greeter):", [], by: completer)
    await completer.registries.settle()
    try await expect(
      test, "pull \(greeter):s", ["\(greeter):stable  | listed now | Tags in the registry"], by: completer)
    #expect(test.errors.text == "" && test.output.text == "")
    try await expect(test, "pull reg", ["registry.example.com/ | used before | Registries"], by: completer)
    _ = await test.session.run("login -u alice -p 'correct horse battery staple' registry.example.com")
    try await expect(test, "pull reg", ["registry.example.com/ | logged in as alice | Registries"], by: completer)
    await test.close()
  }

  @Test func `A search's results are offered to a pull`() async throws {
    let test = try await TestSession()
    _ = await test.session.run("search tiny")
    #expect(
      try await lines(test, "pull t").contains("tiny | A tiny Linux to build on | Search results"))
    await test.close()
  }
}
