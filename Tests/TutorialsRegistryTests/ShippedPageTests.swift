import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials

/// The shipped page against Debian's registry.
@Suite struct ShippedPageTests {
  @Test func `the page on Windows images passes against a real registry and leaves nothing there`() async throws {
    let server = try RealRegistry(user: ProvisioningTests.user)
    let contents = try RegistryContents(server, user: ProvisioningTests.user)
    try await contents.put("microsoft/aspnet:latest", "somebody's own")
    let before = try await contents.tags()
    let page = try Pages.shipped("windows-container-images")
    let source = RegistryWorldSource(
      server.url, fixture: try Pages.library.loadFixture(try #require(page.frontMatter.fixture)),
      temporaryFolder: NSTemporaryDirectory())
    let report = try await TutorialCheck(in: source, library: Pages.library, timeout: Pages.patience).run(
      page)
    #expect(report.isClean, "\(report.text)")
    #expect(report.steps.allSatisfy { $0.assertions > 0 })
    #expect(report.world.contains(server.url))
    #expect(try await contents.tags() == before)
  }
}
