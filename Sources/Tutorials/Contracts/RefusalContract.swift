import ContainerStore
import ImageOperations
import RegistrySimulator

/// What a command owes that the page shows being refused, and one that only looks: nothing changed.
struct RefusalContract: Contract {
  /// Who must have changed nothing, for reasons.
  var subject = "a refused command"

  /// What a command owes that only looks.
  static let looking = RefusalContract(subject: "a command that only looks")

  /// The error's text says which refusal it was; another one is not what the page shows.
  var outweighsText: Bool { false }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) {
    let (before, after) = (evidence.before, evidence.after)
    assertions.expect(before.names == after.names, "\(subject) changed the names of images")
    assertions.expect(before.images.all.map(\.id) == after.images.all.map(\.id), "\(subject) changed the images")
    assertions.expect(before.containers == after.containers, "\(subject) changed the containers")
    assertions.expect(before.logins == after.logins, "\(subject) changed the credentials")
    let changing: Set<String> = ["PUT", "POST", "PATCH", "DELETE"]
    let changes = evidence.requests?.contains { request in
      changing.contains(request.method) && request.status < 300 && request.path.hasPrefix("/v2/")
    }
    assertions.expect(changes != true, "\(subject) changed a registry")
  }
}
