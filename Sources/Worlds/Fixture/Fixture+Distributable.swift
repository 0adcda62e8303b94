extension Fixture {
  /// Whether an image has a layer that registries need not hold.
  public var hasForeignLayers: Bool {
    images.values.contains { image in image.history.contains { $0.layer?.isForeign ?? false } }
  }

  /// The same world with ordinary layers in the place of foreign ones, for registries that refuse those: the files stay,
  /// the digests of the images become others.
  public func withDistributableLayers() -> Fixture {
    Fixture(
      name: name, title: title, platform: platform, clock: clock, seed: seed, foreignHost: foreignHost,
      accounts: accounts, images: images.mapValues { $0.withDistributableLayers() }, indexes: indexes,
      registries: registries, weather: weather, givenImages: givenImages, givenContainers: givenContainers, files: files
    )
  }
}

extension FixtureImage {
  fileprivate func withDistributableLayers() -> FixtureImage {
    FixtureImage(
      base: base, platform: platform, created: created, author: author, command: command, environment: environment,
      labels: labels, format: format,
      history: history.map { step in
        FixtureHistory(
          layer: step.layer?.distributable, created: step.created, createdBy: step.createdBy, comment: step.comment)
      })
  }
}

extension FixtureLayer {
  fileprivate var distributable: FixtureLayer {
    FixtureLayer(isForeign: false, files: files, hives: hives, links: links, removed: removed)
  }
}
