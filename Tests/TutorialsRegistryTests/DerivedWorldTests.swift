import Foundation
import TestSupport
import Testing
import Tutorials

/// Pages that name no fixture, replayed in the world that they describe themselves.
@Suite struct DerivedWorldTests {
  private func check(_ page: Page) async throws -> PageReport {
    try await TutorialCheck(
      in: DerivedWorldSource(temporaryFolder: NSTemporaryDirectory()), library: Pages.library, timeout: Pages.patience
    ).run(page)
  }

  @Test func `every step of the Windows page gets a verdict, and what nobody made stays a defect`() async throws {
    let report = try await check(Pages.page(SeedPage.text))
    #expect(
      report.steps.map(\.verdict) == [
        .pass, .pass, .drift, .defect, .pass, .defect, .drift, .drift, .defect, .drift, .defect,
      ], "\(report.text)")
    #expect(report.steps.allSatisfy { $0.commands.allSatisfy { $0.status == 0 } }, "\(report.text)")
    #expect(report.world == "simulated world derived from page")
    #expect(report.notes.count == 1)
  }

  @Test func `a page that makes all that it uses passes in its own world`() async throws {
    let page = try Pages.fence(
      """
      $ docker pull alpine:3.20
      $ docker create --name web alpine:3.20
      $ docker cp index.html web:/srv/www/
      $ docker cp web:/etc/motd .
      $ docker commit web registry.example.com/team/site:1
      $ docker login -u alice registry.example.com
      Password:
      Login Succeeded
      $ docker push registry.example.com/team/site:1
      $ docker rm web
      web
      $ docker rmi registry.example.com/team/site:1 alpine:3.20
      $ docker pull registry.example.com/team/site:1
      """)
    let report = try await check(page)
    #expect(
      report.count(.defect) + report.count(.unmet) + report.count(.fail) + report.count(.skipped) == 0, "\(report.text)"
    )
  }
}
