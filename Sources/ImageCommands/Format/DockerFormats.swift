import RegistryClient
import Worlds

extension World {
  /// A format that docker's `config.json` sets for a listing, under a key as `imagesFormat`. A simulated world has no
  /// such file; one that can't be read sets nothing, as in docker.
  func configuredFormat(_ key: String) async -> String? {
    guard let file = credentials as? DockerConfigFile, let text = try? await file.text(of: key) else { return nil }
    return text.isEmpty ? nil : text
  }
}
