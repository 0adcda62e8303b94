import Testing
import Tutorials

/// What in samples dates them, and pages on which they do not agree.
@Suite struct DatingTests {
  static let old = """
    $ docker images
    REPOSITORY  TAG     IMAGE ID      CREATED        VIRTUAL SIZE
    a           latest  111111111111  10 weeks ago   1.2 kB
    """
  static let new = """
    $ docker images
    IMAGE      ID            DISK USAGE  CONTENT SIZE  EXTRA
    b:latest   222222222222       1.2kB         600B
    """
  static let push = "$ docker push me/a\nThe push refers to a repository [docker.io/me/a]"
  static let laterPush = "$ docker push me/a\nThe push refers to repository [docker.io/me/a]"
  static let search = "$ docker search a\nNAME  DESCRIPTION  STARS  OFFICIAL  AUTOMATED\na     b            1"
  static let laterSearch = "$ docker search a\nNAME  DESCRIPTION  STARS  OFFICIAL\na     b            1"
  static let login = "$ docker login\nLogin with your Docker ID to push\nUsername: a\nPassword:"
  static let ages =
    "$ docker ps -a\nCONTAINER ID  IMAGE  CREATED       STATUS\n111111111111  a      2 months ago  Created"
  static let oldAges =
    "$ docker ps -a\nCONTAINER ID  IMAGE  CREATED       STATUS\n111111111111  a      9 weeks ago  Created"

  static let cases: [(parts: [String], kinds: Int, reason: String)] = [
    ([old, push], 0, ""), ([laterPush, laterSearch, new], 0, ""),
    ([old, new], 1, "'DISK USAGE' is of docker 29 or later, 'VIRTUAL SIZE' on line 5 of docker before 1.10"),
    ([push, laterPush], 1, "of docker 17.12 or later, 'The push refers to a repository [' on line 5"),
    ([search, laterSearch], 1, "'OFFICIAL without AUTOMATED' is of docker 25 or later, 'AUTOMATED' on line 5"),
    ([login, laterSearch], 1, "'Login with your Docker ID' on line 5 of docker before 24"),
    ([oldAges, ages], 1, "'2 months ago' is of docker 1.13 or later, '9 weeks ago' on line 6 of docker before 1.13"),
    (["$ podman images\nREPOSITORY TAG IMAGE ID CREATED SIZE\na latest 111111111111 2 months ago 1.2 kB", new], 0, ""),
  ]

  @Test(arguments: cases) func `generations that never met are told`(
    one: (parts: [String], kinds: Int, reason: String)
  ) throws {
    let report = try LintPages.lint(LintPages.fence(one.parts.joined(separator: "\n")))
    let found = report.findings.filter { $0.kind == .generation }
    #expect(found.count == one.kinds, "\(report.text)")
    #expect(found.allSatisfy { $0.reason.contains(one.reason) && $0.verdict == .drift }, "\(report.text)")
  }

  @Test func `a page whose samples agree is dated`() throws {
    let report = try LintPages.lint(LintPages.fence(Self.old))
    #expect(report.notes == ["The samples are of docker before 1.10: 'VIRTUAL SIZE' on line 5."])
  }
}
