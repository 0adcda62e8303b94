import Archive
import ByteStreams
import Glibc
import ImageArchives
import ImageSpec
import LayoutStore
import Presentation
import Worlds

/// A file, a folder or standard input that images are read from.
struct ArchiveSource {
  private enum Place {
    case path(String)
    case input(any ByteInput)
  }

  private let place: Place
  private let name: String
  private let store: LayoutStore

  /// - Parameters:
  ///   - path: where it is.
  ///   - name: as the user called it.
  ///   - world: whose store has room for a copy of what can be read but once.
  init(path: String, named name: String, in world: World) {
    (place, self.name, store) = (.path(path), name, world.store)
  }

  /// Standard input.
  init(_ input: any ByteInput, in world: World) {
    (place, name, store) = (.input(input), "standard input", world.store)
  }

  /// Opens the archive; one that can't be read by position is copied into a scratch file below the store first.
  ///
  /// - Throws: ``Unreadable``, and what a copy throws.
  func open() async throws -> ImageArchive {
    do {
      switch place {
      case .path(let path): return try await open(path)
      case .input(let input): return try await open(input)
      }
    } catch  where Unreadable.isAbout(error) {
      throw Unreadable(name: name, error: error)
    }
  }

  private func open(_ path: String) async throws -> ImageArchive {
    var status = stat()
    guard stat(path, &status) == 0 else { throw SystemError(call: "open", path: name) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      do { return try await BlockingThreads.run { try ImageArchive(folder: path) } } catch ImageArchiveError.noImages {
        throw FolderWithoutLayout(name: name)
      }
    case S_IFREG:
      let file = try await BlockingThreads.run { try OpenFile(path) }
      return try await ImageArchive.open(file, scratch: scratch)
    default: return try await open(FileInput(path: path, named: name))
    }
  }

  private func open(_ input: any ByteInput) async throws -> ImageArchive {
    if let file = try await BlockingThreads.run({ try input.regularFile() }) {
      return try await ImageArchive.open(file, scratch: scratch)
    }
    return try await ImageArchive.open(scratch: scratch) { try await input.read(into: $0) }
  }

  private var scratch: @Sendable () throws -> OpenFile {
    let store = store
    return { try store.openScratchFile() }
  }

  /// A folder that is no image layout.
  struct FolderWithoutLayout: WordedError, Hashable {
    let name: String

    var words: ErrorText {
      ErrorText(
        "read \(name): is a directory", detail: "It is no OCI image layout: it has no oci-layout and index.json.",
        nextStep: "Name an archive, or the folder of a layout.")
    }
  }

  /// What is read is no archive of images, or damaged.
  struct Unreadable: WordedError {
    let name: String
    let error: any Error

    /// Whether an error says so.
    static func isAbout(_ error: any Error) -> Bool {
      error is ImageArchiveError || error is TarError || error is CompressionError || error is ArchivePathError
        || error is SystemError
    }

    var words: ErrorText {
      let processing = "Error processing tar file(exit status 1):"
      switch error {
      case let error as SystemError: return ErrorText("\(error.call) \(name): \(error.reason.lowercased())")
      case ImageArchiveError.noImages:
        return ErrorText(
          "open \(name)/repositories: no such file or directory",
          detail: "No image archive: it has no manifest.json, no repositories and no OCI layout.",
          nextStep: "A file system's archive becomes an image with 'import'.")
      case TarError.truncated(let offset):
        return ErrorText("\(processing) unexpected EOF", detail: "\(name) ends after \(offset) bytes, in the middle.")
      case CompressionError.truncated(let compression):
        return ErrorText(
          "\(processing) unexpected EOF", detail: "\(name) ends within its \(compression.rawValue) data.")
      case let error as TarError:
        return ErrorText("\(processing) archive/tar: invalid tar header", detail: "\(name): \(error)")
      case let error as CompressionError: return ErrorText("\(processing) \(error)", detail: "\(name) is damaged.")
      default: return ErrorWording.archiveText(for: error, in: name) ?? ErrorText("\(name): \(error)")
      }
    }
  }
}
