import ImageSpec

/// The files that say which images an archive holds.
struct ArchiveLists {
  private struct Image {
    let root: Descriptor
    var names: [ListedName]
    let manifest: Document<Manifest>?
  }

  private var images: [Image] = []

  mutating func add(_ root: Descriptor, names: [ListedName], manifest: Document<Manifest>?) {
    if let position = images.firstIndex(where: { $0.root.digest == root.digest && $0.manifest == manifest }) {
      images[position].names += names.filter { !images[position].names.contains($0) }
    } else {
      images.append(Image(root: root, names: names, manifest: manifest))
    }
  }

  /// The files' names and bytes, in the order in which they are written.
  func files(_ format: ArchiveWriter.Format) -> [(name: String, bytes: [UInt8])] {
    var files = [(LayoutName.index, index)]
    // A list without images would be taken for the archive's only one by readers that know docker's format alone.
    let isDocker = format == .docker && images.contains { $0.manifest != nil }
    if isDocker { files.append((DockerName.manifest, dockerManifest)) }
    files.append((LayoutName.marker, JSON.object(Self.marker).encoded()))
    if isDocker, let repositories { files.append((DockerName.repositories, repositories)) }
    return files
  }

  static var marker: JSONObject {
    var marker = JSONObject()
    marker["imageLayoutVersion"] = .string(LayoutName.version)
    return marker
  }

  /// `index.json`: one entry a name, in the spec's annotation and in containerd's, so that every tool finds it.
  private var index: [UInt8] {
    var entries: [Descriptor] = []
    for image in images {
      if image.names.isEmpty, !entries.contains(where: { $0.digest == image.root.digest }) {
        entries.append(image.root)
      }
      for name in image.names {
        var entry = image.root
        entry.annotations["io.containerd.image.name"] = name.whole?.description
        entry.annotations["org.opencontainers.image.ref.name"] = name.text
        entries.append(entry)
      }
    }
    return Index(manifests: entries).encoded()
  }

  /// `manifest.json`: each image's configuration, names and layers.
  private var dockerManifest: [UInt8] {
    let items = images.compactMap { image -> JSON? in
      guard let manifest = image.manifest?.body else { return nil }
      let tags = image.names.compactMap(\.whole?.familiar)
      return [
        "Config": .string(LayoutName.blob(manifest.configuration.digest)),
        "RepoTags": tags.isEmpty ? .null : .strings(tags),
        "Layers": .strings(manifest.layers.map { LayoutName.blob($0.digest) }),
      ]
    }
    return JSON.array(items).encoded()
  }

  /// `repositories`: each name's top layer; nil where no image has a name and a layer.
  private var repositories: [UInt8]? {
    var repositories = JSONObject()
    for image in images {
      guard let top = image.manifest?.body.layers.last else { continue }
      for name in image.names.compactMap(\.whole) {
        guard let tag = name.tag else { continue }
        var tags = repositories[name.familiarName]?.object ?? JSONObject()
        tags[tag.description] = .string(top.digest.hex)
        repositories[name.familiarName] = .object(tags)
      }
    }
    return repositories.isEmpty ? nil : JSON.object(repositories).encoded()
  }
}
