import HTTPTransport
import ImageSpec
import RegistryClient
import Worlds

extension World {
  /// What a name means in its registry, as far as the registry tells: it may want a credential that only a push itself
  /// will ask for.
  ///
  /// - Throws: `HTTPError` where the registry can't be reached: it will not take anything either.
  func remoteDigest(of reference: ImageReference) async throws -> Digest? {
    do { return try await repository(for: reference).resolve(reference).digest } catch {
      if error is HTTPError || error is CancellationError { throw error }
      return nil
    }
  }
}
