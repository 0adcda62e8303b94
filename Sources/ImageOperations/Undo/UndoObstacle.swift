import ContainerStore
import ImageSpec

/// Why an entry of the journal can't be undone.
public enum UndoObstacle: Error, Hashable, Sendable {
  /// It was undone already, by another entry.
  case undone(by: Int)
  /// It left this machine: a registry's name was written or removed.
  case leftTheMachine(ImageReference)
  /// It was about a secret, which the journal never holds.
  case secret(RegistryHost)
  /// It changed a container's files, of which no older ones are kept.
  case filesChanged(container: String)
  /// It freed space: what is gone is gone.
  case freedSpace
  /// A name is not as the entry left it: it was not done, or something came after it.
  case nameChanged(ImageReference)
  /// An image is not as the entry left it, listed or gone.
  case imageChanged(Digest)
  /// A container is not as the entry left it.
  case containerChanged(id: String)
  /// A container's name was taken by another one meanwhile.
  case containerNameTaken(ContainerName, by: ContainerID)
  /// Content that it needs was taken away, by `gc` or by another tool.
  case contentGone(Digest)
  /// The entry was too long to be noted whole.
  case incomplete
}
