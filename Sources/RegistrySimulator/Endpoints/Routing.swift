import Archive
import DistributionSpec
import Glibc
import ImageSpec

extension RegistrySimulator {
  /// Answers a request.
  func answer(_ request: RegistryRequest) async -> RegistryResponse {
    var response: RegistryResponse
    do { response = try await route(request) } catch let refusal as Refusal {
      response = RegistryResponse(refusal)
    } catch let error as SystemError where error.number == ENOSPC || error.number == EDQUOT {
      response = RegistryResponse(Refusal(503, .unavailable, message: "no space left"))
    } catch {
      // The storage failed, or the client's body broke off; nobody may read the latter.
      response = RegistryResponse(Refusal(500, .unknown, message: "internal error", detail: .string("\(error)")))
    }
    if request.path.hasPrefix("/v2") { response.headers["Docker-Distribution-Api-Version"] = "registry/2.0" }
    return request.method == "HEAD" ? response.withoutBody : response
  }

  private func route(_ request: RegistryRequest) async throws -> RegistryResponse {
    switch request.path {
    case "/token": return try await token(request)
    case "/v1/_ping": return try ping(request)
    case "/v1/search": return try search(request)
    default: break
    }
    if request.path.hasPrefix("/foreign/") {
      return try await foreignLayer(request, String(request.path.dropFirst("/foreign/".count)))
    }
    let endpoint: Endpoint
    do { endpoint = try Endpoint(path: request.path) } catch { throw Refusal(error) }
    if let name = endpoint.repository, damaged[.repository(name)] != nil {
      throw Refusal(503, .unavailable, message: "the repository's storage is damaged")
    }
    switch endpoint {
    case .base:
      try require(request, ["GET", "HEAD"], .base)
      return RegistryResponse(200, json: Array("{}".utf8))
    case .catalog:
      let caller = try require(request, ["GET", "HEAD"], .catalog)
      return try listRepositories(request, for: caller)
    case .tags(let name):
      try require(request, ["GET", "HEAD"], .pull(name))
      return try listTags(request, name)
    case .referrers(let name, let digest):
      try require(request, ["GET", "HEAD"], .pull(name))
      return try listReferrers(request, name, digest)
    case .manifest(let name, let reference):
      let response = try await manifest(request, name, reference)
      return limiter.count(response, to: request, by: doorkeeper.user(of: request)?.name)
    case .blob(let name, let digest): return try await blob(request, name, digest)
    case .uploads(let name):
      let caller = try require(request, ["POST"], .push(name))
      return try await openUpload(request, name, by: caller)
    case .upload(let name, let session):
      try require(request, ["GET", "HEAD", "PATCH", "PUT", "DELETE"], .push(name))
      return try await upload(request, name, session)
    }
  }

  /// Lets a request pass whose method the endpoint has and whose sender may do that.
  @discardableResult
  func require(
    _ request: RegistryRequest, _ methods: [String], _ permission: Permission
  ) throws(Refusal) -> Caller {
    guard methods.contains(request.method) else {
      throw Refusal(405, .unsupported, headers: ["Allow": methods.joined(separator: ", ")])
    }
    return try doorkeeper.authorize(request, permission)
  }

  private func token(_ request: RegistryRequest) async throws -> RegistryResponse {
    try await doorkeeper.token(request, limit: limits.formSize) { name in
      existingArea(.repository(name)).map { !$0.read(\.isEmpty) } ?? false
    }
  }

  /// What a repository shows; nothing where there is none.
  func contents(_ name: RepositoryName) -> AreaContents {
    existingArea(.repository(name))?.contents ?? AreaContents()
  }
}
