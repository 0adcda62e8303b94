import ContentStore
import DistributionSpec
import Foundation
import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore
import RegistryClient
import TestSupport
import Testing
import Tutorials
import Worlds

/// Against Debian's registry, which wants a name and a password and takes no foreign layers.
@Suite struct ProvisioningTests {
  static let user = (name: "username", password: "a simulated password")
  static let page = """
    $ docker pull microsoft/windowsservercore
    $ docker tag microsoft/windowsservercore username/copy
    $ docker login
    Username: username
    Password:
    Login Succeeded
    $ docker push username/copy
    """

  private func source(_ server: RealRegistry, _ environment: [String: String] = [:]) throws -> RegistryWorldSource {
    RegistryWorldSource(
      server.url, fixture: try Pages.library.loadFixture("windows-2016"), environment: environment,
      temporaryFolder: NSTemporaryDirectory())
  }

  @Test func `only what the page names is put there, below a prefix, and is gone in the end; the rest stays`()
    async throws
  {
    let server = try RealRegistry(user: Self.user)
    let contents = try RegistryContents(server, user: Self.user)
    try await contents.put("microsoft/windowsservercore:latest", "somebody's own")
    try await contents.put("username/copy:latest", "theirs too")
    let before = try await contents.tags()
    let names = server.names()

    let checked = try await source(server).open(for: Pages.fence(Self.page))
    let provisioned = try await contents.ofChecks()
    #expect(
      provisioned == [
        try checked.remoteName("microsoft/windowsservercore:10.0.14300.1000"),
        try checked.remoteName("microsoft/windowsservercore"),
      ])
    #expect(checked.label.contains(server.url))
    #expect(
      checked.capabilities == WorldCapabilities(search: .catalogue, holdsForeignLayers: false, logsRequests: false))
    #expect(checked.notes.count == 1)

    let world = checked.world
    let core = try ImageReference(parsing: "microsoft/windowsservercore")
    let copy = try ImageReference(parsing: "username/copy")
    let pulled = try await Pull(core).run(in: world)
    #expect(try await contents.tags()[try checked.remoteName("microsoft/windowsservercore")] == pulled.root.digest)
    #expect(pulled.copy.foreign.isEmpty)
    try await TagImage(try ImageName(parsing: "microsoft/windowsservercore"), as: copy).run(in: world)
    let refused = await #expect(throws: AccessRefused.self) { try await Push(copy).run(in: world) }
    #expect(refused?.cause == .loginNeeded)
    try await Login(.dockerHub, Credential(username: Self.user.name, password: Self.user.password)).run(in: world)
    try await Push(copy).run(in: world)
    #expect(try await contents.tags()[try checked.remoteName("username/copy")] == pulled.root.digest)

    await checked.close()
    #expect(try await contents.tags() == before)
    #expect(server.names() == names)
    #expect(!FileManager.default.fileExists(atPath: world.store.path))
    await checked.close()
  }

  @Test func `a wrong password is wrong in the page's world too, and no login is stored`() async throws {
    let server = try RealRegistry(user: Self.user)
    let checked = try await source(server).open(for: Pages.fence("$ docker login"))
    await #expect(throws: Login.Rejected.self) {
      try await Login(.dockerHub, Credential(username: Self.user.name, password: "wrong")).run(in: checked.world)
    }
    #expect(try await checked.world.credentials.list().isEmpty)
    await checked.close()
  }

  @Test func `the environment's account is sent in the place of the fixture's`() async throws {
    let server = try RealRegistry(user: ("ci", "of the environment"))
    let contents = try RegistryContents(server, user: ("ci", "of the environment"))
    let environment = ["DRYDOCK_CHECK_USERNAME": "ci", "DRYDOCK_CHECK_PASSWORD": "of the environment"]
    let page = try Pages.fence(Self.page)
    let report = try await TutorialCheck(
      in: try source(server, environment), library: Pages.library, timeout: Pages.patience
    ).run(
      page)
    #expect(report.count(.fail) + report.count(.unmet) + report.count(.skipped) == 0, "\(report.text)")
    #expect(try await contents.ofChecks().isEmpty)
  }

  @Test func `a search page has all repositories, without the prefix and without other people's`() async throws {
    let server = try RealRegistry(user: Self.user)
    let contents = try RegistryContents(server, user: Self.user)
    try await contents.put("microsoft/iis-of-others:1", "theirs")
    let checked = try await source(server).open(for: Pages.fence("$ docker search iis"))
    let found = try await Search("iis").run(in: checked.world).results.map(\.name)
    #expect(found == ["microsoft/iis"])
    let all = try await Search("*", limit: 100).run(in: checked.world).results.map(\.name)
    #expect(all.count == 17)
    #expect(try await Search("docker").run(in: checked.world).results.isEmpty)
    #expect(checked.notes.contains { $0.contains("catalogue") })
    await checked.close()
    #expect(try await contents.ofChecks().isEmpty)
  }

  @Test func `a derived world is provisioned as well, indexes with their images`() async throws {
    let server = try RealRegistry()
    let contents = try RegistryContents(server)
    let page = try Pages.fence(
      """
      $ docker pull --platform linux/amd64 tool
      $ docker pull --platform linux/arm64 registry.example.com/tool:2
      $ docker pull --platform linux/arm64 tool
      """)
    let source = RegistryWorldSource(server.url, fixture: nil, temporaryFolder: NSTemporaryDirectory())
    let checked = try await source.open(for: page)
    #expect(try await contents.ofChecks().count == 2)
    #expect(server.names().contains { $0.contains("registry.example.com") })
    await checked.close()
    #expect(server.names().isEmpty)
  }

  @Test func `a registry that does not delete is told of before`() async throws {
    let server = try RealRegistry(user: Self.user, allowsDelete: false)
    let contents = try RegistryContents(server, user: Self.user)
    let checked = try await source(server).open(for: Pages.fence("$ docker pull microsoft/nanoserver"))
    #expect(checked.notes.contains { $0.contains("does not delete") && $0.contains("drydock-check-") })
    await checked.close()
    #expect(try await !contents.ofChecks().isEmpty)
  }

  @Test func `an address that is none, nobody there, no registry, no account and a wrong one are errors by name`()
    async throws
  {
    let page = try Pages.fence("$ docker pull microsoft/nanoserver")
    func failure(_ url: String, _ environment: [String: String] = [:]) async throws -> String {
      let source = RegistryWorldSource(
        url, fixture: try Pages.library.loadFixture("windows-2016"), environment: environment,
        temporaryFolder: NSTemporaryDirectory())
      do { await (try source.open(for: page)).close() } catch let error as ProvisioningError {
        #expect(error.status.rawValue == 2)
        return error.description
      }
      return ""
    }
    #expect(try await failure("localhost:5000").contains("must begin with"))
    #expect(try await failure("http://exa mple").contains("not a registry's address"))
    #expect(try await failure("http://registry.example.com").contains("plain http"))
    let server = try RealRegistry(user: ("somebody", "else"))
    #expect(try await failure(server.url).contains("does not take the account username"))
    #expect(try await failure("\(server.url)/elsewhere").contains("is no registry"))
    let environment = ["DRYDOCK_CHECK_USERNAME": "x", "DRYDOCK_CHECK_PASSWORD": "y"]
    #expect(try await failure(server.url, environment).contains("account x"))
    let gone = try ClosedPort()
    #expect(try await failure("http://127.0.0.1:\(gone.port)").contains("nobody answers"))
    let derived = RegistryWorldSource(server.url, fixture: nil, temporaryFolder: NSTemporaryDirectory())
    let error = await #expect(throws: ProvisioningError.self) { try await derived.open(for: page) }
    guard case .accountNeeded = error else { return #expect(Bool(false), "\(String(describing: error))") }
  }
}
