import ImageCommands
import Testing
import Tutorials

/// Small pages, each with one thing about it.
@Suite struct VerdictTests {
  static func fences(_ fences: String...) -> String {
    fences.map { "```console\n\($0)\n```\n" }.joined(separator: "\nThen:\n\n")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let verdicts: [Verdict]
    let kinds: [Finding.Kind]

    init(_ name: String, _ text: String, _ verdicts: [Verdict], _ kinds: [Finding.Kind] = []) {
      testDescription = name
      self.text = text
      self.verdicts = verdicts
      self.kinds = kinds
    }
  }

  static let cases: [Case] = [
    Case(
      "a verb that is not here", fences("$ docker run -it --name box microsoft/nanoserver cmd"), [.unmet],
      [.missingVerb]),
    Case(
      "what an unmet step should have made",
      fences("$ docker run -it --name box microsoft/nanoserver cmd", "$ docker commit box b", "$ docker history b"),
      [.unmet, .skipped, .skipped], [.missingVerb, .dependency, .dependency]),
    Case(
      "a container that an unmet step may have made",
      fences("$ docker run -it microsoft/nanoserver cmd", "$ docker commit 0123456789ab b"), [.unmet, .skipped],
      [.missingVerb, .dependency]),
    Case("a container that nobody made", fences("$ docker commit 0123456789ab b"), [.defect], [.undefined]),
    Case(
      "a container that the fixture gives",
      fences("$ docker pull microsoft/windowsservercore\n$ docker commit 475059caef8f b"), [.pass]),
    Case("an image that nobody made", fences("$ docker tag nothing something"), [.defect], [.undefined]),
    Case(
      "a push without a login",
      fences(
        "$ docker pull microsoft/nanoserver\n$ docker tag microsoft/nanoserver username/a", "$ docker push username/a"),
      [.pass, .defect], [.undefined]),
    Case("an image that the registry lacks", fences("$ docker pull microsoft/nothing"), [.unmet], [.world]),
    Case("a file that is not there", fences("$ docker cp nothing.txt 475059caef8f:C:\\"), [.unmet], [.world]),
    Case(
      "an account that is not there", fences("$ docker login\nUsername: somebody\nPassword:\nLogin Succeeded"),
      [.unmet], [.world]),
    Case("another program", fences("$ docker images | jq ."), [.unmet], [.foreign]),
    Case("an expression that is not followed", fences("$ docker images | grep 'a\\|b'"), [.unmet], [.foreign]),
    Case("a placeholder without a value", fences("$ docker tag <image> b"), [.unmet], [.placeholder]),
    Case(
      "an error that the page shows", fences("$ docker rmi nothing\nError: No such image: nothing:latest"), [.drift],
      [.generation]),
    Case("a status that the page shows", fences("$ docker rmi nothing\n[1]"), [.pass]),
    Case("another status than shown", fences("$ docker version\n[3]"), [.fail], [.status]),
    Case(
      "another error than shown", fences("$ docker rmi nothing\nError: access denied\n[1]"), [.fail],
      [.text]),
    Case("no error where one is shown", fences("$ docker images\nError: out of order"), [.fail], [.status]),
    Case("an error that is not shown", fences("$ docker images --nonsense"), [.fail], [.status]),
    Case(
      "a row that nobody made",
      fences(
        "$ docker images\nREPOSITORY   TAG   IMAGE ID   CREATED   SIZE\nalpine   latest   0123456789ab   5 days ago   5MB"
      ), [.defect], [.undefined]),
    Case(
      "a text where there is no effect to look at", fences("$ docker images --format '{{.Repository}}'\nalpine"),
      [.fail],
      [.missingRow]),
    Case("an unquoted wildcard", fences("$ docker search *"), [.drift], [.wildcard]),
    Case("a quoted wildcard", fences("$ docker search '*'"), [.pass]),
    Case(
      "a step that the page skips",
      "<!-- tutorial: skip -->\n"
        + fences("$ docker pull microsoft/nanoserver", "$ docker history microsoft/nanoserver"), [.skipped, .skipped],
      [.switchedOff, .dependency]),
    Case(
      "a use after removal",
      fences(
        "$ docker pull microsoft/nanoserver\n$ docker rmi microsoft/nanoserver", "$ docker history microsoft/nanoserver"
      ), [.pass, .defect], [.removed]),
    Case(
      "two ids for one image",
      fences(
        "$ docker pull microsoft/nanoserver", "$ docker images -q\n0123456789ab", "$ docker images -q\nba9876543210"),
      [.pass, .pass, .defect], [.id]),
    Case(
      "a filter", fences("$ docker pull microsoft/nanoserver", "$ docker images | grep nano | wc -l\n1"),
      [.pass, .pass]),
    Case("a filter that shows another number", fences("$ docker images | wc -l\n7"), [.drift], [.value]),
    Case(
      "a check that holds",
      fences("$ docker pull microsoft/nanoserver") + "\n- [ ] there: `check image microsoft/nanoserver`\n", [.pass]),
    Case(
      "a check that does not hold",
      fences("$ docker pull microsoft/nanoserver") + "\n- [ ] there: `check layers microsoft/nanoserver 7`\n", [.fail],
      [.check]),
    Case(
      "a file of an image",
      fences("$ docker pull microsoft/nanoserver")
        + "\n- [ ] `check file microsoft/nanoserver C:\\Windows\\System32\\nothing.dll`\n", [.fail], [.check]),
    Case("an explicit name", fences("$ docker create --name box nothing\n<id>"), [.defect], [.undefined]),
    Case(
      "an image that create fetches", fences("$ docker create --name box microsoft/nanoserver\n...\n<id>"), [.pass]),
    Case(
      "a name that is bound",
      fences(
        "$ docker pull microsoft/nanoserver\n$ docker create --name box microsoft/nanoserver\n<id>",
        "$ docker rm <id>\n<id>"), [.pass, .pass]),
  ]

