import ImageSpec

/// An image of docker's oldest generation: a chain of folders, each with a layer and a `json` that names its parent.
///
/// See [docker image specification 1.0](https://github.com/moby/docker-image-spec/blob/v1.0.0/v1.0.md) and
/// [the engine's conversion](https://github.com/moby/moby/blob/v24.0.9/image/v1/imagev1.go).
struct Ancestry {
  /// The generations, the oldest first: the folder's name and its `json`.
  private var generations: [(id: String, json: JSONCursor)] = []

  /// Follows the parents of an image. Blocks.
  ///
  /// - Throws: ``ImageArchiveError``, and what the files throw.
  init(of id: String, _ files: any ImageFiles, limits: ArchiveLimits) throws {
    var next: String? = id
    var seen: Set<String> = []
    while let current = next {
      guard seen.insert(current).inserted, seen.count <= limits.ancestors else {
        throw ImageArchiveError.endlessAncestry(id)
      }
      let name = "\(current)/json"
      guard let json = try files.json(of: files.path(name), limit: Document<ImageConfiguration>.maximumSize) else {
        throw ImageArchiveError.missing(name)
      }
      generations.insert((current, json), at: 0)
      do { next = try json.optional("parent")?.string() } catch {
        throw ImageArchiveError.malformed(name, error)
      }
      if next == "" { next = nil }
    }
  }

  /// Adds the image with the configuration that it would have today: the newest generation's, with the layers' diffIDs
  /// and a history of one entry a generation.
  ///
  /// - Returns: the image's manifest.
  func add(to contents: inout DockerContents) throws -> Descriptor {
    var layers: [Descriptor] = []
    var diffIDs: [String] = []
    for generation in generations {
      let (layer, diffID) = try contents.inspect(layer: "\(generation.id)/layer.tar")
      layers.append(layer)
      diffIDs.append(diffID.description)
    }
    var configuration = JSONObject()
    var members = generations.last?.json.value.object?.members.filter { !Self.ownMembers.contains($0.key) } ?? []
    members.append(("rootfs", ["type": "layers", "diff_ids": .strings(diffIDs)]))
    members.append(("history", .array(generations.map { Self.history(of: $0.json.value) })))
    for (key, value) in members.sorted(by: { $0.key < $1.key }) { configuration[key] = value }
    return try contents.add(configuration: JSON.object(configuration).encoded(), layers: layers)
  }

  /// What is said of a generation and not of an image.
  private static let ownMembers: Set<String> = [
    "id", "parent", "Size", "parent_id", "layer_id", "throwaway", "rootfs", "history",
  ]

  private static func history(of json: JSON) -> JSON {
    let object = json.object
    var entry = JSONObject()
    for key in ["created", "author", "comment"] {
      if let text = object?[key]?.string, !text.isEmpty { entry[key] = .string(text) }
    }
    let words = object?["container_config"]?.object?["Cmd"]?.array?.compactMap(\.string) ?? []
    if !words.isEmpty { entry["created_by"] = .string(words.joined(separator: " ")) }
    return .object(entry)
  }
}
