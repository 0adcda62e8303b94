import ContainerStore
import ImageSpec

/// Which containers are meant: the filters of `ps`.
///
/// docker's rules, see [docker ps](https://docs.docker.com/reference/cli/docker/container/ls/#filter): ids and names are
/// regular expressions that may fit anywhere, of several labels each must be there. What a container has only while it
/// runs no container here has.
public struct ContainerFilter: Hashable, Sendable {
  /// The names that `ps` takes.
  public static let names = [
    "ancestor", "before", "exited", "expose", "health", "id", "label", "name", "network", "publish", "since", "status",
    "volume",
  ]
  /// The states that `status` takes.
  public static let states = ["created", "dead", "exited", "paused", "removing", "restarting", "running"]
  /// The states of health that `health` takes.
  public static let healths = ["healthy", "none", "starting", "unhealthy"]

  private var ids: [String] = []
  private var containerNames: [String] = []
  private var labels: [LabelPattern] = []
  private var statuses: [String] = []
  private var ancestors: [String] = []
  private var before: [String] = []
  private var since: [String] = []
  private var exposed: [String] = []
  private var volumes: [String] = []
  private var health: [String] = []
  /// Whether something is asked for that only a container which ran can have.
  private var asksForRun = false

  /// Means every container.
  public init() {}

  /// Reads filters.
  ///
  /// - Throws: ``FilterError``.
  public init(_ filters: [Filter]) throws(FilterError) {
    try filters.requireNames(Self.names)
    ids = filters.values(of: "id")
    containerNames = filters.values(of: "name")
    labels = filters.values(of: "label").map { LabelPattern($0) }
    statuses = filters.values(of: "status")
    ancestors = filters.values(of: "ancestor")
    before = filters.values(of: "before")
    since = filters.values(of: "since")
    exposed = filters.values(of: "expose")
    volumes = filters.values(of: "volume")
    health = filters.values(of: "health")
    let exits = filters.values(of: "exited")
    asksForRun = !exits.isEmpty || filters.contains { ["network", "publish"].contains($0.name) }
    for (name, values, known) in [("status", statuses, Self.states), ("health", health, Self.healths)] {
      guard let other = values.first(where: { !known.contains($0) }) else { continue }
      throw .unknownValue(name: name, value: other, expected: known.joined(separator: ", "))
    }
    if let other = exits.first(where: { Int($0) == nil }) {
      throw .unknownValue(name: "exited", value: other, expected: "an exit status")
    }
  }

  /// Whether stopped containers are meant without `-a` too.
  public var meansStopped: Bool { !statuses.isEmpty }

  /// The containers that fit.
  ///
  /// - Parameters:
  ///   - containers: all of them, newest first.
  ///   - images: the images of the store.
  /// - Returns: those that fit, in their order.
  /// - Throws: ``NoSuchContainer`` for one to compare with that is not there.
  func apply(to containers: [Container], images: LocalImages) throws -> [Container] {
    guard !asksForRun else { return [] }
    var kept = containers[...]
    if !before.isEmpty { kept = kept.dropFirst((try before.map { try Self.place($0, containers) }.max() ?? 0) + 1) }
    if !since.isEmpty {
      let newest = try since.map { try Self.place($0, containers) }.min() ?? 0
      kept = kept.prefix { containers.firstIndex(of: $0) ?? 0 < newest }
    }
    let bases = ancestors.flatMap { Self.images(from: $0, in: images) }
    return kept.filter { fits($0) && (ancestors.isEmpty || bases.contains($0.imageID)) }
  }

  private func fits(_ container: Container) -> Bool {
    let name = container.name.description
    return Self.any(ids, fit: [container.id.description]) && Self.any(containerNames, fit: [name, "/\(name)"])
      && (statuses.isEmpty || statuses.contains(container.state.lowercased()))
      && labels.allSatisfy { $0.matches(container.configuration.labels) }
      && (exposed.isEmpty || exposed.contains { Self.hasPort($0, container.configuration.exposedPorts) })
      && (volumes.isEmpty || volumes.contains { container.configuration.volumes.contains($0) })
      && (health.isEmpty || health.contains("none"))
  }

  /// Whether one of some regular expressions is found in one of some texts; true without any expression.
  private static func any(_ patterns: [String], fit texts: [String]) -> Bool {
    patterns.isEmpty
      || patterns.contains { pattern in
        texts.contains { text in
          text == pattern || (try? Regex(pattern)).map { text.firstMatch(of: $0) != nil } == true
        }
      }
  }

  /// `80`, `80/udp` or `80-90/tcp`; without a protocol TCP is meant.
  private static func hasPort(_ text: String, _ ports: Set<String>) -> Bool {
    let parts = text.split(separator: "/", maxSplits: 1)
    let kind = parts.count > 1 ? String(parts[1]) : "tcp"
    let bounds = parts.first?.split(separator: "-", maxSplits: 1).compactMap { UInt16($0) } ?? []
    guard let low = bounds.first, let high = bounds.last, low <= high else { return false }
    return (low...high).contains { ports.contains("\($0)/\(kind)") }
  }

  private static func place(_ text: String, _ containers: [Container]) throws(NoSuchContainer) -> Int {
    guard
      let place = containers.firstIndex(where: { $0.name.description == text || $0.id.description == text })
        ?? containers.firstIndex(where: { !text.isEmpty && $0.id.description.hasPrefix(text) })
    else { throw NoSuchContainer(name: text) }
    return place
  }

  /// The ids of an image and of those that were built on it; none for an image that is not here.
  private static func images(from text: String, in images: LocalImages) -> [Digest] {
    guard let name = try? ImageName(parsing: text), let base = try? images.find(name) else { return [] }
    let descendants = images.all.filter { image in
      guard let own = base.configuration?.body, let other = image.configuration?.body else { return false }
      return own.isBase(of: other)
    }
    return [base.id] + descendants.map(\.id)
  }

  /// A container that others are compared with is not there.
  public struct NoSuchContainer: Error, Hashable {
    /// As it was named.
    public let name: String
  }
}
