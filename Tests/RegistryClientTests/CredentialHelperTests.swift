import Foundation
import ImageSpec
import TestSupport
import Testing

@testable import RegistryClient

@Suite struct CredentialHelperTests {
  private let folder: ScratchFolder
  private let file: DockerConfigFile
  private let host: RegistryHost

  init() throws {
    folder = try ScratchFolder()
    file = DockerConfigFile(
      path: folder("config.json"), environment: ["PATH": "\(folder.path):/usr/bin:/bin", "STORE": folder("store")])
    host = try RegistryHost(parsing: "r.example:5000")
  }

  /// Makes a helper program out of a shell script.
  private func program(_ suffix: String, _ script: String) throws {
    let path = folder("docker-credential-\(suffix)")
    try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
    chmod(path, 0o755)
  }

  /// A helper's failure, with the file and the member that names it.
  private func failure(_ error: CredentialHelperError, key: String = "credsStore") -> DockerConfigFile.Failure {
    .helper(error, path: folder("config.json"), key: key)
  }

  private func configure(_ text: String) throws {
    try text.write(toFile: folder("config.json"), atomically: true, encoding: .utf8)
  }

  /// A helper that keeps one answer in a file.
  private static let keeper = """
    case "$1" in
      store) cat > "$STORE" ;;
      get) read server; if [ -f "$STORE" ]; then cat "$STORE"; else echo "credentials not found in native keychain"; exit 1; fi ;;
      erase) read server; rm "$STORE" ;;
      list) echo '{"https://index.docker.io/v1/":"hubuser"}' ;;
    esac
    """

  @Test func `a helper keeps the credential, and the file only a mark`() async throws {
    try program("keeper", Self.keeper)
    try configure(#"{"credsStore":"keeper"}"#)
    #expect(try await file.credential(for: host) == nil)
    try await file.store(Credential(username: "ann", password: "p\"w"), for: host)
    #expect(try await file.credential(for: host) == Credential(username: "ann", password: "p\"w"))
    let text = try String(contentsOfFile: folder("config.json"), encoding: .utf8)
    #expect(text.contains("\"r.example:5000\": {}"))
    let told = try String(contentsOfFile: folder("store"), encoding: .utf8)
    #expect(told == #"{"ServerURL":"r.example:5000","Username":"ann","Secret":"p\"w"}"# + "\n")
    #expect(try await file.list().map(\.host) == [.dockerHub, host])
    #expect(try await file.erase(for: host))
    #expect(!FileManager.default.fileExists(atPath: folder("store")))
    #expect(try await file.credential(for: host) == nil)
  }

  @Test func `a registry's own helper counts more than the general one`() async throws {
    try program("own", #"echo '{"ServerURL":"x","Username":"<token>","Secret":"t"}'"#)
    try configure(#"{"credsStore":"absent","credHelpers":{"r.example:5000":"own"}}"#)
    #expect(try await file.credential(for: host) == Credential(username: "", identityToken: "t"))
    await #expect(throws: failure(.notFound(program: "docker-credential-absent"))) {
      try await file.credential(for: .dockerHub)
    }
  }

  @Test func `a helper that fails is an error, though the file has a credential`() async throws {
    try program("broken", "echo locked; exit 3")
    try configure(#"{"credsStore":"broken","auths":{"r.example:5000":{"auth":"YTpi"}}}"#)
    await #expect(
      throws: failure(.failed(program: "docker-credential-broken", status: 3, message: "locked\n"))
    ) {
      try await file.credential(for: host)
    }
  }

  @Test(arguments: ["../evil", "a;b", "A", "-x", "a b", "a/b"])
  func `a name that is no plain word is not run`(name: String) async throws {
    try configure(#"{"credsStore":"\#(name)"}"#)
    await #expect(throws: failure(.invalidName(name))) { try await file.credential(for: host) }
  }

  @Test(arguments: ["exec sleep 1000", "exec sleep 1000 >&-"])
  func `a helper that hangs is ended`(script: String) async throws {
    try program("slow", script)
    let helpers = CredentialHelpers(environment: ["PATH": "\(folder.path):/usr/bin:/bin"], timeout: .milliseconds(200))
    await #expect(throws: CredentialHelperError.timedOut(program: "docker-credential-slow")) {
      try await helpers.get("x", from: "slow")
    }
  }

  @Test func `a helper that talks without end is ended`() async throws {
    try program("loud", "exec yes")
    try configure(#"{"credsStore":"loud"}"#)
    await #expect(throws: failure(.unusableAnswer(program: "docker-credential-loud"))) {
      try await file.credential(for: host)
    }
  }

  @Test func `a secret that would be two lines is not handed over`() async throws {
    try program("keeper", Self.keeper)
    try configure(#"{"credsStore":"keeper"}"#)
    await #expect(throws: failure(.unusableInput(program: "docker-credential-keeper"))) {
      try await file.store(Credential(username: "a\nhost=evil", password: "b"), for: host)
    }
    #expect(!FileManager.default.fileExists(atPath: folder("store")))
  }

  @Test func `a registry's own helper that is missing is named with its key, and the general one is not asked`()
    async throws
  {
    try program("keeper", "touch \"$STORE\"; " + Self.keeper)
    try configure(#"{"credsStore":"keeper","credHelpers":{"r.example:5000":"gone"}}"#)
    await #expect(
      throws: failure(.notFound(program: "docker-credential-gone"), key: #"credHelpers["r.example:5000"]"#)
    ) { try await file.credential(for: host) }
    #expect(!FileManager.default.fileExists(atPath: folder("store")))
  }

  @Test func `what a hanging helper started ends with it`() async throws {
    try program("parent", "sleep 1000 & echo $! > \"$STORE\"; wait")
    let helpers = CredentialHelpers(
      environment: ["PATH": "\(folder.path):/usr/bin:/bin", "STORE": folder("store")], timeout: .milliseconds(500))
    await #expect(throws: CredentialHelperError.timedOut(program: "docker-credential-parent")) {
      try await helpers.get("x", from: "parent")
    }
    let child = try #require(
      Int32(
        try String(contentsOfFile: folder("store"), encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
    // It is dead, or somebody's zombie until that one looks.
    while kill(child, 0) == 0 {
      let status = (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)) ?? ") Z"
      if status.contains(") Z") { break }
      await Task.yield()
    }
  }

  @Test func `the environment's credentials win, and are only read`() async throws {
    try program("keeper", Self.keeper)
    try configure(#"{"credsStore":"keeper","auths":{"r.example:5000":{"auth":"YTpi"}}}"#)
    let file = DockerConfigFile(
      path: folder("config.json"),
      environment: [
        "PATH": "\(folder.path):/usr/bin:/bin", "STORE": folder("store"),
        "DOCKER_AUTH_CONFIG": #"{"auths":{"r.example:5000":{"auth":"ZW52OnNlY3JldA=="}}}"#,
      ])
    #expect(try await file.credential(for: host) == Credential(username: "env", password: "secret"))
    #expect(try await file.credential(for: .dockerHub) == nil)
    await #expect(throws: DockerConfigFile.Failure.fromEnvironment(host)) {
      try await file.store(Credential(username: "a", password: "b"), for: host)
    }
    let broken = DockerConfigFile(path: folder("config.json"), environment: ["DOCKER_AUTH_CONFIG": "s3cret"])
    await #expect(throws: DockerConfigFile.Failure.malformedEnvironment) { try await broken.credential(for: host) }
  }
}
