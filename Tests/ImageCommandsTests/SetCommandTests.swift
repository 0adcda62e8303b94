import Foundation
import ImageCommands
import ImageSpec
import TestSupport
import Testing
import Worlds

/// `set` at its edges: what is listed, kept, refused.
@Suite struct SetCommandTests {
  private func saved(_ bench: Workbench) -> String {
    (try? String(contentsOfFile: bench.scratch(".config/drydock/drydockrc"), encoding: .utf8)) ?? ""
  }

  @Test func `a setting is kept for later runs, listed, and taken back`() async throws {
    let bench = try Workbench()
    #expect(try await bench.run("set --save mirror docker.io https://m.example").status == 0)
    #expect(try await bench.run("set --save platform linux/arm64").status == 0)
    #expect(saved(bench) == "set mirror docker.io https://m.example\nset platform linux/arm64\n")
    #expect(try await bench.run("set").output == saved(bench))
    #expect(try await bench.run("set platform").output == "set platform linux/arm64\n")
    #expect(bench.world.platform == (try Platform(parsing: "linux/arm64")))
    #expect(try await bench.run("set --save --unset mirror docker.io").status == 0)
    #expect(saved(bench) == "set platform linux/arm64\n")
    let again = try await bench.run("set --save --unset mirror docker.io")
    #expect(again.status == 1)
    #expect(again.headline == "set: mirror docker.io is not set")
  }

  @Test func `what would have no effect is refused, with the line that has one`() async throws {
    let bench = try Workbench()
    let ended = try await bench.run("set mirror docker.io https://m.example")
    #expect(ended.status == 1)
    #expect(ended.errors.contains("drydock set --save mirror docker.io https://m.example"))
    #expect(bench.world.settings.current.list.isEmpty)
  }

  @Test func `a simulated world keeps nothing and has its own routes`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    #expect(try await bench.run("set --save platform linux/arm64").headline.contains("changes nothing of yours"))
    #expect(try await bench.run("set mirror docker.io https://x").headline.contains("no effect in a simulated world"))
    await bench.world.close()
  }

  @Test func `the prompt's settings are the session's own, whatever world its commands work in`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let own = RunSettings()
    let ended = try await bench.run("set editing-mode vi") {
      $0.isSession = true
      $0.promptSettings = own
    }
    #expect(ended.status == 0)
    #expect(own.current.editingMode == .vi)
    #expect(bench.world.settings.current.list.isEmpty)
    #expect(try await bench.run("set") { $0.promptSettings = own }.output == "set editing-mode vi\n")
    await bench.world.close()
  }

  @Test(
    arguments: [
      ("set --save colour on", 125, "set: there is no setting \"colour\""),
      ("set --save mirrors docker.io x", 125, "set: there is no setting \"mirrors\""),
      ("set --save mirror docker.io", 125, "set: mirror is written 'set mirror HOST URL'"),
      ("set --save plain-http https://r.example/", 125, "set: \"https://r.example/\" is no registry's host"),
      ("set --save platform nowhere/x", 1, "\"nowhere/x\": unknown operating system or architecture"),
      ("set --save editing-mode nano", 125, "set: \"nano\" is none of emacs, vi"),
      ("set --save hints yes", 125, "set: \"yes\" is none of on, off"),
      ("set --save pager", 125, "set: pager is written 'set pager off|PROGRAM [WORD...]'"),
      ("set --save", 125, "set: a setting's name is missing"),
    ])
  func `wrong settings are told`(line: String, status: Int32, headline: String) async throws {
    let bench = try Workbench()
    let ended = try await bench.run(line)
    #expect(ended.status == status)
    #expect(ended.headline == headline)
    #expect(saved(bench).isEmpty)
  }

  @Test func `a file of authorities is looked at before it is kept`() async throws {
    let bench = try Workbench()
    try bench.write("nothing", to: "ca.pem")
    #expect(try await bench.run("set --save ca-file ca.pem").headline.hasSuffix("work/ca.pem holds no certificate"))
    #expect(saved(bench).isEmpty)
    try bench.write("-----BEGIN CERTIFICATE-----\n", to: "ca.pem")
    #expect(try await bench.run("set --save ca-file r.example ca.pem").status == 0)
    #expect(saved(bench) == "set ca-file r.example \(bench.scratch("work/ca.pem"))\n")
  }

  @Test func `the environment's platform counts more, and it is said`() async throws {
    let bench = try Workbench(environment: ["DOCKER_DEFAULT_PLATFORM": "linux/386"])
    let ended = try await bench.run("set --save platform linux/arm64")
    #expect(ended.errors.contains("DOCKER_DEFAULT_PLATFORM"))
    #expect(bench.world.platform == (try Platform(parsing: "linux/386")))
  }

  @Test func `help explains every setting within 80 columns`() async throws {
    let help = try await Workbench().run("help settings")
    for name in SettingName.allCases {
      #expect(help.output.contains("  \(name.rawValue) \(name.synopsis)"))
    }
    #expect(help.lines.allSatisfy { $0.count <= 80 || $0.hasSuffix("drydockrc") }, "\(help.output)")
  }
}
