import ContainerStore
import ImageOperations
import ImageSpec
import Presentation
import Worlds

extension UndoObstacle {
  /// The reason in a few words, for a column and behind a colon.
  var reason: String {
    switch self {
    case .undone(let number): "undone by \(number)"
    case .leftTheMachine: "it left this machine"
    case .secret: "secrets are not kept"
    case .filesChanged: "a container's older files are not kept"
    case .freedSpace: "what is freed is gone"
    case .nameChanged(let name): "\(name.familiar) changed since"
    case .imageChanged(let digest): "image \(digest.short) changed since"
    case .containerChanged(let id): "container \(id.prefix(12)) changed since"
    case .containerNameTaken(let name, _): "another container is called \(name)"
    case .contentGone: "its content is gone"
    case .incomplete: "too much to be noted"
    }
  }

  /// The sentence that explains it and the one that helps, for an error.
  fileprivate var explanation: (detail: String, nextStep: String?) {
    switch self {
    case .undone(let number):
      ("Entry \(number) undid it already.", "To have it done again, undo that: 'undo \(number)'.")
    case .leftTheMachine(let name):
      ("What a registry has under \(name.description) is not ours to take back.", nil)
    case .secret(let host):
      ("The journal never holds a secret.", "Use 'login \(host)' or 'logout \(host)'.")
    case .filesChanged(let id): ("Of container \(id.prefix(12)) only the files as they are now are kept.", nil)
    case .freedSpace: ("What 'gc' freed is gone for good.", nil)
    case .nameChanged(let name):
      ("\(name.familiar) is not as the entry left it: something else came after it.", "See what, with 'log'.")
    case .imageChanged(let digest):
      ("Image \(digest.short) is not as the entry left it.", "See what came after it with 'log'.")
    case .containerChanged(let id):
      (
        "Container \(id.prefix(12)) is not as the entry left it, or its files are gone.",
        "See what came after it with 'log'."
      )
    case .containerNameTaken(let name, let other):
      (
        "Container \(other.short) is called \(name) now.",
        "Give that one another name first: 'rename \(other.short) NEW_NAME'."
      )
    case .contentGone(let digest):
      ("It needs \(digest), which 'gc' or another tool has taken.", "Fetch the image again with 'pull'.")
    case .incomplete: ("It changed more than the journal takes in one entry.", nil)
    }
  }
}

extension Undo.Refusal: WordedError {
  public var words: ErrorText {
    switch self {
    case .noEntry(let number):
      ErrorText("the journal has no entry \(number)", nextStep: "See what there is with 'log'.")
    case .nothing(nil, _): ErrorText("there is nothing to undo", detail: "The journal is empty.")
    case .nothing(let newest?, let obstacle):
      ErrorText(
        "there is nothing to undo",
        detail: obstacle.map { "The newest entry, \(newest.number) (\(newest.verb)), can't be undone: \($0.reason)." },
        nextStep: "See why for each with 'log'.")
    case .obstacle(let entry, let obstacle):
      ErrorText(
        "entry \(entry.number) (\(entry.verb)) can't be undone: \(obstacle.reason)",
        detail: obstacle.explanation.detail, nextStep: obstacle.explanation.nextStep)
    }
  }
}
