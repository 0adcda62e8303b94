import ByteStreams
import ImageSpec

/// docker's own `config.json` as a credential store, with the helper programs that it names.
///
/// Keys that are not about credentials are kept, in their order. A helper that fails is an error; the file is never
/// asked in its place. Two processes may write at once: writers hold a lock on the folder, readers see one file or the
/// other.
public final class DockerConfigFile: CredentialStore {
  /// Why the file can't be used.
  public enum Failure: Error, Hashable {
    /// The file is no JSON object; it is left as it is.
    case notJSON(path: String)
    /// The system refuses; with its error number.
    case system(path: String, errno: Int32)
    /// A helper program did not serve; with the member of the file that names it. Nobody else is asked in its place.
    case helper(CredentialHelperError, path: String, key: String)
    /// `DOCKER_AUTH_CONFIG` is no JSON object.
    case malformedEnvironment
    /// The registry's credential comes from `DOCKER_AUTH_CONFIG`, which can't be changed from here.
    case fromEnvironment(RegistryHost)
  }

  /// The file's path.
  public let path: String
  private let helpers: CredentialHelpers
  /// What `DOCKER_AUTH_CONFIG` holds: read only, and it wins over the file and its helpers.
  private let environmentText: String?

  /// - Parameters:
  ///   - path: the file; it need not exist.
  ///   - environment: what helper programs get, and whose `PATH` they are looked for in.
  public init(path: String, environment: [String: String]) {
    self.path = path
    var inherited = environment
    // What helpers need not know, they don't.
    environmentText = inherited.removeValue(forKey: "DOCKER_AUTH_CONFIG").flatMap { $0.isEmpty ? nil : $0 }
    helpers = CredentialHelpers(environment: inherited)
  }

  /// The credential that the environment brings for a registry.
  private func environmentCredential(_ host: RegistryHost) throws -> Credential? {
    guard let environmentText else { return nil }
    guard let document = DockerConfigDocument(parsing: Array(environmentText.utf8)) else {
      throw Failure.malformedEnvironment
    }
    return document.credential(host)
  }

  /// Runs a helper; its failure names the file and the member.
  private func asking<Result>(
    _ helper: DockerConfigDocument.Helper, _ body: (CredentialHelpers) async throws -> Result
  ) async throws -> Result {
    do { return try await body(helpers) } catch let error as CredentialHelperError {
      throw Failure.helper(error, path: path, key: helper.key)
    }
  }

  /// The suffix of the helper that keeps a registry's credential; `nil` when it stands in the file, readable to whoever
  /// can read the file.
  public func helper(for host: RegistryHost) async throws -> String? { try await read().helper(host)?.suffix }

  public func credential(for host: RegistryHost) async throws -> Credential? {
    if let brought = try environmentCredential(host) { return brought }
    let document = try await read()
    guard let helper = document.helper(host) else { return document.credential(host) }
    return try await asking(helper) { try await $0.get(DockerConfigDocument.key(host), from: helper.suffix) }
  }

  public func store(_ credential: Credential, for host: RegistryHost) async throws {
    guard try environmentCredential(host) == nil else { throw Failure.fromEnvironment(host) }
    if let helper = try await read().helper(host) {
      try await asking(helper) { try await $0.store(credential, DockerConfigDocument.key(host), in: helper.suffix) }
      return try await change { $0.set(nil, for: host) }
    }
    try await change { $0.set(credential, for: host) }
  }

  @discardableResult
  public func erase(for host: RegistryHost) async throws -> Bool {
    let document = try await read()
    var existed = document.entries.contains { $0.host == host }
    if let helper = document.helper(host) {
      let key = DockerConfigDocument.key(host)
      if try await asking(helper, { try await $0.get(key, from: helper.suffix) }) != nil {
        existed = true
        try await asking(helper) { try await $0.erase(key, in: helper.suffix) }
      }
    }
    // Without an entry there is nothing to write, and a file that does not exist stays away.
    guard document.entries.contains(where: { $0.host == host }) else { return existed }
    try await change { _ = $0.remove(host) }
    return existed
  }

  public func list() async throws -> [(host: RegistryHost, username: String?)] {
    let document = try await read()
    var usernames: [RegistryHost: String] = [:]
    if let helper = document.defaultHelper {
      for (key, username) in try await asking(helper, { try await $0.list(helper.suffix) }) {
        if let host = DockerConfigDocument.host(key) { usernames[host] = username }
      }
    }
    for (host, credential) in document.entries where usernames[host] == nil { usernames[host] = credential?.username }
    let hosts = Set(document.helpedHosts + document.entries.map(\.host)).union(usernames.keys)
    return hosts.sorted().map { (host: $0, username: usernames[$0]) }
  }

  public func credentialAtHand(for host: RegistryHost) async throws -> Credential? {
    if let brought = try environmentCredential(host) { return brought }
    let document = try await read()
    return document.helper(host) == nil ? document.credential(host) : nil
  }

  public func registriesAtHand() async throws -> [(host: RegistryHost, username: String?)] {
    let document = try await read()
    let names = Dictionary(document.entries.map { ($0.host, $0.credential?.username) }) { first, _ in first }
    return Set(document.helpedHosts).union(names.keys).sorted().map { (host: $0, username: names[$0] ?? nil) }
  }

  func read() async throws -> DockerConfigDocument {
    let path = path
    return try await BlockingThreads.run { try Self.document(path) }
  }

  private func change(_ body: @escaping @Sendable (inout DockerConfigDocument) -> Void) async throws {
    let path = path
    try await BlockingThreads.run {
      try PrivateFile.replace(path) { _ in
        var document = try Self.document(path)
        body(&document)
        return document.encoded
      }
    }
  }

  private static func document(_ path: String) throws -> DockerConfigDocument {
    guard let bytes = try PrivateFile.read(path), !bytes.isEmpty else { return DockerConfigDocument() }
    guard let document = DockerConfigDocument(parsing: bytes) else { throw Failure.notJSON(path: path) }
    return document
  }
}
