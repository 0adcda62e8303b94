import TestSupport
import Testing
import Tutorials

/// What a page uses and never makes, found without running it.
@Suite struct StoryTests {
  static let cases: [(name: String, fence: String, found: [String])] = [
    ("all is made", "$ docker pull alpine\n$ docker tag alpine me/a\n$ docker rmi me/a alpine", []),
    ("an image nobody made", "$ docker tag mine other", ["4 undefined"]),
    ("a container nobody made", "$ docker rm web", ["4 undefined"]),
    ("a container by an id that nobody showed", "$ docker commit 475059caef8f a", ["4 undefined"]),
    (
      "use after removal", "$ docker pull alpine\n$ docker rmi alpine\n$ docker history alpine",
      ["6 removed"]
    ),
    (
      "what is made again is there again",
      "$ docker pull alpine\n$ docker rmi alpine\n$ docker pull alpine\n$ docker history alpine", []
    ),
    ("a refused removal removes nothing", "$ docker rm web\nError: No such container: web", []),
    (
      "push before login", "$ docker pull a\n$ docker tag a me/a\n$ docker push me/a\n$ docker login -u me\nPassword:",
      ["6 undefined"]
    ),
    (
      "push after logout",
      "$ docker login -u me\nPassword:\n$ docker pull a\n$ docker tag a me/a\n$ docker logout\n$ docker push me/a",
      ["9 undefined"]
    ),
    ("a page that shows no login takes it for granted", "$ docker pull a\n$ docker tag a me/a\n$ docker push me/a", []),
    ("what an absent verb may make", "$ docker run -d --name web nginx\n$ docker rm web", ["4 missing-verb"]),
    ("an unquoted wildcard", "$ docker search *", ["4 wildcard"]),
    ("a name for nothing", "$ docker rm <container>", ["4 placeholder"]),
    ("a name that a sample gives a value", "$ docker pull a\n$ docker create a\n<id>\n$ docker rm <id>", []),
    ("a flag that there is not", "$ docker images --nonsense", ["4 syntax"]),
    (
      "two ids for one image",
      """
      $ docker pull a
      $ docker images
      REPOSITORY  TAG     IMAGE ID      CREATED      SIZE
      a           latest  111111111111  2 hours ago  1kB
      $ docker images
      REPOSITORY  TAG     IMAGE ID      CREATED      SIZE
      a           latest  222222222222  2 hours ago  1kB
      """, ["10 id"]
    ),
    (
      "a history begins with the image's id",
      """
      $ docker pull a
      $ docker images
      REPOSITORY  TAG     IMAGE ID      CREATED      SIZE
      a           latest  111111111111  2 hours ago  1kB
      $ docker history a
      IMAGE         CREATED      CREATED BY  SIZE  COMMENT
      222222222222  2 hours ago  sh          1kB
      """, ["10 id"]
    ),
    (
      "one id for what is made of another",
      """
      $ docker pull a
      $ docker create --name web a
      $ docker commit web b
      $ docker images
      REPOSITORY  TAG     IMAGE ID      CREATED      SIZE
      a           latest  111111111111  2 hours ago  1kB
      b           latest  111111111111  2 hours ago  1kB
      """, ["10 id"]
    ),
    (
      "a list of what is not there",
      """
      $ docker pull a
      $ docker images
      REPOSITORY  TAG     IMAGE ID      CREATED      SIZE
      a           latest  111111111111  2 hours ago  1kB
      b           1.0     222222222222  2 hours ago  1kB
      """, ["8 undefined"]
    ),
    ("an id that a command printed", "$ docker pull a\n$ docker create a\n\(id)\n$ docker rm \(id.prefix(12))", []),
  ]
  static let id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

  @Test(arguments: cases) func `a page's story is followed`(
    one: (name: String, fence: String, found: [String])
  ) throws {
    let report = try LintPages.lint(LintPages.fence(one.fence))
    #expect(report.places == one.found, "\(one.name): \(report.text)")
  }

  @Test(arguments: cases) func `a replay finds the same`(
    one: (name: String, fence: String, found: [String])
  ) async throws {
    let page = try LintPages.fence(one.fence)
    try await Agreement.expect(on: page)
  }

  @Test(arguments: LintedPage.all) func `a replay of a page of the corpus finds the same`(one: LintedPage) async throws
  {
    guard let page = one.page else { return }
    try await Agreement.expect(on: page, in: one.isDerived ? nil : LintedPage.fixture())
  }

  @Test(arguments: LintPages.shipped) func `a replay of a shipped page finds the same`(name: String) async throws {
    try await Agreement.expect(on: LintPages.shipped(name))
  }

  @Test(arguments: LintPages.shipped) func `a shipped page is clean`(name: String) throws {
    let report = try LintPages.lint(LintPages.shipped(name))
    #expect(report.findings.isEmpty, "\(report.text)")
  }

  @Test func `the page that the project comes from has its defects by name`() async throws {
    let page = try LintPages.page(SeedPage.text)
    let report = try LintPages.lint(page)
    let reasons = report.findings.map(\.reason)
    for reason in [
      "no step makes the container 475059caef8f", "the image windowsservercoreiis:latest was removed on line 26",
      "two ids for one: 02cb7f65d61b on line 17, 6801d964fda5 here",
      "no step makes the image username/containername:latest",
      "the page shows windowsservercore:10.0.14300.1000, which no step makes",
      "the page shows windowsservercore:latest, which no step makes",
      "other shells replace an unquoted * by the names of files: quote it",
      "two generations on one page: 'VIRTUAL SIZE' is of docker before 1.10, "
        + "'SIZE' on line 16 of docker 1.10 or later, but before 29",
    ] {
      #expect(reasons.contains(reason), "\(report.text)")
    }
    #expect(report.count(.defect) == 6 && report.count(.drift) == 2, "\(report.text)")
    #expect(report.isRefused())
    try await Agreement.expect(on: page)
  }
}
