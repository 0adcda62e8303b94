/// What a container or a path in one is not.
public enum ContainerError: Error, Hashable {
  /// An id is not 64 lower-case hexadecimal digits.
  case malformedID(String)
  /// A name has other characters than docker's names.
  case malformedName(String)
  /// No container has that name or an id that begins so.
  case notFound(String)
  /// Several containers have an id that begins so.
  case ambiguous(String, ids: [ContainerID])
  /// Another container has the name.
  case nameTaken(ContainerName, by: ContainerID)
  /// Another container has the id.
  case idTaken(ContainerID)
  /// A container's file in the store can't be read as one.
  case damaged(path: String, reason: String)
}

/// Why a path could not be copied.
public enum CopyPathError: Error, Hashable {
  /// The container has no such path.
  case notInContainer(String)
  /// The host has no such path.
  case notOnHost(String)
  /// The target ends in a slash, and there is no such folder.
  case noSuchFolder(String)
  /// The folder that the target would stand in does not exist on the host.
  case noParentOnHost(String)
  /// A folder can't be copied over a file.
  case folderOverFile(String)
  /// A file can't take a folder's place.
  case fileOverFolder(String)
  /// A folder was named where a file is meant, or where only `-r` takes folders.
  case isAFolder(String)
  /// The root can't be removed.
  case isTheRoot
  /// The path goes through, or ends in a slash behind, something that is no folder.
  case notAFolder(String)
  /// The path is empty, climbs out of the root, or has a zero byte.
  case malformed(String)
  /// More links than allowed lead from one to the next.
  case tooManyLinks(String)
  /// Sockets and the like can't be copied.
  case unsupportedKind(String)
  /// A hard link's target is not there.
  case danglingHardLink(String, target: String)
}
