import Foundation
import TestSupport

/// One session of recordings, replayed in a store, a configuration and a working folder of its own, with a `docker` in
/// `PATH` that is the built program.
final class Replay {
  /// What came of a step.
  struct Result: Sendable {
    let key: DifferenceTable.Key
    let verdict: Verdict
    /// What was recorded and what was printed, for people.
    let report: String
  }

  enum Verdict: Sendable, Equatable {
    case same
    case different(Set<Difference>)
    case out
  }

  private let world: ParityWorld
  private let scratch: ScratchFolder
  private let environment: [String: String]
  private let table: DifferenceTable
  private var fields = NamedFields()

  init(in world: ParityWorld, _ table: DifferenceTable) throws {
    (self.world, self.table) = (world, table)
    scratch = try ScratchFolder()
    for folder in ["home", "tmp", "work", "bin", "docker"] {
      try FileManager.default.createDirectory(atPath: scratch(folder), withIntermediateDirectories: true)
    }
    try FileManager.default.createSymbolicLink(
      atPath: scratch("bin/docker"), withDestinationPath: PtySession.built("drydock"))
    // The recordings were made without the internet: a proxy that has no address stands for that.
    let nobody = "http://nowhere.invalid:1"
    environment = [
      "HOME": scratch("home"), "DRYDOCK_HOME": scratch("store"), "DOCKER_CONFIG": scratch("docker"),
      "XDG_STATE_HOME": scratch("state"), "XDG_CONFIG_HOME": scratch("config"), "TMPDIR": scratch("tmp"),
      "PATH": "\(scratch("bin")):/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm", "TZ": "UTC",
      "HTTPS_PROXY": nobody, "HTTP_PROXY": nobody, "NO_PROXY": "127.0.0.1,localhost",
    ]
    if let ours = world.digests["small:1"] { fields.pair(recorded: Self.smallOne, ours: ours) }
  }

  /// `small:1`, the one digest that stands in commands.
  private static let smallOne = "b188c1866a375308f409283d417f3066fe2eb88bc03afb7dd05b8311b4e232bc"

  /// Replays recordings one after the other.
  func run(_ recordings: [Recording]) async throws -> [Result] {
    var results: [Result] = []
    for recording in recordings {
      for entry in recording.entries {
        switch entry {
        case .setup(let line): _ = try await bash(StandIns.line(line, in: recording.name), input: nil)
        case .step(let step):
          if let line = StandIns.before(step.name, in: recording.name) { _ = try await bash(line, input: nil) }
          results.append(try await run(step, of: recording))
        }
      }
    }
    return results
  }

  private func run(_ step: Recording.Step, of recording: Recording) async throws -> Result {
    let key = DifferenceTable.Key(recording: recording.name, command: step.name)
    if Self.isOut(step) || table.rows[key]?.isOut == true { return Result(key: key, verdict: .out, report: "") }
    let ended = try await ended(step)
    let recorded = (output: world.localised(step.output), errors: world.localised(Plain.errors(step.errors)))
    var found: Set<Difference> = []
    if step.status != ended.status { found.insert(.status) }
    var attempt = fields
    let columns = step.terminal?.columns ?? .max
    let (left, right) = (Plain.output(recorded.output, columns), Plain.output(ended.output, columns))
    if !attempt.unify(left, right, orderOf: step.command) { found.insert(.output) }
    if !attempt.unify(Plain.firstLine(recorded.errors), Plain.firstLine(ended.errors)) { found.insert(.error) }
    if found.isEmpty { fields = attempt }
    let report = """
      \(found.map(\.rawValue).sorted().joined(separator: ", "))
      --- recorded (\(step.status))
      \(recorded.output)
      --- recorded errors
      \(recorded.errors)
      --- ours (\(ended.status))
      \(ended.output)
      --- our errors
      \(ended.errors)

      """
    return Result(key: key, verdict: found.isEmpty ? .same : .different(found), report: report)
  }

  private func ended(_ step: Recording.Step) async throws -> Program.Ended {
    guard let terminal = step.terminal else {
      let ended = try await bash(step.command, input: step.input)
      return Program.Ended(
        status: ended.status, output: placed(ended.output), errors: placed(ended.errors))
    }
    let session = try PtySession(
      "/bin/bash", ["-c", "cd \(scratch("work")) && { \(localised(step.command)); }"], environment: environment,
      // Our paths are longer: only what was recorded on a narrow terminal has to wrap.
      columns: terminal.columns < 120 ? terminal.columns : 240, rows: terminal.rows)
    for (prompt, answer) in terminal.typed {
      try? await session.wait(for: prompt, seconds: 10)
      session.send("\(answer)\r")
    }
    let ending = try? await session.waitForEnd(seconds: 30)
    let status: Int32 = if case .exited(let status) = ending { status } else { -1 }
    var lines = session.screen.text.split(separator: "\n", omittingEmptySubsequences: false)
    // On a terminal errors stand among the output; what we add behind docker's line of an error is our own.
    if status != 0 {
      lines = Array(lines.prefix(step.output.split(separator: "\n", omittingEmptySubsequences: false).count))
    }
    return Program.Ended(status: status, output: placed(lines.joined(separator: "\n")), errors: "")
  }

  private func bash(_ line: String, input: String?) async throws -> Program.Ended {
    try await Program.run(
      "/usr/bin/timeout", ["-k", "1", "60", "/bin/bash", "-c", localised(line)], environment: environment,
      folder: scratch("work"), input: input)
  }

  private func localised(_ command: String) -> String {
    world.localised(command).replacing(Self.smallOne, with: world.digests["small:1"] ?? "")
  }

  /// Help is in our own words, and nothing runs or builds here.
  private static func isOut(_ step: Recording.Step) -> Bool {
    step.command.contains("--help")
      || step.command.contains(#/^docker(?: help| help pull| image| container)?$/#)
      || step.command.contains(#/^docker (?:run|build|start|stop|kill|logs|wait|top|context)\b/#)
  }

  /// Our output with the names that the recordings have: the program's own, the folders of a session.
  private func placed(_ text: String) -> String {
    text.replacing(scratch("work"), with: ".").replacing(scratch("docker"), with: "$DOCKER_CONFIG")
      .replacing("drydock", with: "docker")
  }
}
