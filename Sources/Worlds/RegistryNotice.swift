import HTTPTransport
import RegistryClient

/// Something that people should know while a registry is spoken to, though nothing failed.
public enum RegistryNotice: Sendable {
  /// A request is made again after a wait.
  case waiting(RetryNotice)
  /// A mirror did not serve; the next one is asked, or the registry itself.
  case mirrorFailed(address: String, any Error)
}
