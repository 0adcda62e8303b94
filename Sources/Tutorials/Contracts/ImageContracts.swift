import ContainerStore
import ImageCommands
import ImageOperations
import ImageSpec
import RegistryClient
import Worlds

/// After `pull` the reference resolves to the registry's digest, and everything that registries hold of it is here.
struct PullContract: Contract {
  let command: PullCommand

  init(_ command: PullCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    for verb in try command.verbs { try await judge(verb, evidence, &assertions) }
  }

  private func judge(_ verb: Pull, _ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let world = evidence.world
    assertions.expect(
      evidence.wasAsked(["GET", "HEAD"], "/\(verb.reference.repository)/manifests/"),
      "the registry was not asked for \(verb.reference.familiar)")
    guard let image = evidence.after.images.named(verb.reference) else {
      assertions.expect(false, "\(verb.reference.familiar) is not in the store", expected: verb.reference.familiar)
      return
    }
    let remote = try await evidence.repository(of: verb.reference).resolve(verb.reference)
    assertions.expectEqual(image.root.digest, remote.digest, "the digest is not the registry's")
    let platform = verb.platform ?? world.platform
    if image.root.mediaType.isIndex, let found = image.configuration?.body.platform {
      assertions.expect(
        found.satisfies(platform), "the image is for another platform", expected: "\(platform)", seen: "\(found)")
    }
    let said = command.quiet ? verb.reference.description : "Digest: \(remote.digest)"
    assertions.expect(
      evidence.lines.contains(said), "the output does not say what was pulled", expected: said,
      seen: evidence.lines.first { $0.hasPrefix("Digest: ") } ?? evidence.lines.last ?? "")
    await ContentJudge(world: world).judge(image, in: world.store, "the store", &assertions)
  }
}

/// After `tag` both names mean one image.
struct TagContract: Contract {
  let command: TagCommand

  init(_ command: TagCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) throws {
    let verb = try command.verb
    let source = try? evidence.after.images.find(verb.source)
    let target = evidence.after.images.named(verb.target)
    assertions.expect(target != nil, "\(verb.target.familiar) is not in the store", expected: verb.target.familiar)
    assertions.expectEqual(
      target?.root.digest, source?.root.digest, "\(verb.target.familiar) does not mean \(verb.source)")
    let others = evidence.before.names.filter { $0.key != verb.target }
    assertions.expect(
      others.allSatisfy { evidence.after.names[$0.key] == $0.value }, "a name besides \(verb.target.familiar) changed")
  }
}

/// After `rmi` the names are gone, and with the last name the image; no orphan is left.
struct RemoveImageContract: Contract {
  let command: RemoveImageCommand

  init(_ command: RemoveImageCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    var gone: Set<ImageReference> = []
    for case .image(let name) in try command.story.removes {
      guard let before = try? evidence.before.images.find(name) else {
        assertions.expect(false, "\(name) was not there before", expected: "\(name)")
        continue
      }
      let named = name.reference.flatMap { before.references.contains($0) || $0.digest != nil ? $0 : nil }
      gone.formUnion(named.map { [$0] } ?? before.references + before.repositoryDigests)
      let isLast = before.references.allSatisfy { gone.contains($0) }
      if isLast { gone.formUnion(before.repositoryDigests) }
      let isNeeded = evidence.after.containers.contains { $0.imageID == before.id }
      let stays = evidence.after.images.all.contains { $0.id == before.id }
      if isLast, !isNeeded { assertions.expect(!stays, "the image \(before.id.short) is still listed") }
      if named == nil { assertions.expect(!stays || isNeeded, "the image \(before.id.short) is still listed") }
    }
    for name in gone.sorted() {
      assertions.expect(evidence.after.names[name] == nil, "\(name.familiar) is still there")
    }
    let kept = evidence.before.names.filter { name in
      !gone.contains(name.key) && !(name.key.digest != nil && gone.contains { $0.name == name.key.name })
    }
    assertions.expect(
      kept.allSatisfy { evidence.after.names[$0.key] == $0.value }, "a name that was to stay is gone or changed")
    let orphans = try await ContentJudge(world: evidence.world).orphans()
    assertions.expect(
      orphans.isEmpty, "content is left that nothing needs", seen: orphans.map(\.short).joined(separator: ", "))
  }
}

/// After `push` the registry serves the image's digest and everything of it that registries hold.
struct PushContract: Contract {
  let command: PushCommand

  init(_ command: PushCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let reference = try command.verb.reference
    let world = evidence.world
    guard let image = evidence.after.images.named(reference) else {
      assertions.expect(false, "\(reference.familiar) is not in the store", expected: reference.familiar)
      return
    }
    assertions.expect(
      evidence.wasAsked(["PUT"], "/\(reference.repository)/manifests/"),
      "the registry was not given \(reference.familiar)")
    let repository = try evidence.repository(of: reference)
    let remote: Descriptor
    do { remote = try await repository.resolve(reference) } catch {
      return assertions.fail("the registry does not serve \(reference.familiar)", error)
    }
    let possible = [image.root.digest, image.manifest.digest]
    assertions.expect(
      possible.contains(remote.digest), "the registry serves another digest", expected: "\(image.root.digest)",
      seen: "\(remote.digest)")
    await ContentJudge(world: world).judge(image, in: repository.content, "the registry", &assertions)
    let tag = reference.tag.map { "\($0)" } ?? "latest"
    let said =
      command.quiet ? reference.description : "\(tag): digest: \(remote.digest) size: \(remote.size)"
    assertions.expect(
      evidence.lines.contains(said), "the output does not say what was pushed", expected: said,
      seen: evidence.lines.last ?? "")
  }
}
