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
  public static let exclusiveOptions: [Set<String>] = [["password", "password-stdin"]]
  public static let examples = [
    Example("login", "to Docker Hub, asking for name and password"),
    Example("login -u alice --password-stdin localhost:5000 < secret", "from a script"),
  ]

  @Option(name: [.customShort("u"), .long], help: ArgumentHelp("The user's name", valueName: "string"))
  var username: String?
  @Option(
    name: [.customShort("p"), .long],
    help: ArgumentHelp("The password, for all here to see; - reads it from stdin", valueName: "string"))
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
    if let kept = try await kept(for: host, context), try await isTaken(kept, host, context) {
      return try context.output.line("Login Succeeded")
    }
    let credential = try await given(host, context)
    try await Login(host, credential).run(in: context.world)
    if let file = context.world.credentials as? DockerConfigFile, try await file.helper(for: host) == nil {
      try context.errors.write(
        "\nWARNING! Your credentials are stored unencrypted in '\(Escaping.line(file.path))'.\n"
          + "Configure a credential helper to remove this warning. See\n"
          + "https://docs.docker.com/go/credential-store/\n\n")
    }
    try context.output.line("Login Succeeded")
  }

  /// Whether the password comes from standard input; `-p -` is another way to say so.
  private var readsInput: Bool { passwordStdin || password == "-" }

  /// The credential that is kept, where nothing says that another one is meant.
  private func kept(for host: RegistryHost, _ context: CommandContext) async throws -> Credential? {
    if password != nil, passwordStdin { throw LoginRefused.passwordTwice }
    guard password == nil, !passwordStdin, let kept = try await context.world.credentials.credential(for: host)
    else { return nil }
    return username == nil || username == kept.username ? kept : nil
  }

  /// Tries a kept credential; one that is refused is no reason not to ask for another.
  private func isTaken(_ kept: Credential, _ host: RegistryHost, _ context: CommandContext) async throws -> Bool {
    try context.errors.write(
      "Authenticating with existing credentials... [Username: \(Escaping.line(kept.username))]\n\n"
        + " Info -> For another account, log out with 'logout' first.\n\n\n")
    do {
      try await Login(host, kept, isKept: true).run(in: context.world)
      return true
    } catch let error as Login.Rejected {
      guard context.prompter.isInteractive else { throw error }
      try context.errors.line("Login did not succeed: \(Escaping.line(error.error.message))")
      return false
    }
  }

  /// The credential that the command line, standard input or a person gives.
  private func given(_ host: RegistryHost, _ context: CommandContext) async throws -> Credential {
    if readsInput {
      guard let username else { throw LoginRefused.stdinWithoutUsername }
      var bytes = try await context.prompter.standardInput(limit: Self.passwordLimit)
      if bytes.last == 0x0A { bytes.removeLast() }
      if bytes.last == 0x0D { bytes.removeLast() }
      guard !bytes.isEmpty else { throw LoginRefused.emptyInput }
      return Credential(username: username, password: String(decoding: bytes, as: UTF8.self))
    }
    if password != nil {
      try context.errors.line("WARNING! Using --password via the CLI is insecure. Use --password-stdin.")
    }
    if let username, let password, !password.isEmpty { return Credential(username: username, password: password) }
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
    var secret = password
    if secret == nil || secret == "" { secret = try await context.prompter.secret("Password: ") }
    guard let secret, !secret.isEmpty else { throw LoginRefused.noPassword }
    return Credential(username: name, password: secret)
  }
}

extension RegistryHost {
  /// The host that a user means by what he writes behind `login`: a host, with a scheme and a path perhaps, or nothing
  /// for Docker Hub.
  package init(server: String?) throws {
    guard var text = server, !text.isEmpty else {
      self = .dockerHub
      return
    }
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) { text = String(text.dropFirst(scheme.count)) }
    text = String(text.prefix { $0 != "/" })
    try self.init(parsing: text)
  }
}
