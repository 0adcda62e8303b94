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

  /// `/v2/_catalog`: the repositories that the caller may pull.
  func listRepositories(_ request: RegistryRequest, for caller: Caller) throws -> RegistryResponse {
    // Whoever may list may see by his account what his token, which is for the list alone, does not name.
    let page = try page(repositories.filter { caller.owns(rightToPull: $0) }, request)
    return RegistryResponse(200, headers: page.headers, json: RepositoryList(repositories: page.entries).encoded())
  }

  /// The page of a sorted list that `n` and `last` ask for, with the `Link` to the next one.
  private func page<Entry>(
    _ all: [Entry], _ request: RegistryRequest, name: (Entry) -> String = { "\($0)" }
  ) throws(Refusal) -> (entries: [Entry], headers: RegistryHeaders) {
    var count = limits.pageSize
    if let text = request.query["n"] {
      guard let wanted = Int(text), wanted >= 0 else {
        throw Refusal(
          400, .unsupported, message: ErrorCode.paginationNumberInvalid.usualMessage, detail: ["n": .string(text)])
      }
      count = min(wanted, count)
    }
    // By the name and not its place, so that a page stays right when names come and go.
    let rest = request.query["last"].map { last in all.drop { name($0) <= last } } ?? all[...]
    let entries = Array(rest.prefix(count))
    guard let last = entries.last, entries.count < rest.count else { return (entries, [:]) }
    var query = Query(request.query.items.filter { $0.name != "n" && $0.name != "last" }.map { ($0.name, $0.value) })
    query.append("n", String(count))
    query.append("last", name(last))
    return (entries, ["Link": LinkHeader(next: "\(request.path)?\(query.encoded)").header])
  }

  /// `/v2/NAME/referrers/DIGEST`: an index also where nothing is known, as the standard wants it.
  func listReferrers(
    _ request: RegistryRequest, _ name: RepositoryName, _ digest: Digest
  ) throws(Refusal) -> RegistryResponse {
    var records = contents(name).manifests.values.filter { $0.subject == digest }
    let filter = request.query["artifactType"]
    if let filter { records = records.filter { $0.artifactType?.lowercased() == filter.lowercased() } }
    records.sort { $0.descriptor.digest < $1.descriptor.digest }
    let page = try page(records, request) { $0.descriptor.digest.description }
    var headers = page.headers
    headers["Content-Type"] = MediaType.ociIndex.description
    if filter != nil { headers["OCI-Filters-Applied"] = "artifactType" }
    let index: JSON = [
      "schemaVersion": 2, "mediaType": .string(MediaType.ociIndex.description),
      "manifests": .array(page.entries.map(\.referrer)),
    ]
    return RegistryResponse(200, headers: headers, json: index.encoded())
  }
}
