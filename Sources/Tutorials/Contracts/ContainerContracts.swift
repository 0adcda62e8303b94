import ByteStreams
import ContainerStore
import ContentStore
import FoundationEssentials
import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore
import Worlds

/// After `create` there is one container more, over that image, and its id is what was printed.
struct CreateContract: Contract {
  let command: CreateCommand

  init(_ command: CreateCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) throws {
    let verb = try command.verb
    let printed = evidence.lines.last ?? ""
    let container = evidence.after.containers.first { $0.id.description == printed }
    assertions.expect(container != nil, "what was printed is no container's id", expected: "an id", seen: printed)
    let known = Set(evidence.before.containers.map(\.id))
    let new = evidence.after.containers.filter { !known.contains($0.id) }
    assertions.expectEqual(new.count, 1, "one container more must be there")
    assertions.expectEqual(new.first?.id, container?.id, "another container than the printed one is new")
    let image = try? evidence.after.images.find(verb.image)
    assertions.expectEqual(new.first?.imageID, image?.id, "the container is over another image")
    if let name = verb.containerName {
      assertions.expectEqual(new.first?.name.description, name.description, "the container has another name")
    }
    if !verb.command.isEmpty {
      assertions.expect(
        new.first.map { $0.command.suffix(verb.command.count).elementsEqual(verb.command) } ?? false,
        "the container would start something else")
    }
  }
}

/// After `rm` the containers are gone, others stay, and so do the images' names.
struct RemoveContainerContract: Contract {
  let command: RemoveContainerCommand

  init(_ command: RemoveContainerCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    var gone: Set<ContainerID> = []
    for case .container(let name) in try command.story.removes {
      guard let container = evidence.before.container(name) else {
        assertions.expect(false, "\(name) was not there before", expected: name)
        continue
      }
      gone.insert(container.id)
      assertions.expect(
        !evidence.after.containers.contains { $0.id == container.id }, "the container \(name) is still there")
    }
    assertions.expectEqual(
      evidence.after.containers.map(\.id), evidence.before.containers.map(\.id).filter { !gone.contains($0) },
      "other containers must stay")
    assertions.expect(evidence.before.names == evidence.after.names, "the names of images changed")
    let orphans = try await ContentJudge(world: evidence.world).orphans()
    assertions.expect(
      orphans.isEmpty, "content is left that nothing needs", seen: orphans.map(\.short).joined(separator: ", "))
  }
}

/// After `commit` the new image has its base's layers and at most one more, which holds the container's changes.
struct CommitContract: Contract {
  let command: CommitCommand

  init(_ command: CommitCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let verb = try command.verb
    let world = evidence.world
    let printed = evidence.lines.last ?? ""
    let image = evidence.after.images.all.first { $0.id.description == printed }
    assertions.expect(image != nil, "what was printed is no image's id", expected: "an id", seen: printed)
    if let reference = verb.reference {
      let named = evidence.after.images.named(reference)
      assertions.expect(named != nil, "\(reference.familiar) is not in the store", expected: reference.familiar)
      assertions.expectEqual(named?.id, image?.id, "\(reference.familiar) means another image than the printed one")
    }
    guard let image, image.configuration != nil else { return }
    assertions.expect(
      !evidence.before.images.all.contains { $0.id == image.id }, "the image \(image.id.short) was there before")
    let container = try await world.containers.container(verb.container)
    try await ContentJudge(world: world).judge(image, madeOf: container, &assertions)
    await ContentJudge(world: world).judge(image, in: world.store, "the store", &assertions)
  }
}

/// The output of `diff` is what the container's files say.
struct DiffContract: Contract {
  let command: DiffCommand

  init(_ command: DiffCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let container = try await evidence.world.containers.container(command.verb.container)
    let files = try await ContentJudge(world: evidence.world).files(of: container, in: evidence.world.containers)
    let changes = Set(try await files.changes().map { "\($0.kind.rawValue) \($0.path)" })
    let seen = Set(evidence.lines)
    assertions.expectEqual(seen.count, changes.count, "as many changes must be listed as there are")
    for change in changes.sorted() {
      assertions.expect(seen.contains(change), "a change is not listed", expected: change)
    }
    for line in seen.subtracting(changes).sorted() { assertions.expect(false, "no such change is there", seen: line) }
  }
}

/// Computes the digest of what is written.
final class DigestSink: ByteSink {
  private struct State: ~Copyable {
    var digester: Digester
  }

  private let state: Locked<State>

  init() throws { state = Locked(State(digester: try Digester())) }

  func write(_ bytes: UnsafeRawBufferPointer) { state.withLock { $0.digester.update(bytes) } }

  /// The digest of what was written so far.
  func digest() throws -> Digest { try state.withLock { try $0.digester.digest() } }
}
