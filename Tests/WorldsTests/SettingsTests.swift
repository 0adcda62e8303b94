import Foundation
import HTTPTransport
import ImageSpec
import TestSupport
import Testing

@testable import Worlds

@Suite struct SettingsTests {
  private let scratch: ScratchFolder
  private let file: SettingsFile

  init() throws {
    scratch = try ScratchFolder()
    file = SettingsFile(path: scratch("config/drydock/drydockrc"), home: "/home/ann")
  }

  private var text: String { (try? String(contentsOfFile: file.path, encoding: .utf8)) ?? "" }

  private func write(_ text: String) throws {
    try FileManager.default.createDirectory(atPath: scratch("config/drydock"), withIntermediateDirectories: true)
    try text.write(toFile: file.path, atomically: true, encoding: .utf8)
  }

  private func setting(_ words: String...) throws -> Setting { try Setting(parsing: words) { $0 } }

  @Test func `a file is read line by line, in the shell's own words`() throws {
    try write(
      """
      # mine
      set mirror docker.io https://one.example   # first
      set mirror docker.io "https://two.example/v2/hub"

      set plain-http old.example:5000
      set ca-file r.example ~/ca.pem
      set ca-file all.pem
      set platform linux/arm64/v8
      set foreign-layers fetch
      set editing-mode vi
      set pager less -R --tabs 4
      set hints off
      """)
    let settings = try file.read()
    #expect(
      settings.mirrors(of: .dockerHub).map(\.description) == ["https://one.example", "https://two.example/v2/hub"])
    #expect(settings.mirrors(of: .dockerHub).map(\.prefix) == ["", "hub/"])
    #expect(settings.usesPlainHTTP(try RegistryHost(parsing: "old.example:5000")))
    #expect(!settings.usesPlainHTTP(try RegistryHost(parsing: "old.example")))
    #expect(
      settings.authorityFiles(for: try RegistryHost(parsing: "r.example"))
        == ["/home/ann/ca.pem", scratch("config/drydock/all.pem")])
    #expect(settings.authorityFiles(for: .dockerHub) == [scratch("config/drydock/all.pem")])
    #expect(settings.platform == (try Platform(parsing: "linux/arm64/v8")))
    #expect(settings.foreignLayers == .fetch)
    #expect(settings.editingMode == .vi)
    #expect(settings.pager == .program("less", arguments: ["-R", "--tabs", "4"]))
    #expect(!settings.hints)
    #expect(Settings().hints && Settings().pager == nil && Settings().editingMode == .emacs)
  }

  @Test func `no file is no settings, and nothing is made`() throws {
    #expect(try file.read() == Settings())
    #expect(!FileManager.default.fileExists(atPath: scratch("config")))
  }

  @Test(
    arguments: [
      "set", "set editor emacs", "set mirror docker.io", "set mirror docker.io ftp://x", "set plain-http http://x/y",
      "set mirror docker.io https://u:p@x", "set platform nowhere/x", "set foreign-layers maybe", "pull x",
      "set platform 'linux", "set plain-http docker.io", "set platform linux > x", "set mirror docker.io https://x?y",
    ])
  func `an error names the file and the line`(line: String) throws {
    try write("# one\n\n\(line)\n")
    let failure = #expect(throws: SettingsFile.Failure.self) { try file.read() }
    #expect(failure?.path == file.path && failure?.line == 3)
  }

  @Test func `saving keeps other lines and comments, and replaces what it must`() throws {
    try write(
      "# top\nset platform linux/386\n  # indented\nset mirror docker.io https://one.example\n\nset platform linux/arm\n"
    )
    try file.save(try setting("platform", "linux/arm64"))
    try file.save(try setting("mirror", "docker.io", "https://two.example"))
    try file.save(try setting("mirror", "docker.io", "https://two.example"))
    try file.save(try setting("ca-file", "r.example", "/a b/ca.pem"))
    #expect(
      text == """
        # top
        set platform linux/arm64
          # indented
        set mirror docker.io https://one.example

        set mirror docker.io https://two.example
        set ca-file r.example '/a b/ca.pem'

        """)
    #expect(try file.remove { $0.name == .mirror }.count == 2)
    #expect(text.contains("# top") && !text.contains("mirror"))
    #expect(try file.remove { $0.name == .mirror }.isEmpty)
  }

  @Test func `a file that can't be read is not written over`() throws {
    try write("set nonsense\n")
    #expect(throws: SettingsFile.Failure.self) { try file.save(try setting("platform", "linux/386")) }
    #expect(text == "set nonsense\n")
  }

  @Test func `many that save at once lose nothing`() async throws {
    let file = file
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask {
          try await Task.detached {
            try file.save(Setting(parsing: ["mirror", "r\(number).example", "https://m.example"]) { $0 })
          }.value
        }
      }
      try await group.waitForAll()
    }
    #expect(try file.read().list.count == 20)
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch("config/drydock"))
    #expect(left == ["drydockrc"])
  }

  @Test(
    arguments: [
      ["mirror", "docker.io", "https://m.example/v2/x"], ["plain-http", "h:5000"], ["ca-file", "/x y"],
      ["ca-file", "h", "/x"], ["platform", "windows(10.0.14393)/amd64"], ["foreign-layers", "reference"],
    ])
  func `a setting's words read back as the same setting`(words: [String]) throws {
    let setting = try Setting(parsing: words) { $0 }
    #expect(setting.words == words)
    #expect(try Setting(parsing: setting.words) { $0 } == setting)
  }
}