  @Test(arguments: cases) func aPageGetsItsVerdicts(_ one: Case) async throws {
    let report = try await Pages.check().run(try Pages.page(one.text))
    #expect(report.verdicts == one.verdicts, "\(report.text)")
    for kind in one.kinds {
      #expect(report.steps.contains { $0.findings.contains { $0.kind == kind } }, "\(kind): \(report.text)")
    }
    for step in report.steps where step.verdict != .pass {
      #expect(step.findings.contains { $0.verdict == step.verdict && !$0.reason.isEmpty }, "\(report.text)")
    }
  }

  @Test func aCommandThatTakesTooLongFails() async throws {
    let page = try Pages.page("<!-- tutorial: timeout=20ms -->\n" + Self.fences("$ docker version"))
    let check = try Pages.check().replacing({ _ in true }) { _, _ in
      try? await Task.sleep(for: .seconds(3600))
      return .success
    }
    let report = try await check.run(page)
    #expect(report.verdicts == [.fail])
    #expect(report.steps.first?.findings.map(\.kind) == [.timeout])
  }

  @Test func redirectedOutputIsAFileOfTheWorkingFolder() async throws {
    let page = try Pages.page(
      Self.fences(
        "$ docker pull -q microsoft/windowsservercore > name.txt",
        "$ docker create --name box microsoft/windowsservercore\n$ docker cp name.txt box:C:\\name.txt")
        + "\n- [ ] `check file box C:\\name.txt`\n")
    let report = try await Pages.check().run(page)
    #expect(report.verdicts == [.pass, .pass], "\(report.text)")
  }

  @Test func stepsBeforeTheRangeAreRunAndNotReported() async throws {
    let page = try Pages.page(
      Self.fences("$ docker pull microsoft/nanoserver", "$ docker history -q microsoft/nanoserver", "$ docker version"))
    var check = try Pages.check()
    check.range = 2...2
    let report = try await check.run(page)
    #expect(report.steps.map(\.ordinal) == [2])
    #expect(report.isClean, "\(report.text)")
  }

  @Test func leaveToBeUnmetIsByName() async throws {
    let page = try Pages.page(Self.fences("$ docker run a", "$ docker build ."))
    let report = try await Pages.check().run(page)
    #expect(report.isRefused())
    #expect(report.isRefused(allowingUnmet: ["run"]))
    #expect(!report.isRefused(allowingUnmet: ["run", "build"]))
  }
}
