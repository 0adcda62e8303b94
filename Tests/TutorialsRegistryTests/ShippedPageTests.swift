import Foundation
import ImageCommands
import RegistryClient
import TestSupport
import Testing
import Tutorials
import Worlds

/// The shipped pages against Debian's registry. What can't be done there is left to the simulated world: bad weather.
@Suite struct ShippedPageTests {
  static let pages = Pages.library.pages.filter { !$0.hasPrefix("when-things-go-wrong") }

  @Test(arguments: pages)
  func `a page passes against a real registry and leaves nothing there`(name: String) async throws {
    let page = try Pages.shipped(name)
    let fixture = try Pages.library.loadFixture(try #require(page.frontMatter.fixture))
    let account = try #require(fixture.accounts.first?.credential)
    let user = (account.username, account.secret)
    let server = try RealRegistry(user: user)
    let contents = try RegistryContents(server, user: user)
    try await contents.put("microsoft/aspnet:latest", "somebody's own")
    let before = try await contents.tags()
    let source = RegistryWorldSource(server.url, fixture: fixture, temporaryFolder: NSTemporaryDirectory())
    let report = try await TutorialCheck(in: source, library: Pages.library, timeout: Pages.patience).run(page)
    #expect(report.isClean, "\(report.text)")
    #expect(report.steps.allSatisfy { $0.assertions > 0 })
    #expect(report.world.contains(server.url))
    #expect(try await contents.tags() == before)
  }
}
