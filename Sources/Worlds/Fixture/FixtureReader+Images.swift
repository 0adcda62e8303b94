import ImageSpec

extension FixtureReader {
  func layers(_ node: FixtureNode?) throws(FixtureError) -> [String: FixtureLayer] {
    var layers: [String: FixtureLayer] = [:]
    for (name, value) in try node?.entries() ?? [] {
      layers[name] = try layer(try value.members(Self.layerKeys))
    }
    return layers
  }

  private static let layerKeys = ["foreign", "files", "hives", "links", "removed"]

  private func layer(_ members: FixtureMembers) throws(FixtureError) -> FixtureLayer {
    var links: [FixtureLink] = []
    for (path, target) in try members["links"]?.entries() ?? [] {
      links.append(FixtureLink(path: try self.path(path, of: target), target: try target.text()))
    }
    var removed: [String] = []
    for element in try members["removed"]?.elements() ?? [] {
      removed.append(try self.path(try element.text(), of: element))
    }
    let hives = try files(members["hives"])
    return FixtureLayer(
      isForeign: try members["foreign"]?.flag() ?? false, files: try files(members["files"]), hives: hives,
      links: links.sorted { $0.path < $1.path }, removed: removed.sorted())
  }

  func images(
    _ node: FixtureNode?, _ layers: [String: FixtureLayer]
  ) throws(FixtureError) -> [String: FixtureImage] {
    var images: [String: FixtureImage] = [:]
    let entries = try node?.entries() ?? []
    let names = entries.map(\.key)
    for (name, value) in entries { images[name] = try image(value, names, layers) }
    // A chain of bases that is longer than there are images runs in a circle.
    for (name, value) in entries {
      var current = images[name]?.base
      for _ in names { current = current.flatMap { images[$0]?.base } }
      if current != nil { throw value.error(.circular(name)) }
    }
    return images
  }

  private func image(
    _ node: FixtureNode, _ names: [String], _ layers: [String: FixtureLayer]
  ) throws(FixtureError) -> FixtureImage {
    let members = try node.members([
      "from", "platform", "created", "author", "command", "environment", "labels", "format", "history",
    ])
    var base: String?
    if let from = members["from"] { base = try name(from, among: names, kind: "image") }
    var platform: Platform?
    if let text = members["platform"] { platform = try text.parsed { try Platform(parsing: $0) } }
    var history: [FixtureHistory] = []
    for element in try members["history"]?.elements() ?? [] { history.append(try step(element, layers)) }
    var labels: [String: String] = [:]
    for (key, value) in try members["labels"]?.entries() ?? [] { labels[key] = try value.text() }
    return FixtureImage(
      base: base, platform: platform, created: try members.required("created").parsed { Timestamp(parsing: $0) },
      author: try members["author"]?.text(), command: try members["command"]?.texts(),
      environment: try members["environment"]?.texts() ?? [], labels: labels,
      format: try members["format"]?.choice() ?? .docker, history: history)
  }

  /// A step: `layer` names one of the fixture's layers; `files` and the like describe one in place; with neither, the
  /// step changed no file.
  private func step(_ node: FixtureNode, _ layers: [String: FixtureLayer]) throws(FixtureError) -> FixtureHistory {
    let members = try node.members(["layer", "created", "by", "comment"] + Self.layerKeys)
    var layer: FixtureLayer?
    if let named = members["layer"] {
      layer = layers[try name(named, among: layers.keys, kind: "layer")]
      if let key = Self.layerKeys.first(where: { members[$0] != nil }) {
        throw node.error(.invalid(key, reason: "stands beside the name of a layer"))
      }
    } else if Self.layerKeys.contains(where: { members[$0] != nil }) {
      layer = try self.layer(members)
    }
    var created: Timestamp?
    if let text = members["created"] { created = try text.parsed { Timestamp(parsing: $0) } }
    return FixtureHistory(
      layer: layer, created: created, createdBy: try members["by"]?.text(), comment: try members["comment"]?.text())
  }

  func indexes(
    _ node: FixtureNode?, _ images: [String: FixtureImage]
  ) throws(FixtureError) -> [String: [String]] {
    var indexes: [String: [String]] = [:]
    for (name, value) in try node?.entries() ?? [] {
      guard images[name] == nil else { throw value.error(.invalid(name, reason: "an image has this name")) }
      var entries: [String] = []
      for element in try value.elements() {
        entries.append(try self.name(element, among: images.keys, kind: "image"))
      }
      indexes[name] = entries
    }
    return indexes
  }
}
