import Archive
import ByteStreams
import ContainerStore
import ContentStore
import ImageSpec

extension World {
  /// Makes a given container over the image that a registry has, whose content stays away until somebody pulls it.
  func provide(
    _ given: GivenContainer, of fixture: Fixture, _ contents: FixtureContents, scratch: ScratchSpace
  ) async throws {
    guard let tag = given.image.tag,
      let name = fixture.registry(given.image.host)?.repository(given.image.repository)?.tags[tag],
      let image = try contents.image(name, for: fixture.platform)
    else { return }
    let random = self.random
    let id = try ContainerID(parsing: given.id)
    var settings = ContainerSettings()
    settings.command = given.command ?? []
    let container = try await containers.create(
      id: id, name: try given.name.map { try ContainerName(parsing: $0) },
      image: ContainerImage(
        name: given.image.familiar, manifest: image.manifest, id: image.id, platform: image.configuration.platform),
      created: given.created ?? fixture.clock, command: given.command ?? image.configuration.command,
      configuration: settings.configuration(
        over: ExecutionParameters(image.configuration.execution), image: given.image.familiar, id: id),
      randomness: { random.next() })
    guard !given.changes.isEmpty else { return }
    let layers = try await BlockingThreads.run { try contents.baseLayers(of: image, in: scratch) }
    let modified = container.created
    _ = try await containers.files(of: container, layers: layers, fetcher: contents).copyIn(archiveTo: "/") { sink in
      try await BlockingThreads.run {
        let tar = TarWriter(into: sink)
        for member in LayerArchive.members(of: given.changes, modified: modified) {
          try tar.begin(member.header)
          try tar.write(member.content)
        }
        try tar.finish()
      }
    }
  }
}

extension FixtureContents {
  /// The layers of an image with their tables of contents, for a container's changes to be told from what the image
  /// has. Blocks.
  func baseLayers(of image: FoundImage, in scratch: ScratchSpace) throws -> [BaseLayer] {
    try scratch.createFolder("layers")
    return try image.layers.map { layer in
      let path = "\(scratch.path)/layers/\(layer.digest.hex)"
      let inspector = try LayerInspector(indexPath: path)
      try inspector.write(blobs[layer.digest] ?? [])
      _ = try inspector.finish()
      return BaseLayer(descriptor: layer, index: FileIndex(path: path))
    }
  }
}
