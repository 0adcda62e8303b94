import ImageSpec

/// The members of docker's `config.json` that are about credentials; all others are kept as they are.
///
/// See [docker login](https://docs.docker.com/reference/cli/docker/login/#credential-stores).
struct DockerConfigDocument {
  private(set) var root: JSONObject

  /// The key of Docker Hub.
  static let hubKey = "https://index.docker.io/v1/"

  init(root: JSONObject = JSONObject()) { self.root = root }

  /// Reads the file's bytes; `nil` where they are no JSON object.
  init?(parsing bytes: [UInt8]) {
    guard let object = (try? JSON(parsing: bytes))?.object else { return nil }
    root = object
  }

  /// The bytes as docker writes them: tab-indented, without a final newline.
  var encoded: [UInt8] { JSON.object(root).encoded(.indented("\t")) }

  /// The key under which a registry stands.
  static func key(_ host: RegistryHost) -> String { host == .dockerHub ? hubKey : host.description }

  /// The registry that a key means: scheme and path don't count.
  static func host(_ key: String) -> RegistryHost? {
    var text = key[...]
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) { text = text.dropFirst(scheme.count) }
    return try? RegistryHost(parsing: text.prefix { $0 != "/" })
  }

  /// A helper program, and the member that names it.
  struct Helper {
    let suffix: String
    /// As it stands in the file: `credsStore`, or `credHelpers` with the registry.
    let key: String
  }

  /// The helper program that keeps a registry's credential, where one does.
  func helper(_ host: RegistryHost) -> Helper? {
    let own = root["credHelpers"]?.object?.members.first { Self.host($0.key) == host }
    if let own, let suffix = own.value.string { return Helper(suffix: suffix, key: "credHelpers[\"\(own.key)\"]") }
    return defaultHelper
  }

  /// The helper of all registries that have no helper of their own.
  var defaultHelper: Helper? {
    guard let name = root["credsStore"]?.string, !name.isEmpty else { return nil }
    return Helper(suffix: name, key: "credsStore")
  }

  /// The registries with a helper of their own.
  var helpedHosts: [RegistryHost] { root["credHelpers"]?.object?.keys.compactMap(Self.host) ?? [] }

  /// The entries of `auths`: registries and what is kept here, `nil` for the empty mark that a helper keeps it.
  var entries: [(host: RegistryHost, credential: Credential?)] {
    (root["auths"]?.object?.members ?? []).compactMap { key, value in
      guard let host = Self.host(key), let entry = value.object else { return nil }
      return (host, Self.credential(entry))
    }
  }

  /// The credential kept here; the registry's very key counts more than one that merely means it.
  func credential(_ host: RegistryHost) -> Credential? {
    if let entry = root["auths"]?.object?[Self.key(host)]?.object, let found = Self.credential(entry) { return found }
    return entries.first { $0.host == host && $0.credential != nil }?.credential
  }

  private static func credential(_ entry: JSONObject) -> Credential? {
    let plain = entry["auth"]?.string.flatMap(Base64.decode)
    let parts = plain?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let username = parts?.first ?? entry["username"]?.string ?? ""
    if let token = entry["identitytoken"]?.string, !token.isEmpty {
      return Credential(username: username, identityToken: token)
    }
    // docker ends the password at a NUL, which old versions wrote.
    let password = parts.flatMap { $0.count == 2 ? $0[1] : nil }?.prefix { $0 != "\0" }
    guard let secret = password.map(String.init) ?? entry["password"]?.string, !username.isEmpty || !secret.isEmpty
    else {
      return nil
    }
    return Credential(username: username, password: secret)
  }

  /// Sets a registry's entry, an empty one where a helper keeps the credential. What else the entry had is kept.
  mutating func set(_ credential: Credential?, for host: RegistryHost) {
    var auths = root["auths"]?.object ?? JSONObject()
    let key = Self.key(host)
    for other in auths.keys where other != key && Self.host(other) == host { auths[other] = nil }
    var entry = auths[key]?.object ?? JSONObject()
    for member in ["auth", "identitytoken", "username", "password"] { entry[member] = nil }
    if let credential {
      let password = credential.kind == .password ? credential.secret : ""
      entry["auth"] = .string(Base64.encode("\(credential.username):\(password)"))
      if credential.kind == .identityToken { entry["identitytoken"] = .string(credential.secret) }
    }
    auths[key] = .object(entry)
    root["auths"] = .object(auths)
  }

  /// Removes every entry that means a registry, and says whether there was one.
  mutating func remove(_ host: RegistryHost) -> Bool {
    guard var auths = root["auths"]?.object else { return false }
    let keys = auths.keys.filter { Self.host($0) == host }
    for key in keys { auths[key] = nil }
    root["auths"] = .object(auths)
    return !keys.isEmpty
  }
}
