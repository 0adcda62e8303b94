import Archive
import ContainerStore
import Worlds

/// The files of a folder within an image or a container, for completion: what can't be read is not offered.
public enum KnownFiles {
  /// A file that can be named.
  public struct File: Hashable, Sendable {
    /// Its name in its folder; foreign text.
    public let name: String
    /// Whether it is a folder.
    public let isFolder: Bool
  }

  /// The files of a folder, sorted; none where there is no such folder.
  ///
  /// An image's layers are read where nobody read them before: whoever waits for it should have a deadline.
  ///
  /// - Parameters:
  ///   - folder: `NAME:PATH`, as `ls` takes it.
  ///   - world: where the image or the container is.
  /// - Returns: the files by their own names.
  public static func list(_ folder: String, in world: World) async -> [File] {
    guard let found = try? await ListFiles(FilePlace(folder)).run(in: world) else { return [] }
    return found.files.map { File(name: $0.name, isFolder: $0.entry.kind == .directory) }
  }
}
