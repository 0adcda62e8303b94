import ContainerStore
import Foundation
import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore
import Testing
import Worlds

/// What doubles do to a world behind a command's back.
extension CommandContext {
  /// Runs a command line and shows nothing of it.
  @discardableResult
  func silently(_ words: String...) async -> ImageCommands.ExitStatus {
    var silent = self
    silent.output = Discarding()
    silent.errors = Discarding()
    return await Dispatcher(table).run(words, in: silent)
  }

  /// Makes an image that no page knows.
  ///
  /// - Returns: what its name means.
  func anotherImage(named name: String) async throws -> LocalImage {
    // Two blocks of nothing end an archive; an empty one begins with its end.
    try write(Data(count: 1024), to: "empty.tar")
    defer { try? FileManager.default.removeItem(atPath: "\(world.folder.path)/empty.tar") }
    #expect(await silently("import", "-m", name, "empty.tar", name) == .success)
    return try await image(name)
  }

  /// An image of the store.
  func image(_ name: String) async throws -> LocalImage {
    try await LocalImages(in: world).find(try ImageName(parsing: name))
  }

  /// Lets a name mean another image, which has no other name.
  func rename(_ name: String, to image: LocalImage) async throws {
    try await world.store.tag(image.root, as: try ImageReference(parsing: name).withDefaultTag)
    for other in image.references { await silently("rmi", other.familiar) }
  }

  /// Writes a file of the working folder.
  func write(_ data: Data, to path: String) throws {
    try data.write(to: URL(filePath: try world.folder.resolve(path)))
  }

  /// Writes other bytes in the place of a blob.
  func damage(_ blob: Descriptor) throws {
    try Data(repeating: 7, count: Int(blob.size)).write(
      to: URL(filePath: "\(world.store.path)/blobs/sha256/\(blob.digest.hex)"))
  }

  /// Runs a double's command as the page's is run.
  func run(_ words: [String]) async -> ImageCommands.ExitStatus { await Dispatcher(table).run(words, in: self) }
}

/// Takes text and forgets it.
struct Discarding: TextOutput {
  func write(_ text: String) {}
}

extension [String] {
  /// The words behind the verb that are no options. Options whose value is a word of its own are known by name.
  var operands: [String] {
    var operands: [String] = []
    var rest = dropFirst()[...]
    while let word = rest.popFirst() {
      if ["--name", "-m", "-n", "-u", "-p", "-f", "-o", "--format", "--platform", "--layer"].contains(word) {
        rest = rest.dropFirst()
      } else if !word.hasPrefix("-") {
        operands.append(word)
      }
    }
    return operands
  }
}
