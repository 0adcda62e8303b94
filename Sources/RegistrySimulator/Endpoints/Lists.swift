import DistributionSpec
import ImageSpec

extension RegistrySimulator {
  /// `/v2/NAME/tags/list`.
  func listTags(_ request: RegistryRequest, _ name: RepositoryName) throws -> RegistryResponse {
    let contents = self.contents(name)
    if contents.isEmpty { throw Refusal.unknownRepository(name) }
    let page = try page(contents.tags.keys.sorted(), request)
    return RegistryResponse(
      200, headers: page.headers, json: TagList(name: name.description, tags: page.entries).encoded())
  }

  /// `/v2/_catalog`.
  func listRepositories(_ request: RegistryRequest) throws -> RegistryResponse {
    let page = try page(repositories, request)
    return RegistryResponse(200, headers: page.headers, json: RepositoryList(repositories: page.entries).encoded())
  }

  /// The page of a sorted list that `n` and `last` ask for, with the `Link` to the next one.
  private func page<Entry: Comparable & CustomStringConvertible>(
    _ all: [Entry], _ request: RegistryRequest
  ) throws(Refusal) -> (entries: [Entry], headers: RegistryHeaders) {
    var count = limits.pageSize
    if let text = request.query["n"] {
      guard let wanted = Int(text), wanted >= 0 else {
        throw Refusal(400, .paginationNumberInvalid, detail: ["n": .string(text)])
      }
      count = min(wanted, count)
    }
    // By the name and not its place, so that a page stays right when names come and go.
    let rest = request.query["last"].map { last in all.drop { $0.description <= last } } ?? all[...]
    let entries = Array(rest.prefix(count))
    guard let last = entries.last, entries.count < rest.count else { return (entries, [:]) }
    let query = Query([("n", String(count)), ("last", last.description)])
    return (entries, ["Link": LinkHeader(next: "\(request.path)?\(query.encoded)").header])
  }

  /// `/v2/NAME/referrers/DIGEST`: an index also where nothing is known, as the standard wants it.
  func listReferrers(_ request: RegistryRequest, _ name: RepositoryName, _ digest: Digest) -> RegistryResponse {
    var descriptors = contents(name).manifests.values.filter { $0.subject == digest }.map(\.descriptor)
    var headers: RegistryHeaders = ["Content-Type": MediaType.ociIndex.description]
    if let type = request.query["artifactType"] {
      descriptors = descriptors.filter { $0.artifactType?.description == type }
      headers["OCI-Filters-Applied"] = "artifactType"
    }
    descriptors.sort { $0.digest < $1.digest }
    return RegistryResponse(200, headers: headers, json: Index(manifests: descriptors).encoded())
  }
}
