import Foundation
import TestSupport
import Testing

/// `drydockrc` and the program: who reads it, who does not, and what lasts how long.
@Suite struct SettingsProgramTests {
  private let drydock: Drydock
  private let path: String

  init() throws {
    drydock = try Drydock()
    path = drydock.scratch("home/.config/drydock/drydockrc")
    try FileManager.default.createDirectory(
      atPath: drydock.scratch("home/.config/drydock"), withIntermediateDirectories: true)
  }

  private func write(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }

  @Test func `commands and scripts read it, unless they are told not to`() async throws {
    try write("# mine\nset platform linux/arm64\n")
    #expect(try await drydock.run("set").output == "set platform linux/arm64\n")
    #expect(try await drydock.run("-c", "set").output == "set platform linux/arm64\n")
    #expect(try await drydock.run("--no-config", "set").output == "")
    #expect(try await drydock.run("--world", "linux-basics", "set").output == "")
  }

  @Test func `a setting of a script lasts as long as the script`() async throws {
    let ended = try await drydock.run(input: "set platform linux/386\nset foreign-layers fetch\nset\n")
    #expect(ended.output == "set platform linux/386\nset foreign-layers fetch\n")
    #expect(try await drydock.run("set").output == "")
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a line that can't be read ends every run with its place, and is left alone`() async throws {
    try write("set platform linux/386\nset colour on\n")
    let ended = try await drydock.run("images")
    #expect(ended.status == 1)
    #expect(
      ended.errors == """
        \(path):2: set: there is no setting "colour"
        Mend the line, or start with '--no-config'.

        """)
    #expect(try await drydock.run("--no-config", "images").status == 0)
    #expect(try await drydock.run("set", "--save", "platform", "linux/arm64").status == 1)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "set platform linux/386\nset colour on\n")
  }

  @Test func `two processes that save at once lose nothing`() async throws {
    let drydock = drydock
    try await withThrowingTaskGroup(of: Int32.self) { group in
      for number in 0..<6 {
        group.addTask {
          try await drydock.run("set", "--save", "mirror", "docker.io", "https://m\(number).example").status
        }
      }
      for try await status in group { #expect(status == 0) }
    }
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(Set(lines).count == 6 && lines.count == 6)
  }

  @Test func `vi keys from the file edit the prompt's lines, in a simulated world too, until set says otherwise`()
    async throws
  {
    try write("set editing-mode vi\n")
    let shell = try await drydock.shell("--world", "linux-basics")
    // Out of insertion, to the line's beginning, and one word away.
    shell.send("version\u{1b}0ix \u{1b}0dw")
    try await shell.wait(for: "the edited line") { $0.lines.last == "drydock (linux-basics)> version" }
    shell.send("\r")
    try await shell.wait(for: "drydock version")
    try await shell.waitForPrompt()
    shell.send("set editing-mode emacs\r")
    try await shell.wait(for: "the prompt behind it") {
      $0.lines.suffix(2) == ["drydock (linux-basics)> set editing-mode emacs", "drydock (linux-basics)>"]
    }
    shell.send("images x\u{1}\u{4}\u{4}")
    try await shell.wait(for: "the line edited with emacs's keys") {
      $0.lines.last == "drydock (linux-basics)> ages x"
    }
    shell.send("\u{3}")
    try await shell.waitForPrompt()
    shell.send("\u{4}")
    _ = try await shell.waitForEnd()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "set editing-mode vi\n")

    let plain = try await drydock.shell("--no-config", "--world", "linux-basics")
    plain.send("images x\u{1}\u{4}")
    try await plain.wait(for: "emacs's keys") { $0.lines.last == "drydock (linux-basics)> mages x" }
    plain.send("\u{3}")
    try await plain.waitForPrompt()
    plain.send("\u{4}")
    _ = try await plain.waitForEnd()
  }
}
