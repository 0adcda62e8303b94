import ByteStreams
import ImageSpec

/// Why a helper program did not serve. Never holds what the program was told or gave as a secret.
public enum CredentialHelperError: Error, Hashable {
  /// The name is not `[a-z0-9][a-z0-9-]*`.
  case invalidName(String)
  /// No such program on `PATH`.
  case notFound(program: String)
  /// The program could not be started; with the system's error number.
  case notStarted(program: String, errno: Int32)
  /// The program ended with this status and this message, foreign text.
  case failed(program: String, status: Int32, message: String)
  /// The program took longer than allowed and was ended.
  case timedOut(program: String)
  /// The program said more than allowed, or not what the protocol wants.
  case unusableAnswer(program: String)
  /// The registry's name or the credential has a control character, which could be read as another line.
  case unusableInput(program: String)
}

/// Talks to docker's credential helper programs, `docker-credential-SUFFIX get|store|erase|list`.
///
/// See [the helpers' protocol](https://github.com/docker/docker-credential-helpers#development).
struct CredentialHelpers: Sendable {
  let environment: [String: String]
  var timeout: Duration = .seconds(60)

  private static let tokenUser = "<token>"
  private static let absent = "credentials not found in native keychain"

  func get(_ server: String, from suffix: String) async throws -> Credential? {
    let program = try program(suffix)
    let answer: [UInt8]
    do { answer = try await run(program, "get", server) } catch let error as CredentialHelperError {
      if case .failed(_, _, let message) = error, message.contains(Self.absent) { return nil }
      throw error
    }
    guard let object = (try? JSON(parsing: answer))?.object, let secret = object["Secret"]?.string else {
      throw CredentialHelperError.unusableAnswer(program: program)
    }
    let username = object["Username"]?.string ?? ""
    if username.isEmpty, secret.isEmpty { return nil }
    return username == Self.tokenUser
      ? Credential(username: "", identityToken: secret) : Credential(username: username, password: secret)
  }

  func store(_ credential: Credential, _ server: String, in suffix: String) async throws {
    let program = try program(suffix)
    let username = credential.kind == .identityToken ? Self.tokenUser : credential.username
    let input: JSON = [
      "ServerURL": .string(server), "Username": .string(username), "Secret": .string(credential.secret),
    ]
    guard !(server + username + credential.secret).unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 })
    else {
      throw CredentialHelperError.unusableInput(program: program)
    }
    _ = try await run(program, "store", input.text())
  }

  func erase(_ server: String, in suffix: String) async throws {
    _ = try await run(try program(suffix), "erase", server)
  }

  /// Servers and user names.
  func list(_ suffix: String) async throws -> [(server: String, username: String)] {
    let program = try program(suffix)
    guard let object = (try? JSON(parsing: try await run(program, "list", "")))?.object else {
      throw CredentialHelperError.unusableAnswer(program: program)
    }
    return object.members.map { ($0.key, $0.value.string ?? "") }
  }

  private func program(_ suffix: String) throws -> String {
    func isWord(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) }
    guard let first = suffix.utf8.first, isWord(first), suffix.utf8.allSatisfy({ isWord($0) || $0 == 0x2D }) else {
      throw CredentialHelperError.invalidName(suffix)
    }
    return "docker-credential-\(suffix)"
  }

  private func run(_ program: String, _ action: String, _ input: String) async throws -> [UInt8] {
    guard !input.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
      throw CredentialHelperError.unusableInput(program: program)
    }
    let process = HelperProcess(program: program, environment: environment, timeout: timeout)
    return try await BlockingThreads.run { try process.run(action, input: Array("\(input)\n".utf8)) }
  }
}
