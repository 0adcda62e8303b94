import ContainerStore
import ImageOperations
import ImageSpec
import Presentation

extension RemoveImage.Conflict: WordedError {
  /// docker's line; then everything that holds the image; then the command that works.
  public var words: ErrorText {
    let prefix = "Error response from daemon: conflict: unable to"
    switch self {
    case .lastReference(let reference, let image, let containers):
      return ErrorText(
        "\(prefix) remove repository reference \"\(reference.familiar)\" (must force) - container "
          + "\(Self.first(containers)) is using its referenced image \(image.short)",
        detail: Self.users(containers), nextStep: Self.removing(containers, andThen: reference.familiar))
    case .usedByContainers(let image, let containers):
      return ErrorText(
        "\(prefix) delete \(image.short) (must be forced) - image is being used by stopped container "
          + Self.first(containers),
        detail: Self.users(containers), nextStep: Self.removing(containers, andThen: image.short))
    case .severalRepositories(let image, let names):
      let tags = names.filter { $0.digest == nil }
      return ErrorText(
        "\(prefix) delete \(image.short) (must be forced) - image is referenced in multiple repositories",
        detail: "Its names are \(names.map(\.familiar).joined(separator: ", ")).",
        nextStep: "Remove them all with 'rmi \((tags.isEmpty ? names : tags).map(\.familiar).joined(separator: " "))'.")
    case .dependentChildren(let image, let children):
      return ErrorText(
        "\(prefix) delete \(image.short) (cannot be forced) - image has dependent child images",
        detail: "It is what \(children.joined(separator: ", ")) was made of.",
        nextStep: "Remove those before it with 'rmi \((children + [image.short]).joined(separator: " "))'.")
    }
  }

  private static func first(_ containers: [Container]) -> String { containers.first?.id.short ?? "" }

  private static func users(_ containers: [Container]) -> String {
    "It is used by \(containers.map { "\($0.name) (\($0.id.short))" }.joined(separator: ", "))."
  }

  private static func removing(_ containers: [Container], andThen image: String) -> String {
    "Remove \(containers.count == 1 ? "it" : "them") first with 'rm \(containers.map(\.name.description).joined(separator: " "))', "
      + "or the image alone with 'rmi -f \(image)'."
  }
}
