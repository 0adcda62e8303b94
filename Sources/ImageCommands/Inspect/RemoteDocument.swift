import GoTemplates
import ImageOperations
import ImageSpec

extension Inspected {
  /// What a registry holds under a name: an index with its platforms, or an image with its layers. Sizes are those of
  /// the blobs, as a pull would fetch them.
  init(remote found: InspectRemote.Result) {
    var record = Record(typeName: "RemoteImage")
    record["Reference"] = .string(found.reference.familiar)
    record["Digest"] = Value(found.root.digest)
    record["MediaType"] = .string(found.root.mediaType.description)
    switch found.content {
    case .index(_, let entries): record["Manifests"] = .list(entries.map { .record(Self.entry($0)) })
    case .image(let image):
      if image.descriptor.digest != found.root.digest { record["Manifest"] = Value(image.descriptor.digest) }
      Self.describe(image, in: &record)
    }
    self.init(record)
  }

  /// An entry of an index; what the registry has not has no layers and no size.
  private static func entry(_ entry: InspectRemote.Entry) -> Record {
    let manifest = entry.manifest?.body
    return Record([
      "Platform": .string(entry.descriptor.platform?.description ?? ""), "Digest": Value(entry.descriptor.digest),
      "MediaType": .string(entry.descriptor.mediaType.description),
      "Layers": manifest.map { .integer(Int64($0.layers.count)) } ?? .null,
      "Size": manifest.map { .integer($0.transferSize) } ?? .null,
    ])
  }

  private static func describe(_ image: InspectRemote.Image, in record: inout Record) {
    let manifest = image.manifest.body
    if let configuration = image.configuration?.body {
      record["Id"] = Value(manifest.configuration.digest)
      record["Created"] = .string(configuration.created ?? "")
      record["Author"] = .string(configuration.author ?? "")
      record["Platform"] = .string(configuration.platform.description)
      record["Config"] = .record(ConfigurationDocument(configuration.execution).whole)
    } else {
      record["ArtifactType"] = .string((manifest.artifactType ?? manifest.configuration.mediaType).description)
    }
    if !manifest.annotations.isEmpty { record["Annotations"] = .strings(manifest.annotations) }
    record["Layers"] = .list(manifest.layers.map { .record(layer($0)) })
    record["Size"] = .integer(image.size)
  }

  private static func layer(_ descriptor: Descriptor) -> Record {
    var record = Record([
      "MediaType": .string(descriptor.mediaType.description), "Digest": Value(descriptor.digest),
      "Size": .integer(descriptor.size),
    ])
    if !descriptor.urls.isEmpty { record["Urls"] = .strings(descriptor.urls) }
    return record
  }
}
