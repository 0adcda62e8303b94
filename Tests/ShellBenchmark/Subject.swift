import Foundation
import TestSupport

/// A shell that is measured: how it is started, and what is typed.
struct Subject: Sendable {
  let program: String
  let arguments: [String]
  let environment: [String: String]
  /// What its prompt begins with.
  let prompt: String
  /// What is typed in front of a Tab, for each of many names, and what then ends the line.
  let completions: [(typed: String, completed: String)]

  /// Lines that people type, each another one.
  private static func history() -> [String] {
    (0..<10_000).map { "pull registry.example/team-\($0 % 20)/service-\($0):v\($0 % 10)" }
  }

  static func drydock(_ program: String, in scratch: ScratchFolder, references: Int) throws -> Subject {
    let drydock = try Drydock()
    _ = try CrowdedStore(in: scratch("store"), names: references)
    try FileManager.default.createDirectory(atPath: scratch("state/drydock"), withIntermediateDirectories: true)
    try write(history(), to: scratch("state/drydock/history"))
    let environment = drydock.environment.merging([
      "DRYDOCK_HOME": scratch("store"), "XDG_STATE_HOME": scratch("state"), "HOME": scratch("home"),
    ]) { $1 }
    let services = stride(from: 100, to: references / 10, by: 7).prefix(100)
    return Subject(
      program: program, arguments: [], environment: environment, prompt: "drydock>",
      completions: services.map {
        (typed: "rmi registry.example/team-\($0 % 20)/service-\($0)", completed: "service-\($0):v")
      })
  }

  static func bash(in scratch: ScratchFolder, files: Int) throws -> Subject {
    let folder = scratch("files")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for number in 0..<files {
      try write([], to: "\(folder)/team-\(number / 10 % 20)_service-\(number / 10)-v\(number % 10)")
    }
    try write(history(), to: scratch("bash-history"))
    let environment = [
      "HOME": scratch("home"), "HISTFILE": scratch("bash-history"), "HISTSIZE": "20000", "TERM": "xterm",
      "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "PS1": "bash> ",
    ]
    let services = stride(from: 100, to: files / 10, by: 7).prefix(100)
    return Subject(
      program: "/bin/bash", arguments: ["--norc", "--noprofile", "-i"], environment: environment, prompt: "bash>",
      completions: services.map {
        (typed: "rm \(folder)/team-\($0 % 20)_service-\($0)", completed: "service-\($0)-v")
      })
  }

  private static func write(_ lines: [String], to path: String) throws {
    try lines.map { "\($0)\n" }.joined().write(toFile: path, atomically: false, encoding: .utf8)
  }
}
