import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials

/// What completion knows of pages.
@Suite struct PageWordTests {
  @Test func `Pages come with their titles, and steps with their headings`() throws {
    let bench = try Bench()
    try FileManager.default.createDirectory(atPath: bench.folder("tutorials"), withIntermediateDirectories: true)
    try bench.page(
      """
      # A page

      ## Look

      ```
      $ docker images
      ```

      ## Fetch

      <!-- tutorial: id=fetch -->
      ```
      $ docker pull a
      ```
      """, "tutorials/page.md")
    try bench.page("No tutorial.", "tutorials/other.md")
    let tutorials = TutorialExtension(library: Library(folders: [bench.folder("tutorials")]))
    #expect(
      tutorials.candidates(for: .page, behind: ["tutorial", "check"]) == [
        KnownWord("other"), KnownWord("page", gloss: "A page"),
      ])
    let steps = [
      KnownWord("1", gloss: "Look"), KnownWord("2", gloss: "Fetch"), KnownWord("fetch", gloss: "Fetch"),
    ]
    #expect(tutorials.candidates(for: .step, behind: ["tutorial", "check", "--json", "page", "--from"]) == steps)
    #expect(
      tutorials.candidates(for: .step, behind: ["tutorial", "check", bench.folder("tutorials/page.md")]) == steps)
    #expect(tutorials.candidates(for: .step, behind: ["tutorial", "check", "--from"]).isEmpty)
    #expect(tutorials.candidates(for: .registry, behind: ["tutorial", "check"]).isEmpty)
  }
}
