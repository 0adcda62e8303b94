import ArgumentParser
import ImageOperations
import ImageSpec
import Presentation
import RegistryClient
import Worlds

/// `login`.
public struct LoginCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Log in to a registry")
  public static let synopsis = "[OPTIONS] [SERVER]"
  public static let argumentKinds: [ArgumentKind] = [.registry]
  public static let examples = [
    Example("login", "to Docker Hub, asking for name and password"),
    Example("login -u alice --password-stdin localhost:5000 < secret", "from a script"),
  ]

  @Option(name: [.customShort("u"), .long], help: ArgumentHelp("The user's name", valueName: "string"))
  var username: String?
  @Option(
    name: [.customShort("p"), .long],
    help: ArgumentHelp("The password; everybody on this machine can see it", valueName: "string"))
  var password: String?
  @Flag(name: .customLong("password-stdin"), help: "Take the password from standard input")
  var passwordStdin = false
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "The registry's host; Docker Hub if there is none")
  var server: String?

  public init() {}

  public var story: Story { get throws { Story(provides: [.credential(try RegistryHost(server: server))]) } }

  /// The most bytes that a password may have.
  private static let passwordLimit = 64 << 10

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    let host = try RegistryHost(server: server)
    let credential = try await credential(for: host, context)
    try await Login(host, credential).run(in: context.world)
    if let file = context.world.credentials as? DockerConfigFile, try await file.helper(for: host) == nil {
      try context.errors.write(
        "\nWARNING! Your credentials are stored unencrypted in '\(Escaping.line(file.path))'.\n"
          + "Configure a credential helper to keep them safe.\n\n")
    }
    try context.output.line("Login Succeeded")
  }

  private func credential(for host: RegistryHost, _ context: CommandContext) async throws -> Credential {
    if password != nil, passwordStdin { throw LoginRefused.passwordTwice }
    if let password {
      try context.errors.line("WARNING! Using --password via the CLI is insecure. Use --password-stdin.")
      guard let username else { throw LoginRefused.noUsername }
      return try Self.credential(username, password)
    }
    if passwordStdin {
      guard let username else { throw LoginRefused.noUsername }
      var bytes = try await context.prompter.standardInput(limit: Self.passwordLimit)
      if bytes.last == 0x0A { bytes.removeLast() }
      if bytes.last == 0x0D { bytes.removeLast() }
      return try Self.credential(username, String(decoding: bytes, as: UTF8.self))
    }
    let stored = try await context.world.credentials.credential(for: host)
    if let stored, username == nil || username == stored.username {
      try context.output.line(
        "Authenticating with existing credentials... [Username: \(Escaping.line(stored.username))]")
      return stored
    }
    return try await ask(host, context)
  }

  private func ask(_ host: RegistryHost, _ context: CommandContext) async throws -> Credential {
    guard context.prompter.isInteractive else { throw LoginRefused.notATerminal }
    if host == .dockerHub, username == nil {
      try context.output.line(
        "Log in with your Docker ID to push and pull images from Docker Hub. "
          + "If you have none, create one at https://hub.docker.com.")
    }
    var name = username
    if name == nil { name = try await context.prompter.answer("Username: ") }
    guard let name, !name.isEmpty else { throw LoginRefused.noUsername }
    guard let password = try await context.prompter.secret("Password: "), !password.isEmpty else {
      throw LoginRefused.noPassword
    }
    return try Self.credential(name, password)
  }

  private static func credential(_ username: String, _ password: String) throws -> Credential {
    guard !password.isEmpty else { throw LoginRefused.noPassword }
    return Credential(username: username, password: password)
  }
}

/// Why a login did not begin.
enum LoginRefused: Error {
  case passwordTwice
  case noUsername
  case noPassword
  case notATerminal
}

extension RegistryHost {
  /// The host that a user means by what he writes behind `login`: a host, with a scheme and a path perhaps, or nothing
  /// for Docker Hub.
  init(server: String?) throws {
    guard var text = server, !text.isEmpty else {
      self = .dockerHub
      return
    }
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) { text = String(text.dropFirst(scheme.count)) }
    text = String(text.prefix { $0 != "/" })
    try self.init(parsing: text)
  }
}
