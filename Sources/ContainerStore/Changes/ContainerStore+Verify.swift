import Archive
import ByteStreams
import Glibc

extension ContainerStore {
  /// What is wrong with a container's own files: a table of changes that can't be read, or data that it names and that is
  /// missing or has another size. Changes nothing.
  ///
  /// - Returns: paths in the container, or the table's file, each with what is wrong; sorted.
  /// - Throws: ``ContainerError/notFound(_:)`` when it is gone.
  public func problems(with container: Container) async throws -> [(path: String, reason: String)] {
    try await BlockingThreads.run {
      let folder = ChangeFolder(path: path(of: container.id))
      let lock = try folder.lock(exclusively: false)
      defer { withExtendedLifetime(lock) {} }
      let set: ChangeSet
      do { set = try folder.read(RootLayout(container.platform)) } catch let error as ContainerError {
        throw error
      } catch {
        return [("attributes", "can't be read: \(error)")]
      }
      return set.sorted.compactMap { change in
        guard let number = change.data, let entry = change.entry else { return nil }
        var status = stat()
        guard stat("\(folder.path)/changes/\(number)", &status) == 0 else {
          return (change.path.description, "its data is missing")
        }
        let found = Int64(status.st_size)
        return found == entry.size ? nil : (change.path.description, "has \(found) bytes and should have \(entry.size)")
      }
    }
  }
}
