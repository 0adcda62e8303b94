import ImageCommands
import ImageOperations
import RegistryClient
import Worlds

/// After `login` a credential is kept that the registry takes, and its secret stands nowhere.
struct LoginContract: Contract {
  let command: LoginCommand

  init(_ command: LoginCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    assertions.expect(evidence.requests.map { !$0.isEmpty } ?? true, "the registry was not asked")
    for case .credential(let host) in try command.story.provides {
      guard let credential = try await evidence.world.credentials.credential(for: host) else {
        assertions.expect(false, "no credential for \(host) is kept", expected: "a credential for \(host)")
        continue
      }
      assertions.expect(true, "")
      switch try await evidence.world.registry(host).check(credential) {
      case .accepted, .notNeeded: assertions.expect(true, "")
      case .rejected(let error): assertions.fail("\(host) does not take the credential that is kept", error)
      }
      let secrets = evidence.secrets.union([credential.secret]).filter { !$0.isEmpty }
      assertions.expect(
        secrets.allSatisfy { !evidence.transcript.contains($0) }, "the secret stands in the transcript")
    }
  }
}

/// After `logout` no credential is kept.
struct LogoutContract: Contract {
  let command: LogoutCommand

  init(_ command: LogoutCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    for case .credential(let host) in try command.story.removes {
      let credential = try await evidence.world.credentials.credential(for: host)
      assertions.expect(credential == nil, "a credential for \(host) is still kept")
    }
  }
}
