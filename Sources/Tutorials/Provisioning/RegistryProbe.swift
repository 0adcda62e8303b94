import DistributionSpec
import ImageSpec
import RegistryClient

/// Finds out what a registry can do. Writes nothing, and deletes only what can't be there.
struct RegistryProbe {
  let registry: RemoteRegistry
  /// As the user wrote it.
  let url: String

  /// Sees that there is a registry, and that it takes the credential.
  ///
  /// - Throws: ``ProvisioningError``.
  func checkAccess(_ credential: Credential?) async throws {
    do {
      // A registry that wants nobody's name takes this one too.
      let nobody = Credential(username: "", password: "")
      guard case .rejected = try await registry.check(credential ?? nobody) else { return }
    } catch RegistryProtocolError.notARegistry { throw ProvisioningError.notARegistry(url) } catch {
      if error is CancellationError { throw error }
      if let error = error as? RegistryError, error.status < 500 { throw ProvisioningError.notARegistry(url) }
      throw ProvisioningError.unreachable(url, underlying: error)
    }
    guard let credential else { throw ProvisioningError.accountNeeded(url) }
    throw ProvisioningError.accountRefused(url, username: credential.username)
  }

  /// Whether the registry has a search of its own, a catalogue in its place, or neither.
  func search() async throws -> WorldCapabilities.Search {
    if try await RegistrySearch(registry).isOffered() { return .ownSearch }
    do { _ = try await registry.catalog(limit: 1) } catch is RegistryError { return .none }
    return .catalogue
  }

  /// Whether the registry deletes, asked with a digest that it can't have.
  func deletes(below prefix: CheckPrefix) async throws -> Bool {
    let name = try RepositoryName(parsing: "\(prefix.name)/nothing")
    let digest = try Digest(of: Array(prefix.name.utf8))
    do { try await registry.repository(name).delete(.digest(digest)) } catch let error as RegistryError {
      return error.status == 404 && error.code != .unsupported
    }
    return true
  }
}
