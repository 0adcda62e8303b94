import TestSupport
import Testing

/// Tab and `?` as a person sees them.
@Suite struct CompletionScreenTests {
  private static let prompt = "drydock (linux-basics)>"

  @Test func `Tab lists by groups, the next one explains, and a question mark asks at an empty word only`() async throws
  {
    let drydock = try Drydock()
    let shell = try await drydock.shell("--world", "linux-basics")
    shell.send("inspect \t")
    try await shell.wait(for: "the groups") { screen in
      screen.isEditing("inspect") && screen.lines.contains { $0.hasPrefix("greeter:old ") }
        && screen.lines.contains { $0.hasPrefix("web ") }
    }
    #expect(shell.screen.lines.contains("Images") && shell.screen.lines.contains("Containers"))
    shell.send("\t")
    try await shell.wait(for: "what comes next") {
      $0.isEditing("inspect") && $0.lines.contains("Usage:    inspect [OPTIONS] NAME|ID [NAME|ID...]")
    }
    #expect(shell.screen.lines.contains(String(repeating: " ", count: 28) + "^^^^^^^"))
    shell.send("\u{15}tag '?' a? \u{1}\u{5}?")
    try await shell.wait(for: "help for the second name") { screen in
      screen.isEditing("tag '?' a?")
        && screen.lines.contains { $0.hasPrefix("Usage:    tag SOURCE_IMAGE") }
    }
    #expect(shell.screen.cursor.column == "\(Self.prompt) tag '?' a? ".count)
    shell.send("\u{15}versoin\t")
    try await shell.wait(for: "the near miss") { screen in
      screen.isEditing("versoin") && screen.lines.contains("No match; near it:")
    }
    #expect(shell.screen.lines.contains("version  Show the version"))
    shell.send("\u{15}\u{4}")
    #expect(try await shell.waitForEnd() == .exited(0))
  }

  @Test func `A list that is taller than the screen tells its length and is paged, and a key goes on in the line`()
    async throws
  {
    let drydock = try Drydock()
    let shell = try await drydock.shell("--world", "linux-basics")
    shell.send("\t")
    try await shell.wait(for: "the first page") { $0.lines.last?.hasPrefix("--More-- 23 of ") == true }
    #expect(shell.screen.lines.first?.hasSuffix(" candidates:") == true)
    #expect(shell.screen.lines.allSatisfy { $0.count < 80 })
    shell.send("\r")
    try await shell.wait(for: "a line more") { $0.lines.last?.hasPrefix("--More-- 24 of ") == true }
    shell.send("q")
    try await shell.waitForPrompt()
    shell.send("?")
    try await shell.wait(for: "what there is") {
      $0.lines.last == Self.prompt && $0.lines.contains("'help COMMAND' explains one, 'apropos WORD' finds one.")
    }
    shell.send("\tv")
    try await shell.wait(for: "the key in the line") { $0.isEditing("v") }
    shell.send("ersion\r")
    try await shell.wait(for: "drydock version")
    shell.send("\u{4}")
    #expect(try await shell.waitForEnd() == .exited(0))
  }

  @Test func `Without styles and on a dumb terminal the list is plain text`() async throws {
    let quiet = try Drydock(["NO_COLOR": "1"])
    let plain = try await quiet.shell("--world", "linux-basics")
    plain.send("set \t")
    try await plain.wait(for: "the settings") { $0.text.contains("Pull HOST's images from URL first") }
    #expect(!plain.output.contains("\u{1b}[2mPull HOST"))
    let simple = try Drydock(["TERM": "dumb"])
    let dumb = try await simple.shell("--world", "linux-basics")
    dumb.send("image p\t")
    try await dumb.wait(for: "the verbs") { screen in
      ["prune", "pull", "push"].allSatisfy { verb in screen.lines.contains { $0.hasPrefix("\(verb) ") } }
    }
    #expect(!dumb.output.contains("\u{1b}"))
  }
}

extension TerminalScreen {
  /// Whether the last line is the prompt with this behind it, and perhaps a hint.
  fileprivate func isEditing(_ text: String) -> Bool {
    lines.last?.hasPrefix("drydock (linux-basics)> \(text)") == true
  }
}
