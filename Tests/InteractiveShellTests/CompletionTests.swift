import ArgumentParser
import ByteStreams
import ImageCommands
import LineEditing
import TestSupport
import Testing

@testable import InteractiveShell

@Suite struct CompletionTests {
  @Test("Every place is completed by its kind", arguments: CompletionContext.all)
  func places(context: CompletionContext) async throws {
    let test = try await TestSession()
    for place in context.cases {
      let parts = place.line.split(separator: "▮", omittingEmptySubsequences: false)
      let (line, cursor) = (parts.joined(), parts[0].utf8.count)
      let completion = try await test.completions(for: line, cursor: cursor)
      let texts = completion.candidates.map(\.text)
      let named = completion.candidates.filter { place.texts.contains($0.text) }
      if place.isOpen {
        #expect(named.count == place.texts.count, "\(place.line): \(texts)")
      } else {
        #expect(texts == place.texts, "\(place.line)")
      }
      if let group = place.group { #expect(named.allSatisfy { $0.group == group }, "\(place.line): \(named)") }
      if let suffix = place.suffix { #expect(named.first?.suffix == suffix, "\(place.line)") }
      if !texts.isEmpty { #expect(completion.replaceRange.upperBound == cursor, "\(place.line)") }
      #expect(Set(texts).count == texts.count, "\(place.line) has a candidate twice")
    }
    await test.close()
  }

  @Test func `Programs are completed behind a bar and a !, and not in a simulated world`() async throws {
    let programs = try ScratchFolder()
    try shell("printf '#!/bin/sh' > left && chmod 755 left && cp left less && printf no > lesson", in: programs)
    let real = try RealSession(["PATH": programs.path])
    let completer = ShellCompleter(real.session)
    for line in ["images | les", "!les", "! les", "images -q | left | les"] {
      let completion = try await BlockingThreads.run { completer.completions(for: line, cursor: line.utf8.count) }
      #expect(completion.candidates == [Candidate("less")], "\(line)")
      #expect(completion.replaceRange == (line.utf8.count - 3)..<line.utf8.count, "\(line)")
    }
    let test = try await TestSession()
    #expect(try await test.completions(for: "version | le").candidates == [])
    await test.close()
  }

  @Test func `An empty line offers every first word with a gloss`() async throws {
    let test = try await TestSession()
    let candidates = try await test.completions(for: "").candidates
    #expect(candidates.map(\.text).sorted() == (test.session.table.firstWords + ["exit", "quit"]).sorted())
    #expect(candidates.allSatisfy { $0.gloss?.isEmpty == false && $0.group?.isEmpty == false })
    #expect(candidates.first == Candidate("pull", gloss: "Pull images from a registry", group: "Images"))
    await test.close()
  }

  @Test func `An extension's words come with their glosses, and know the words before them`() async throws {
    let test = try await TestSession(extensions: [Pages()])
    try await expect(test, "pages ", [Candidate("first", gloss: "First steps"), Candidate("second")])
    try await expect(test, "pages f", [Candidate("first", gloss: "First steps")])
    // Files that may be pages, and the folders on the way to them for who types a path.
    #expect(await test.session.run("version > page.md") == .done(.success))
    try await expect(
      test, "pages pag", [Candidate("page.md", group: "Files"), Candidate("pages/", group: "Files", suffix: "")])
    try await expect(test, "pages mot", [])
    try await expect(test, "pages first --from ", [Candidate("1", gloss: "of first")])
    try await expect(test, "pages first --from=", [Candidate("--from=1", gloss: "of first")])
    await test.close()
  }

  private func expect(_ test: TestSession, _ line: String, _ expected: [Candidate]) async throws {
    #expect(try await test.completions(for: line).candidates == expected, "\(line)")
  }

  @Test func `Ids are completed by their beginning`() async throws {
    let test = try await TestSession()
    _ = await test.session.run("images -q")
    let id = test.output.text.split(separator: "\n").first.map(String.init) ?? ""
    let line = "rmi \(id.prefix(4))"
    let candidates = try await test.completions(for: line).candidates
    #expect(candidates == [Candidate(id, gloss: "greeter:old", group: "Image ids")])
    await test.close()
  }

  @Test(
    "Words are quoted as the line needs it",
    arguments: [
      ("cp od", "od\\ d", " "), ("cp 'od", "'od d", "' "), ("cp \"od", "\"od d", "\" "),
    ])
  func quoting(line: String, text: String, suffix: String) async throws {
    let test = try await TestSession()
    #expect(await test.session.run("version > 'od d'") == .done(.success))
    let completion = try await test.completions(for: line)
    #expect(completion.candidates == [Candidate(text, group: "Files", suffix: suffix)])
    #expect(completion.replaceRange == 3..<line.utf8.count)
    await test.close()
  }

  @Test func `The second line of a command is completed as a part of it`() async throws {
    let test = try await TestSession()
    let completer = ShellCompleter(test.session)
    completer.begin(behind: "rmi \\")
    let completion = try await test.completions(for: "gr", by: completer)
    #expect(completion.candidates.map(\.text) == ["greeter:old"])
    #expect(completion.replaceRange == 0..<2)
    completer.begin(behind: nil)
    #expect(try await test.completions(for: "hist", by: completer).candidates.map(\.text) == ["history"])
    await test.close()
  }
}

/// An extension that knows two pages.
private struct Pages: SessionExtension {
  struct Command: DrydockCommand {
    static let configuration = CommandConfiguration(commandName: "pages", abstract: "Read pages")
    static let synopsis = "PAGE"
    static let argumentKinds: [ArgumentKind] = [.page]
    static let optionKinds: [String: ArgumentKind] = ["from": .step]
    @Option(name: .long) var from: String?
    @Argument var page: String
    init() {}
    func run(in context: CommandContext) async throws {}
  }

  var commands: [CommandEntry] { [CommandEntry("pages", Command.self)] }

  func candidates(for kind: ArgumentKind, behind words: [String]) -> [KnownWord] {
    switch kind {
    case .page: [KnownWord("first", gloss: "First steps"), KnownWord("second")]
    case .step: [KnownWord("1", gloss: "of \(words.dropFirst().first ?? "")")]
    default: []
    }
  }
}
