import Archive
import ContainerStore
import ImageOperations
import ImageSpec
import Presentation

extension ErrorWording {
  /// The text of an error that a container or a file in one made; nil for other errors.
  static func containerText(for error: any Error) -> ErrorText? {
    switch error {
    case let error as ContainerError: container(error)
    case let error as CopyPathError: copyPath(error)
    case is CreateContainer.NoCommand:
      ErrorText(
        "Error response from daemon: no command specified", detail: "The image does not say what it starts.",
        nextStep: "Add a command: 'create IMAGE COMMAND'.")
    case let error as CreateContainer.RelativeWorkingDirectory:
      ErrorText(
        "Error response from daemon: the working directory '\(error.path)' is invalid, it needs to be an absolute path",
        nextStep: "Write it from the root: '-w /\(error.path)'.")
    case is Commit.DigestReferenceRefused:
      ErrorText("refusing to create a tag with a digest reference", nextStep: "Write REPOSITORY[:TAG].")
    case let error as Commit.BaseAbsent:
      ErrorText(
        "the image of container \(error.container.id.short) is not here: \(error.container.image)",
        nextStep: "Fetch it with 'pull \(error.container.image)'.")
    case let error as CopyFiles.Unsupported:
      switch error {
      case .noContainer: ErrorText("must specify at least one container source")
      case .betweenContainers: ErrorText("copying between containers is not supported")
      }
    case let error as SystemError: ErrorText("\(error.path): \(error.reason.lowercased())")
    case let error as TarError: ErrorText("the archive is damaged: \(error)")
    case let error as CompressionError: ErrorText("the archive is damaged: \(error)")
    case let error as ArchivePathError: ErrorText("the archive has a name that is not allowed: \(error)")
    default: nil
    }
  }

  private static func container(_ error: ContainerError) -> ErrorText {
    switch error {
    case .malformedID(let text): ErrorText("\"\(text)\" is no container's id")
    case .malformedName(let text):
      ErrorText(
        "Error response from daemon: Invalid container name (\(text)), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed")
    case .notFound(let text):
      ErrorText("Error response from daemon: No such container: \(text)", nextStep: "See what there is with 'ps -a'.")
    case .ambiguous(let text, let ids):
      ErrorText(
        "Error response from daemon: multiple IDs found with provided prefix: \(text)",
        detail: "It fits \(ids.map(\.short).joined(separator: ", ")).")
    case .nameTaken(let name, let id):
      ErrorText(
        "Error response from daemon: Conflict. The container name \"/\(name)\" is already in use by container "
          + "\"\(id)\". You have to remove (or rename) that container to be able to reuse that name.",
        nextStep: "Remove it with 'rm \(name)', or rename it: 'rename \(name) NEW_NAME'.")
    case .idTaken(let id): ErrorText("there is a container with the id \(id.short) already")
    case .damaged(let path, let reason): ErrorText("\(path) can't be read: \(reason)")
    }
  }

  static func copyPath(_ error: CopyPathError) -> ErrorText {
    switch error {
    case .notInContainer(let path):
      ErrorText("Error response from daemon: Could not find the file \(path) in container")
    case .notOnHost(let path): ErrorText("lstat \(path): no such file or directory")
    case .noSuchFolder: ErrorText("no such directory")
    case .noParentOnHost(let path): ErrorText("invalid output path: directory \"\(path)\" does not exist")
    case .folderOverFile: ErrorText("cannot copy directory", detail: "A file stands where the folder should go.")
    case .fileOverFolder(let path): ErrorText("a folder stands where a file should go: \(path)")
    case .isAFolder(let path):
      ErrorText("\(path) is a folder", nextStep: "List it with 'ls', or add '-r' to remove it with its content.")
    case .isTheRoot: ErrorText("the root of a container can't be removed")
    case .notAFolder(let path): ErrorText("extraction point is not a directory: \(path)")
    case .malformed(let path): ErrorText("\"\(path)\" is no path of a container")
    case .tooManyLinks(let path): ErrorText("too many links lead from \(path) to the next")
    case .unsupportedKind(let path): ErrorText("\(path) is nothing that can be copied")
    case .danglingHardLink(let path, let target): ErrorText("\(path) is another name of \(target), which is not there")
    }
  }
}
