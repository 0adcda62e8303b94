import Foundation
import TestSupport
import Testing

/// A program that was taken away from the package that it was built in finds the pages and fixtures beside it.
@Suite struct InstalledProgramTests {
  private static let tutorials = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "tutorials").path(percentEncoded: false)

  @Test func itFindsThePagesThatCameWithIt() async throws {
    let drydock = try Drydock()
    let ended = try await drydock.bash(
      """
      set -e
      mkdir -p prefix/bin prefix/share/drydock
      ln "$drydock" prefix/bin/drydock 2>/dev/null || cp "$drydock" prefix/bin/drydock
      cp -r '\(Self.tutorials)' prefix/share/drydock/tutorials
      prefix/bin/drydock tutorial list
      prefix/bin/drydock tutorial check --only 1 first-steps
      """)
    #expect(ended.status == 0, "\(ended.errors)")
    let pages = try FileManager.default.contentsOfDirectory(atPath: Self.tutorials).filter { $0.hasSuffix(".md") }
    #expect(pages.count >= 7)
    for page in pages { #expect(ended.output.contains("\n\(page.dropLast(3)) "), "\(ended.output)") }
    #expect(ended.output.contains("1 step: 1 pass"))
  }

  @Test func withoutThemItSaysWhatThereIs() async throws {
    let drydock = try Drydock()
    let ended = try await drydock.bash(
      """
      mkdir -p prefix/bin
      ln "$drydock" prefix/bin/drydock 2>/dev/null || cp "$drydock" prefix/bin/drydock
      prefix/bin/drydock tutorial check first-steps
      """)
    #expect(ended.status == 2)
    #expect(ended.errors.contains("first-steps"))
  }
}
