import ImageCommands
import ImageOperations
import ImageSpec
import RegistryClient

/// A registry knows the learner.
struct LoginGoal: Goal {
  let host: RegistryHost
  let contract: LoginContract

  var text: String { "you are logged in to \(host)" }
  var evidence: String { "a name and a password for \(host) are kept, and \(host) takes them" }

  func isMet(in scene: Scene) async throws -> Bool {
    guard scene.now.logins[host] != nil else { return false }
    var assertions = Assertions(line: 0)
    try await contract.judge(Evidence(scene), &assertions)
    return assertions.hold
  }

  func wrongTurn(_ turn: Turn, in scene: Scene) -> WrongTurn? {
    guard turn.command is LoginCommand else { return nil }
    let asked = turn.story.provides.compactMap { if case .credential(let host) = $0 { host } else { nil } }.first
    if turn.status == .success, let asked, asked != host {
      return WrongTurn(
        seen: "You are logged in to \(asked).", expected: "The step needs \(host).",
        next: host == .dockerHub ? "Log in with 'login' alone." : "Log in with 'login \(host)'.")
    }
    guard turn.status != .success, turn.status != .interrupted else { return nil }
    return WrongTurn(
      seen: "\(asked ?? host) did not take the name and the password.", expected: "An account that it knows.",
      next: "Log in again with the account that 'goal' shows.")
  }
}

/// Nothing is kept for a registry any more.
struct LogoutGoal: Goal {
  let host: RegistryHost

  var text: String { "you are logged out of \(host)" }
  var evidence: String { "no name and password for \(host) are kept any more" }

  func isMet(in scene: Scene) -> Bool { scene.now.logins[host] == nil }

  func wrongTurn(_ turn: Turn, in scene: Scene) -> WrongTurn? {
    guard turn.command is LogoutCommand, turn.status == .success,
      case .credential(let asked)? = turn.story.removes.first, asked != host
    else { return nil }
    return WrongTurn(
      seen: "You logged out of \(asked).", expected: "The step is about \(host).",
      next: host == .dockerHub ? "Write 'logout' alone." : "Write 'logout \(host)'.")
  }
}

extension Evidence {
  /// What a contract may look at that reads nothing of what a command printed.
  init(_ scene: Scene) {
    self.init(
      world: scene.world, words: scene.turn?.words ?? [], before: scene.start, after: scene.now, output: "",
      transcript: "", requests: nil, secrets: [])
  }
}
