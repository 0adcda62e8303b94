import Archive
import ByteStreams
import ContentStore
import Glibc
import ImageArchives
import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore
import Worlds

/// After `save` the archive can be read, and holds each image under its name with everything that the store has of it.
struct SaveContract: Contract {
  let command: SaveCommand

  init(_ command: SaveCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    guard let path = try evidence.file(command.output) else {
      return assertions.refuse("the archive went nowhere", expected: "a file")
    }
    let archive = try await BlockingThreads.run { try ImageArchive(file: try OpenFile(path)) }
    assertions.expect(!archive.images.isEmpty, "the archive holds no image")
    for text in command.images {
      let name = try ImageName(parsing: text)
      // A name without a tag stands for every tag of its repository.
      let wanted = evidence.after.images.all.filter { image in
        image.references.contains { $0.name == name.reference?.name && (text.isTagged ? $0 == name.reference : true) }
      }
      let images = try wanted.isEmpty ? [evidence.after.images.find(name)] : wanted
      for image in images {
        let names = image.references.filter { text.isTagged ? $0 == name.reference : $0.name == name.reference?.name }
        let found = archive.images.first { archived in
          names.isEmpty ? archived.root.digest == image.root.digest : !Set(archived.names).isDisjoint(with: names)
        }
        assertions.expect(found != nil, "\(text) is not in the archive", expected: text)
        guard let found, command.platform == nil else { continue }
        assertions.expectEqual(found.root.digest, image.root.digest, "the archive holds another image as \(text)")
        await ContentJudge(world: evidence.world).judge(image, in: archive, "the archive", &assertions)
      }
    }
    RefusalContract.looking.judge(evidence, &assertions)
  }
}

extension String {
  /// Whether a tag or a digest stands behind the name.
  fileprivate var isTagged: Bool {
    contains("@") || (split(separator: "/").last?.contains(":") ?? false)
  }
}

/// After `load` each image of the archive is in the store, under the names that it has there.
struct LoadContract: Contract {
  let command: LoadCommand

  init(_ command: LoadCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let world = evidence.world
    guard let path = try command.input.map({ try world.folder.resolve($0) }) ?? evidence.inputFile else {
      return assertions.refuse("no archive was named", expected: "a file")
    }
    let archive = try await ImageArchive.open(anyOf: path, world)
    assertions.expect(!archive.images.isEmpty, "the archive holds no image")
    for archived in archive.images {
      let id = archived.root.mediaType.isIndex ? nil : try await archive.id(of: archived.root)
      for name in archived.names {
        let image = evidence.after.images.named(name)
        assertions.expect(image != nil, "\(name.familiar) is not in the store", expected: name.familiar)
        assertions.expect(
          evidence.lines.contains("Loaded image: \(name.familiar)"), "the output does not say what was loaded",
          expected: "Loaded image: \(name.familiar)", seen: evidence.lines.last ?? "")
        if let id { assertions.expectEqual(image?.id, id, "\(name.familiar) means another image than the archive's") }
        if id == nil { assertions.expectEqual(image?.root.digest, archived.root.digest, "\(name.familiar) is another") }
        guard let image else { continue }
        await ContentJudge(world: world).judge(image, in: world.store, "the store", &assertions)
      }
      if archived.names.isEmpty, let id {
        assertions.expect(
          evidence.after.images.all.contains { $0.id == id }, "\(id.short) is not in the store", expected: "\(id)")
      }
    }
  }
}

/// After `import` there is a new image of one layer, which holds the archive.
struct ImportContract: Contract {
  let command: ImportCommand

  init(_ command: ImportCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let world = evidence.world
    let printed = evidence.lines.last ?? ""
    let image = evidence.after.images.all.first { $0.id.description == printed }
    assertions.expect(image != nil, "what was printed is no image's id", expected: "an id", seen: printed)
    if let text = command.reference {
      let reference = try ImageReference(parsing: text).withDefaultTag
      assertions.expectEqual(
        evidence.after.images.named(reference)?.id, image?.id, "\(reference.familiar) is not the imported image")
    }
    guard let image, let configuration = image.configuration?.body else { return }
    assertions.expectEqual(configuration.diffIDs.count, 1, "the image must have one layer")
    await ContentJudge(world: world).judge(image, in: world.store, "the store", &assertions)
    let source = command.source == "-" ? evidence.inputFile : try? world.folder.resolve(command.source)
    guard let source, !command.source.contains("://") else { return }
    let inspector = try LayerInspector()
    try await BlockingThreads.run { try OpenFile(source).copy(into: inspector) }
    let facts = try inspector.finish()
    if facts.uncompressedSize > 0 {
      assertions.expectEqual(configuration.diffIDs.first, facts.diffID, "the layer does not hold the archive")
    }
  }
}

