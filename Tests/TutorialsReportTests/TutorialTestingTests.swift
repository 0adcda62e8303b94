import Foundation
import TestSupport
import Testing
import TutorialTesting
import Tutorials

/// Pages in a Swift Testing suite.
@Suite struct TutorialTestingTests {
  @Test func `a page that does what it says is no issue`() async throws {
    let report = try await Tutorial("tutorials/windows-container-images.md").verify(strict: true)
    #expect(report.isClean)
  }

  @Test(arguments: ["tutorials", "tutorials/"]) func allPagesOfAFolderAreFound(folder: String) throws {
    let all = try Tutorial.all(in: folder)
    #expect(all.map(\.name).contains { $0.hasSuffix("tutorials/windows-container-images.md") })
    #expect(all.allSatisfy { FileManager.default.fileExists(atPath: $0.path) })
  }

  @Test func `pages below a folder are found, those without commands are not, and no page at all is an error`() throws {
    let folder = try ScratchFolder()
    try FileManager.default.createDirectory(atPath: folder("more"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: folder(".hidden"), withIntermediateDirectories: true)
    #expect(throws: NoTutorials.self) { try Tutorial.all(in: folder.path) }
    for name in ["more/b.md", "a.md", ".hidden/c.md", "a.txt"] {
      try CheckCommandTests.good.write(toFile: folder(name), atomically: true, encoding: .utf8)
    }
    try "# Prose\n".write(toFile: folder("prose.md"), atomically: true, encoding: .utf8)
    try "```console\n$ docker images\n".write(toFile: folder("open.md"), atomically: true, encoding: .utf8)
    #expect(try Tutorial.all(in: folder.path).map(\.path) == ["a.md", "more/b.md", "open.md"].map { folder($0) })
    #expect(throws: (any Error).self) { try Tutorial.all(in: folder("absent")) }
  }

  /// The issues that a body records.
  private func issues(_ body: () async throws -> Void) async throws -> [Issue] {
    let seen = Box()
    try await withKnownIssue(isIntermittent: true) {
      try await body()
    } matching: { issue in
      seen.add(issue)
      return true
    }
    return seen.all
  }

  @Test func `what refuses a page is an issue at the page's line, and says what was expected and what was seen`()
    async throws
  {
    let folder = try ScratchFolder()
    let page = folder("page.md")
    try """
    # A page

    ```console
    $ docker pull -q microsoft/nanoserver
    ```

    ```console
    $ docker tag microsoft/nanoserver mine
    $ docker tag microsoft/absent other
    ```
    """.write(toFile: page, atomically: true, encoding: .utf8)
    let issues = try await issues { try await Tutorial(page, fixture: "windows-2016").verify() }
    let issue = try #require(issues.first)
    #expect(issues.count == 1, "\(issues)")
    #expect(issue.sourceLocation?.filePath == page)
    #expect(issue.sourceLocation?.line == 9)
    #expect(issue.sourceLocation?.fileName == "page.md")
    #expect(issue.severity == .error)
    let text = issue.comments.map(\.rawValue).joined()
    #expect(text.contains("defect, undefined: no step makes the image microsoft/absent:latest"), "\(text)")
    #expect(text.contains("expected  image microsoft/absent:latest"), "\(text)")
  }

  @Test func `drift is a warning, and an issue where the test is strict`() async throws {
    let folder = try ScratchFolder()
    let page = folder("page.md")
    try CheckCommandTests.drifted.write(toFile: page, atomically: true, encoding: .utf8)
    let told = try await issues { try await Tutorial(page, fixture: "windows-2016").verify() }
    #expect(told.map(\.severity) == [.warning])
    #expect(told.first?.sourceLocation?.line == 4)
    let strict = try await issues { try await Tutorial(page, fixture: "windows-2016").verify(strict: true) }
    #expect(strict.map(\.severity) == [.error])
    let unmet = folder("unmet.md")
    try CheckCommandTests.unmet.write(toFile: unmet, atomically: true, encoding: .utf8)
    #expect(try await issues { try await Tutorial(unmet).verify(allowingUnmet: ["run"]) }.isEmpty)
    #expect(try await issues { try await Tutorial(unmet).verify() }.count == 1)
  }

  @Test func `what the baseline has is no issue, and what it has in vain is a warning`() async throws {
    let folder = try ScratchFolder()
    let page = folder("page.md")
    try CheckCommandTests.unmet.write(toFile: page, atomically: true, encoding: .utf8)
    let step = try #require(try Page(contentsOf: page).steps.first).identity
    func write(_ token: String) throws {
      try """
      {"findings": [{"page": "\(page)", "step": "\(step)", "kind": "missing-verb", "token": "\(token)"}]}
      """.write(toFile: folder("known.json"), atomically: true, encoding: .utf8)
    }
    try write("docker run x")
    #expect(try await issues { try await Tutorial(page).verify(baseline: folder("known.json")) }.isEmpty)
    try write("docker run y")
    let seen = try await issues { try await Tutorial(page).verify(baseline: folder("known.json")) }
    #expect(seen.map(\.severity) == [.warning, .error])
    await #expect(throws: (any Error).self) { try await Tutorial(page).verify(baseline: folder("absent.json")) }
  }

  @Test func `a page that can't be read is an issue at the line that is wrong`() async throws {
    let folder = try ScratchFolder()
    let page = folder("page.md")
    try "# A\n\n<!-- tutorial: skp -->\n```console\n$ docker images\n```\n".write(
      toFile: page, atomically: true, encoding: .utf8)
    let issues = try await issues {
      await #expect(throws: PageError.self) { try await Tutorial(page).verify() }
    }
    #expect(issues.map { $0.sourceLocation?.line } == [3])
    #expect(issues.first?.comments.first?.rawValue.contains("Did you mean \"skip\"?") == true)
  }
}

/// Keeps issues.
private final class Box: @unchecked Sendable {
  private let lock = NSLock()
  private var issues: [Issue] = []

  var all: [Issue] { lock.withLock { issues } }
  func add(_ issue: Issue) { lock.withLock { issues.append(issue) } }
}
