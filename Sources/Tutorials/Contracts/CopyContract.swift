import ByteStreams
import ContainerStore
import FoundationEssentials
import ImageCommands
import ImageOperations
import LayoutStore
import Worlds

/// After `cp` the file or folder is at its target, with the source's bytes.
struct CopyContract: Contract {
  let command: CopyCommand

  init(_ command: CopyCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let verb = try command.verb
    let world = evidence.world
    let scratch = "\(world.store.path).judge"
    try await BlockingThreads.run { try Self.renew(scratch) }
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    switch (verb.source, verb.destination) {
    case (.host(let path), .container(let name, let target)):
      let copied = "\(scratch)/copied"
      do { try await files(of: name, world).copyOut(target, to: copied) } catch {
        return assertions.fail("\(target) is not in the container \(name)", error)
      }
      let source = try world.folder.resolve(path)
      try await compare(source, at: copied, target, &assertions)
    case (.container(let name, let path), .host(let target)):
      let original = "\(scratch)/\(path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? "root")"
      try await files(of: name, world).copyOut(path, to: original)
      try await compare(original, at: try world.folder.resolve(target), target, &assertions)
    default: break
    }
  }

  private func files(of name: String, _ world: World) async throws -> ContainerFiles {
    let container = try await world.containers.container(name)
    return try await ContentJudge(world: world).files(of: container, in: world.containers)
  }

  /// The copy is at the place itself, or in it under the source's name.
  private func compare(_ source: String, at place: String, _ shown: String, _ assertions: inout Assertions) async throws
  {
    let name = source.split(separator: "/").last.map(String.init) ?? ""
    let (isThere, isSame) = try await BlockingThreads.run {
      let files = FileManager.default
      let places = [place, "\(place)/\(name)"].filter { files.fileExists(atPath: $0) }
      return (!places.isEmpty, places.contains { files.contentsEqual(atPath: source, andPath: $0) })
    }
    assertions.expect(isThere, "\(shown) is not there", expected: shown)
    assertions.expect(isSame, "\(shown) does not hold the bytes of \(name)")
  }

  private static func renew(_ folder: String) throws {
    if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }
}