/// After `copy` the destination holds what the source does, under the same digest.
struct CopyImageContract: Contract {
  let command: CopyImageCommand

  init(_ command: CopyImageCommand) { self.command = command }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    let world = evidence.world
    let printed = (evidence.lines.last ?? "").split(separator: " ").last.map(String.init) ?? ""
    let root: Digest?
    switch try ImagePlace(parsing: command.destination) {
    case .registry(let reference):
      assertions.expect(
        evidence.wasAsked(["PUT"], "/\(reference.repository)/manifests/"),
        "the registry was not given \(reference.familiar)")
      let repository = try evidence.repository(of: reference)
      let found = try await repository.resolve(reference)
      try await hash(found, repository.content, &assertions, "the registry")
      root = found.digest
    case .store(let name):
      let image = try? evidence.after.images.find(name)
      assertions.expect(image != nil, "\(name) is not in the store", expected: "\(name)")
      root = image?.root.digest
      if let image { await ContentJudge(world: world).judge(image, in: world.store, "the store", &assertions) }
    case .layout(let path, let name), .layoutArchive(let path, let name), .dockerArchive(let path, let name):
      guard let file = try evidence.file(path) else {
        return assertions.refuse("the archive went nowhere", expected: "a file")
      }
      let archive = try await ImageArchive.open(anyOf: file, world)
      let found = try archive.image(name).root
      try await hash(found, archive, &assertions, "the archive")
      root = found.digest
    }
    if evidence.outputFile == nil {
      assertions.expectEqual(root.map { "\($0)" }, printed, "the output does not say what was copied")
    }
    switch try ImagePlace(parsing: command.source) {
    case .store(let name):
      let image = try evidence.after.images.find(name)
      assertions.expect(
        [image.root.digest, image.manifest.digest].contains { $0 == root }, "the destination holds another image",
        expected: "\(image.root.digest)", seen: root.map { "\($0)" } ?? "nothing")
    case .registry(let reference):
      let source = try await evidence.repository(of: reference).resolve(reference)
      guard !source.mediaType.isIndex else { break }
      assertions.expectEqual(root, source.digest, "the destination holds another image")
    case .layout, .layoutArchive, .dockerArchive: break
    }
  }

  private func hash(
    _ root: Descriptor, _ content: any ContentFetcher, _ assertions: inout Assertions, _ place: String
  ) async throws {
    guard !root.mediaType.isIndex else { return }
    let manifest: Document<Manifest> = try await content.document(of: root)
    for piece in [manifest.body.configuration] + manifest.body.layers.filter({ !$0.mediaType.isNonDistributable }) {
      do {
        try await ContentJudge.hash(piece, in: content)
        assertions.expect(true, "")
      } catch { assertions.fail("\(piece.digest.short) is not sound in \(place)", error) }
    }
  }
}

extension ImageArchive {
  /// Opens an archive, compressed or not, or a layout's folder.
  fileprivate static func open(anyOf path: String, _ world: World) async throws -> ImageArchive {
    let isFolder = try await BlockingThreads.run { try OpenFile(path).status().st_mode & S_IFMT == S_IFDIR }
    if isFolder { return try await BlockingThreads.run { try ImageArchive(folder: path) } }
    let store = world.store
    let file = try await BlockingThreads.run { try OpenFile(path) }
    return try await ImageArchive.open(file, scratch: { try store.openScratchFile() })
  }

  /// The id of an image of the archive.
  fileprivate func id(of root: Descriptor) async throws -> Digest {
    let manifest: Document<Manifest> = try await document(of: root)
    return manifest.body.configuration.digest
  }
}
