import ImageCommands
import ImageOperations
import ImageSpec
import LineEditing
import Presentation
import Testing
import Worlds

@testable import InteractiveShell

@Suite struct ShellPromptTests {
  private static let alice = (try? RegistryHost(parsing: "localhost:5000")).map {
    KnownNames.Account(host: $0, username: "alice")
  }

  private func text(
    _ world: World.Origin = .real, isOwn: Bool = true, account: KnownNames.Account? = nil, _ segments: [String] = [],
    status: Int32 = 0, columns: Int = 80
  ) -> String {
    ShellPrompt(
      world: world, isOwnWorld: isOwn, account: account, segments: segments, status: ExitStatus(rawValue: status)
    ).prompt(style: .plain, columns: columns).text
  }

  @Test func `It says who is logged in, the world, the step, the jobs and the status`() {
    #expect(text() == "drydock> ")
    #expect(text(account: Self.alice) == "drydock alice@localhost:5000> ")
    #expect(text(.simulated(fixture: "linux-basics"), ["2 jobs"], status: 1) == "drydock (linux-basics) [2 jobs] [1]> ")
    let all = text(.simulated(fixture: "x"), isOwn: false, account: Self.alice, ["page 3/11"], status: 130)
    #expect(all == "drydock alice@localhost:5000 (simulated) [page 3/11] [130]> ")
  }

  @Test("On a narrow terminal it is shortened, and the status stays", arguments: [20, 30, 40, 50, 60, 80, 120])
  func narrow(columns: Int) {
    let prompt = text(
      .simulated(fixture: "a-世界-of-its-own"), account: Self.alice, ["windows-container-images 3/11", "12 jobs"],
      status: 125, columns: columns)
    #expect(prompt.hasPrefix("drydock") && prompt.hasSuffix(" [125]> "))
    if columns >= 24 { #expect(DisplayWidth.of(prompt) <= max(columns * 2 / 3, columns - 20)) }
    if columns >= 50 { #expect(prompt.contains("3/11]")) }
    if columns >= 120 { #expect(prompt.contains("alice@localhost:5000 (a-世界-of-its-own)")) }
  }

  @Test func `What comes from elsewhere is escaped`() throws {
    let account = KnownNames.Account(host: try RegistryHost(parsing: "localhost"), username: "a\u{1b}[2J\nb")
    #expect(!text(account: account, ["\u{7}page"]).unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test func `The account is that of the registry used last, else the only one`() async throws {
    let test = try await TestSession()
    #expect(await test.session.account() == nil)
    #expect(await test.session.run("login -u alice -p 'correct horse battery staple'") == .done(.success))
    #expect(await test.session.account() == KnownNames.Account(host: .dockerHub, username: "alice"))
    let hub = KnownNames.Account(host: .dockerHub, username: "alice")
    let other = KnownNames.Account(host: try RegistryHost(parsing: "localhost:5000"), username: nil)
    #expect(RegistryWatch.chosen(of: [hub, other], lastUsed: other.host) == other)
    #expect(RegistryWatch.chosen(of: [hub, other], lastUsed: nil) == nil)
    #expect(RegistryWatch.chosen(of: [other], lastUsed: .dockerHub) == other)
    await test.close()
  }
}
