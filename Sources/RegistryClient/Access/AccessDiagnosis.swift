import ContentStore
import DistributionSpec
import HTTPTransport
import ImageSpec

/// Finds out why a registry refused: by its list of tags, its catalogue or search, and by trying the credential.
///
/// At most four requests, each made once; what they can't tell stays untold, and the first error with it.
struct AccessDiagnosis: Sendable {
  let repository: RemoteRepository
  let reference: ImageReference
  let isPush: Bool

  /// How many names are looked through.
  private static let nameLimit = 2000
  /// How many tags are looked through.
  private static let tagLimit = 5000

  /// The error with its cause, where there is more to say than it does.
  func explanation(of error: any Error) async -> any Error {
    switch error {
    case ContentError.unknownReference where !isPush: await missing(error)
    case ContentError.notADocument(let type) where type.description.hasPrefix("text/"):
      RegistryProtocolError.notARegistry(url: registry.endpoint.base.description, status: 200)
    case let error as RegistryError where error.status == 404 && !isPush && isAboutContent(error): await missing(error)
    case let error as RegistryError where error.status == 401 || error.status == 403: await refused(error)
    default: error
    }
  }

  private var registry: RemoteRegistry { repository.registry }

  /// Whether it is the registry that says so, and not the token server.
  private func isAboutContent(_ error: RegistryError) -> Bool {
    (try? registry.endpoint.url(Endpoint.base.path)).map { error.url.hasPrefix($0.description) } ?? false
  }

  private func refusal(_ cause: AccessRefused.Cause, _ error: any Error) -> AccessRefused {
    AccessRefused(
      reference: reference, cause: cause, isPush: isPush, isBasic: registry.authorizer.scheme == "basic",
      underlying: error)
  }

  // MARK: Not there

  private func missing(_ error: any Error) async -> any Error {
    do {
      let tags = try await repository.once().tags(limit: Self.tagLimit)
      return refusal(.noSuchTag(tags: tags), error)
    } catch let answer as RegistryError {
      guard answer.status == 404 else { return refusal(.notFound, error) }
      // A web server says 404 of everything; a registry has at least its own front door.
      if answer.errors.isEmpty, let front = try? await registry.once().frontDoor(), !front.isRegistry {
        return RegistryProtocolError.notARegistry(url: front.url, status: front.status)
      }
      return refusal(.noSuchRepository(others: await others()), error)
    } catch {
      return refusal(.notFound, error)
    }
  }

  /// Names that may be meant: of the catalogue, or of a search where there is none, as on Docker Hub.
  private func others() async -> [String] {
    let registry = registry.once()
    if registry.host != .dockerHub {
      return (try? await registry.catalog(limit: Self.nameLimit).map(\.description)) ?? []
    }
    let word = String(reference.repository.components.last ?? "")
    return (try? await RegistrySearch(registry).results(for: word).map(\.name)) ?? []
  }

  // MARK: Refused

  private func refused(_ error: RegistryError) async -> any Error {
    let isBasic = registry.authorizer.scheme == "basic"
    guard let credential = try? await registry.authorizer.keptCredential() else {
      // Nobody was asked who he is: there is no login that would help.
      guard registry.authorizer.scheme != nil else { return error }
      let wantsLogin = isBasic || isPush || error.url != repository.manifestURL(reference)
      return refusal(wantsLogin ? .loginNeeded : .hidden(username: nil, others: await others()), error)
    }
    let username = credential.username
    switch try? await registry.once().check(credential) {
    case .rejected: return refusal(.wrongCredential(username: username), error)
    case .accepted where isBasic || isPush, .notNeeded: return refusal(.notAllowed(username: username), error)
    case .accepted: return refusal(.hidden(username: username, others: await others()), error)
    case nil: return error
    }
  }
}

extension RemoteRepository {
  /// Why a registry did not give or take an image: ``AccessRefused`` where more can be found out than an error says,
  /// else the error itself. Asks the registry a few questions more.
  ///
  /// - Parameters:
  ///   - error: what a request failed with.
  ///   - reference: what it was about, as people call it.
  ///   - isPush: whether it was to be written.
  /// - Returns: the error to throw.
  public func explanation(
    of error: any Error, for reference: ImageReference, isPush: Bool = false
  ) async -> any Error {
    await AccessDiagnosis(repository: self, reference: reference, isPush: isPush).explanation(of: error)
  }

  /// The same repository, asked without patience.
  fileprivate func once() -> RemoteRepository { registry.once().repository(name) }

  fileprivate func manifestURL(_ reference: ImageReference) -> String? {
    try? registry.endpoint.url(Endpoint.manifest(name, ManifestReference(reference)).path).description
  }
}

extension RemoteRegistry {
  /// What `/v2/` says.
  struct FrontDoor: Sendable {
    let url: String
    let status: Int
    let isRegistry: Bool
  }

  /// Asks `/v2/` whether a registry answers there: it says 200 or 401, and no page for people.
  func frontDoor() async throws -> FrontDoor {
    let url = try endpoint.url(Endpoint.base.path)
    var call = Call(method: .get, url: url)
    call.accept = { _ in .capture(limit: HTTPBodyDestination.errorBodyLimit) }
    let answer = try await send(call)
    let isRegistry = [200, 401, 403].contains(answer.status) && !answer.head.isPage
    return FrontDoor(url: url.description, status: answer.status, isRegistry: isRegistry)
  }
}
