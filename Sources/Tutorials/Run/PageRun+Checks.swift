import ContainerStore
import FoundationEssentials
import ImageCommands
import ImageOperations
import ImageSpec
import RegistryClient
import Worlds

extension PageRun {
  /// Evaluates the checks that a reader sees.
  func judge(_ checks: [Step.PlacedCheck]) async -> Assertions {
    var assertions = Assertions(line: checks.first?.line ?? 0)
    for placed in checks {
      let (holds, seen): (Bool, String)
      do { (holds, seen) = try await evaluate(placed.check) } catch {
        (holds, seen) = (false, ErrorWording.headline(of: error))
      }
      assertions.expect(
        holds, "the page's check does not hold", expected: placed.check.text, seen: seen, kind: .check,
        line: placed.line)
    }
    return assertions
  }

  private func evaluate(_ check: Check) async throws -> (holds: Bool, seen: String) {
    switch check {
    case .image(let name): return (try await image(name) != nil, "")
    case .noImage(let name):
      let found = try await image(name)
      return (found == nil, found.map { $0.id.short } ?? "")
    case .layers(let name, let count):
      let layers = try await image(name)?.manifest.body.layers.count
      return (layers == count, layers.map { "\($0) layers" } ?? "no image")
    case .parent(let name, let base):
      guard let own = try await diffIDs(name), let below = try await diffIDs(base) else { return (false, "no image") }
      return (own.starts(with: below), "\(own.count) and \(below.count) layers")
    case .same(let first, let second):
      let ids = (try await image(first)?.id, try await image(second)?.id)
      return (ids.0 != nil && ids.0 == ids.1, "\(ids.0?.short ?? "no image") and \(ids.1?.short ?? "no image")")
    case .file(let name, let path): return (try await holds(bound(name), path), "")
    case .pushed(let name): return try await isPushed(name)
    case .loggedIn(let name):
      let host = try RegistryHost(parsing: name)
      guard let credential = try await world.credentials.credential(for: host) else { return (false, "no credential") }
      if case .rejected(let error) = try await world.registry(host).check(credential) {
        return (false, ErrorWording.headline(of: error))
      }
      return (true, "")
    case .noOrphans:
      let orphans = try await ContentJudge(world: world).orphans()
      return (orphans.isEmpty, orphans.map(\.short).joined(separator: ", "))
    case .command(let words):
      let recorder = TranscriptRecorder()
      let context = CommandContext(
        world: world, output: recorder.output(.output), errors: recorder.output(.errors), library: self.check.library,
        table: self.check.table)
      let status = await Dispatcher(self.check.table).run(words.map(bound), in: context)
      return (status == .success, status == .success ? "" : recorder.text().lines.first ?? "")
    }
  }

  private func bound(_ text: String) -> String { PageWords.bound([text], bindings)[0] }

  private func image(_ name: String) async throws -> LocalImage? {
    let images = try await LocalImages(in: world)
    do { return try images.find(try ImageName(parsing: bound(name))) } catch LocalImageError.noSuchImage { return nil }
  }

  private func diffIDs(_ name: String) async throws -> [Digest]? {
    try await image(name)?.configuration?.body.diffIDs
  }

  private func isPushed(_ name: String) async throws -> (holds: Bool, seen: String) {
    let reference = try ImageReference(parsing: bound(name)).withDefaultTag
    guard let image = try await image(name) else { return (false, "no image") }
    let repository = try judgedRepository(of: reference)
    let digest = try await repository.resolve(reference).digest
    guard digest == image.root.digest || digest == image.manifest.digest else { return (false, "\(digest)") }
    var assertions = Assertions(line: 0)
    await ContentJudge(world: world).judge(image, in: repository.content, "the registry", &assertions)
    return (assertions.hold, assertions.findings.first?.reason ?? "")
  }

  /// Whether an image or a container has a file. A name that both have means the image.
  private func holds(_ name: String, _ path: String) async throws -> Bool {
    let judge = ContentJudge(world: world)
    if let image = try await image(name) {
      return try await judge.withContainer(over: image) { files in await judge.holds(path, files) }
    }
    let container = try await world.containers.container(name)
    return await judge.holds(path, try await judge.files(of: container, in: world.containers))
  }
}
