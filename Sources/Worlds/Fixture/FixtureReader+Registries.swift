import CommandLanguage
import ImageSpec

extension FixtureReader {
  func registries(_ node: FixtureNode?, _ images: Set<String>) throws(FixtureError) -> [FixtureRegistry] {
    var registries: [FixtureRegistry] = []
    for (key, value) in try node?.entries() ?? [] {
      let host: RegistryHost
      do { host = try RegistryHost(parsing: key) } catch {
        throw value.error(.invalid(key, reason: "not a registry's host"))
      }
      guard !registries.contains(where: { $0.host == host }) else {
        throw value.error(.invalid(key, reason: "stands twice"))
      }
      let members = try value.members([
        "authentication", "anonymous", "rate-limit", "limits", "repositories", "search", "weather",
      ])
      let authentication = try members["authentication"]?.choice() ?? FixtureRegistry.Authentication.none
      var repositories: [FixtureRepository] = []
      for (name, value) in try members["repositories"]?.entries() ?? [] {
        repositories.append(try repository(name, value, images, authentication))
      }
      registries.append(
        FixtureRegistry(
          host: host, authentication: authentication,
          allowsAnonymousPull: try needsAccounts(members["anonymous"], authentication)?.flag() ?? true,
          rateLimits: try rateLimits(members["rate-limit"]), limits: try limits(members["limits"]),
          repositories: repositories,
          catalogue: try catalogue(members["search"], repositories), weather: try weather(members["weather"])))
    }
    return registries
  }

  private func repository(
    _ key: String, _ node: FixtureNode, _ images: Set<String>, _ authentication: FixtureRegistry.Authentication
  ) throws(FixtureError) -> FixtureRepository {
    let name: RepositoryName
    do { name = try RepositoryName(parsing: key) } catch {
      throw node.error(.invalid(key, reason: "not a repository's name"))
    }
    let members = try node.members(["tags", "private", "description", "stars", "official", "automated"])
    var tags: [Tag: String] = [:]
    for (key, value) in try members["tags"]?.entries() ?? [] {
      guard let tag = try? Tag(parsing: key) else { throw value.error(.invalid(key, reason: "not a tag")) }
      tags[tag] = try self.name(value, among: images, kind: "image or index")
    }
    return FixtureRepository(
      name: name, tags: tags, isPrivate: try needsAccounts(members["private"], authentication)?.flag() ?? false,
      description: try members["description"]?.text() ?? "",
      stars: try members["stars"]?.integer(0...Int64(Int32.max)) ?? 0,
      isOfficial: try members["official"]?.flag() ?? false, isAutomated: try members["automated"]?.flag() ?? false)
  }

  /// What the search lists: the repositories of `search`, else those that have a description.
  private func catalogue(
    _ node: FixtureNode?, _ repositories: [FixtureRepository]
  ) throws(FixtureError) -> [RepositoryName] {
    guard let node else { return repositories.filter { !$0.description.isEmpty && !$0.isPrivate }.map(\.name) }
    var catalogue: [RepositoryName] = []
    for element in try node.elements() {
      let name = try self.name(element, among: repositories.map(\.name.description), kind: "repository")
      catalogue.append(contentsOf: repositories.map(\.name).filter { $0.description == name })
    }
    return catalogue
  }

  func givenImages(_ node: FixtureNode?, _ images: Set<String>) throws(FixtureError) -> [GivenImage] {
    var given: [GivenImage] = []
    for (key, value) in try node?.entries() ?? [] {
      guard let reference = try? ImageReference(parsing: key), reference.digest == nil else {
        throw value.error(.invalid(key, reason: "not a name with or without a tag"))
      }
      given.append(
        GivenImage(
          reference: reference.withDefaultTag, image: try name(value, among: images, kind: "image or index")))
    }
    return given
  }

  func givenContainers(
    _ node: FixtureNode?, _ registries: [FixtureRegistry], seed: UInt64
  ) throws(FixtureError) -> [GivenContainer] {
    var containers: [GivenContainer] = []
    for element in try node?.elements() ?? [] {
      let members = try element.members(["id", "name", "image", "command", "created", "changes"])
      let idNode = try members.required("id")
      let id = try self.id(idNode, seed: seed)
      guard !containers.contains(where: { $0.id == id }) else {
        throw idNode.error(.invalid(try idNode.text(), reason: "stands twice"))
      }
      let imageNode = try members.required("image")
      let image = try imageNode.parsed { try ImageReference(parsing: $0).withDefaultTag }
      let isThere = registries.first { $0.host == image.host }?.repository(image.repository).map { repository in
        image.tag.map { repository.tags[$0] != nil } ?? false
      }
      guard isThere == true else {
        throw imageNode.error(.undefined(image.familiar, kind: "tag in a registry", nearest: nil))
      }
      var created: Timestamp?
      if let text = members["created"] { created = try text.parsed { Timestamp(parsing: $0) } }
      containers.append(
        GivenContainer(
          id: id, name: try members["name"]?.text(), image: image, command: try members["command"]?.texts(),
          created: created, changes: try files(members["changes"])))
    }
    return containers
  }

  /// A container's id: what is written, with the digits that are left decided by the seed.
  private func id(_ node: FixtureNode, seed: UInt64) throws(FixtureError) -> String {
    let prefix = try node.text()
    guard (1...64).contains(prefix.utf8.count), prefix.utf8.allSatisfy(\.isLowerHexDigit),
      let rest = try? Digest(of: Array("container \(prefix) of \(seed)".utf8))
    else { throw node.error(.invalid(prefix, reason: "not 1 to 64 lower-case hexadecimal digits")) }
    return prefix + rest.hex.prefix(64 - prefix.utf8.count)
  }
}
