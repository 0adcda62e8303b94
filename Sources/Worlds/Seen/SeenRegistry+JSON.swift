import ImageSpec

extension SeenRegistry {
  private static let version: Int64 = 1

  /// Reads what was written; nil where it is none, of another registry's place or of a later version.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - place: where the registry is reached.
  init?(parsing bytes: [UInt8], of place: String) {
    guard let object = (try? JSON(parsing: bytes))?.object, object["version"]?.integer == Self.version,
      object["place"]?.string == place, let text = object["host"]?.string, let host = try? RegistryHost(parsing: text)
    else { return nil }
    self.init(host: host)
    used = object["used"]?.integer ?? 0
    listed = object["listed"]?.integer
    found = object["found"]?.array?.compactMap(\.string).filter(Self.isName) ?? []
    for (term, moment) in object["searches"]?.object?.members ?? [] { searches[term] = moment.integer }
    for (name, value) in object["repositories"]?.object?.members ?? [] where Self.isName(name) {
      guard let value = value.object, let seen = value["seen"]?.integer else { continue }
      var repository = Repository(seen: seen)
      repository.description = value["description"]?.string
      repository.tags = value["tags"]?.array?.compactMap(\.string).filter { (try? Tag(parsing: $0)) != nil } ?? []
      repository.tagsListed = value["tagsListed"]?.integer
      repositories[name] = repository
    }
  }

  private static func isName(_ text: String) -> Bool { (try? RepositoryName(parsing: text)) != nil }

  /// The file's bytes.
  func encoded(of place: String) -> [UInt8] {
    var list = JSONObject()
    for (name, repository) in repositories.sorted(by: { $0.key < $1.key }) {
      var object = JSONObject()
      object["seen"] = .integer(repository.seen)
      object["description"] = repository.description.map { .string($0) }
      if !repository.tags.isEmpty { object["tags"] = .strings(repository.tags) }
      object["tagsListed"] = repository.tagsListed.map { .integer($0) }
      list[name] = .object(object)
    }
    var times = JSONObject()
    for (term, moment) in searches.sorted(by: { $0.key < $1.key }) { times[term] = .integer(moment) }
    var object = JSONObject()
    object["version"] = .integer(Self.version)
    object["place"] = .string(place)
    object["host"] = .string(host.description)
    object["used"] = .integer(used)
    object["listed"] = listed.map { .integer($0) }
    object["found"] = .strings(found)
    object["searches"] = .object(times)
    object["repositories"] = .object(list)
    return JSON.object(object).encoded()
  }
}
