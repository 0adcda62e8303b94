import Archive
import ImageSpec

/// docker's `manifest.json`: the images of an archive with the files that they are made of.
///
/// See [the engine's own reading](https://github.com/moby/moby/blob/v28.2.2/image/tarexport/tarexport.go).
struct DockerList {
  /// One image.
  struct Item {
    /// The configuration's file.
    let configuration: String
    /// The names.
    let names: [ImageReference]
    /// The layers' files, lowest first.
    let layers: [String]
  }

  let items: [Item]

  /// Reads the list; nil where there is none. Blocks.
  ///
  /// - Throws: ``ImageArchiveError``, and what the files throw.
  init?(_ files: any ImageFiles, limits: ArchiveLimits) throws {
    guard let list = try files.json(of: files.path(DockerName.manifest), limit: limits.listSize) else { return nil }
    do {
      let elements = try list.elements()
      guard elements.count <= limits.images else {
        throw ImageArchiveError.tooLarge(DockerName.manifest, limit: limits.images)
      }
      items = try elements.map { element in
        Item(
          configuration: try element.required("Config").string(),
          names: try (element.optional("RepoTags")?.strings() ?? []).map { try ImageReference(archived: $0) },
          layers: try element.optional("Layers")?.strings() ?? [])
      }
    } catch let error as DocumentError {
      throw ImageArchiveError.malformed(DockerName.manifest, error)
    }
  }

  /// The names by the digest that the configuration's file is called after.
  var names: [Digest: [ImageReference]] {
    var names: [Digest: [ImageReference]] = [:]
    for item in items {
      guard let digest = Digest(named: item.configuration) else { continue }
      names[digest, default: []] += item.names
    }
    return names
  }
}

extension Digest {
  /// The digest that a file is called after: `HEX`, `HEX.json`, in whatever folder; nil where the name is no digest.
  init?(named path: String) {
    var name = path.split(separator: "/").last ?? ""
    if name.hasSuffix(".json") { name = name.dropLast(5) }
    guard let digest = try? Digest(algorithm: .sha256, hex: name) else { return nil }
    self = digest
  }
}

extension ImageReference {
  /// A name of an archive, as docker's users write it.
  ///
  /// - Throws: ``ImageArchiveError/invalidName(_:_:)``.
  init(archived text: String) throws(ImageArchiveError) {
    do { self = try ImageReference(parsing: text).withDefaultTag } catch { throw .invalidName(text, error) }
  }
}
