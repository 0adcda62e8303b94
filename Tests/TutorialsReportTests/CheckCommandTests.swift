import Foundation
import TestSupport
import Testing
import Tutorials

/// `tutorial check` as its users call it.
@Suite struct CheckCommandTests {
  static let good = "# A\n\n```console\n$ docker pull -q microsoft/nanoserver\n```\n"
  static let drifted = "# A\n\n```console\n$ docker search *\n```\n"
  static let wrong = "# A\n\n```console\n$ docker images --nonsense\n```\n"
  static let unmet = "# A\n\n```console\n$ docker run x\n```\n"
  static let foreign = "# A\n\n```console\n$ docker images | curl -T - x\n```\n"
  static let three = """
    # A

    <!-- tutorial: id=pull -->
    ```console
    $ docker pull -q microsoft/nanoserver
    ```

    ```console
    $ docker tag microsoft/nanoserver mine
    ```

    <!-- tutorial: id=look -->
    ```console
    $ docker images -q mine
    ```

    """

  static let cases: [(words: [String], page: String, status: Int32, said: String)] = [
    ([], good, 0, "1 step: 1 pass"), ([], drifted, 0, "1 step: 0 pass, 1 drift"),
    (["--strict"], drifted, 1, "wildcard"), ([], wrong, 1, "1 fail"), ([], unmet, 1, "1 unmet"),
    (["--allow-unmet", "build,run"], unmet, 0, "missing-verb (allowed)"),
    (["--allow-unmet", "build"], unmet, 1, "1 unmet"),
    (["--allow-unmet", "missing-verb"], unmet, 0, "1 unmet"), (["--allow-unmet", "foreign"], unmet, 1, "1 unmet"),
    (["--allow-unmet", "build", "--allow-unmet", "foreign"], foreign, 0, "foreign (allowed)"),
    (["--allow-unmet", "curl"], foreign, 0, "1 unmet"), (["--allow-unmet", "fail,status"], wrong, 1, "1 fail"),
    (["--only", "7"], good, 2, "the page has the steps 1 to 1"), (["--only", "0"], good, 2, "steps 1 to 1"),
    (["--only", "id=push"], good, 2, "no step has the id push"),
    (["--only", "lok"], three, 2, "Did you mean \"look\"?"),
    (["--from", "look", "--to", "pull"], three, 2, "step 3 stands behind step 1"),
    (["--timeout", "soon"], good, 2, "Write 500ms, 30s or 2m"), (["--jobs", "0"], good, 2, "0 pages at once"),
    (["--update-baseline"], good, 2, "--baseline FILE"), (["--baseline", "none"], good, 2, "--update-baseline"),
    ([], "# A\n", 2, "the page is no tutorial"), ([], "<!-- tutorial: skp -->\n" + good, 2, "Did you mean \"skip\"?"),
    (["--json"], good, 0, "\"totals\":{\"steps\":1,\"pass\":1"),
  ]

  @Test(arguments: cases.indices) func theStatusIsAsDocumented(index: Int) async throws {
    let one = Self.cases[index]
    let bench = try Bench()
    let path = try bench.page(one.page)
    let ended = try await bench.run(["tutorial", "check", "--fixture", "windows-2016"] + one.words + [path])
    #expect(ended.status == one.status, "\(ended)")
    #expect(ended.all.contains(one.said), "\(ended)")
    // Neither the store of the world that the command was called in nor the folder got anything.
    #expect(bench.files == ["page.md"])
  }

  static let ranges: [(words: [String], steps: [Int])] = [
    ([], [1, 2, 3]), (["--only", "2"], [2]), (["--only", "look"], [3]), (["--only", "id=look"], [3]),
    (["--from", "2"], [2, 3]), (["--from", "look"], [3]), (["--to", "id=pull"], [1]), (["--to", "2"], [1, 2]),
    (["--from", "pull", "--to", "2"], [1, 2]), (["--only", "2", "--from", "3"], [2]),
  ]

  @Test(arguments: ranges.indices) func stepsAreChosenByPlaceAndById(index: Int) async throws {
    let one = Self.ranges[index]
    let bench = try Bench()
    let path = try bench.page(Self.three)
    let ended = try await bench.run(["tutorial", "check", "--fixture", "windows-2016"] + one.words + [path])
    #expect(ended.status == 0, "\(ended)")
    let ordinals = ended.lines.filter { $0.contains("  line ") }.compactMap { Int($0.prefix(2).drop { $0 == " " }) }
    #expect(ordinals == one.steps, "\(ended)")
  }

  @Test func `the page's own time limit wins over the option's`() async throws {
    let bench = try Bench()
    let limited = try bench.page("# A\n\n```console\n$ docker pull microsoft/windowsservercore\n```\n")
    let ended = try await bench.check("--timeout", "1ms", limited)
    #expect(ended.status == 1)
    #expect(ended.output.contains("timeout: it took longer than it may"), "\(ended)")
    let own = try bench.page(
      "<!-- tutorial: timeout=60m -->\n```console\n$ docker pull microsoft/windowsservercore\n```\n", "own.md")
    #expect(try await bench.check("--timeout", "1ms", own).status == 0)
  }

  @Test func `several pages are told in the order of their names, each whole, and the worst decides`() async throws {
    let bench = try Bench()
    var paths: [String] = []
    for index in 1...6 {
      let page = [Self.three, Self.drifted, Self.unmet][index % 3]
      paths.append(try bench.page(page, "\(index).md"))
    }
    paths.insert(bench.folder("absent.md"), at: 3)
    let parallel = try await bench.run(["tutorial", "check", "--fixture", "windows-2016", "--jobs", "4"] + paths)
    let alone = try await bench.run(["tutorial", "check", "--fixture", "windows-2016", "--jobs", "1"] + paths)
    #expect(parallel.status == 2)
    #expect(parallel.output == alone.output)
    #expect(parallel.errors == alone.errors)
    #expect(parallel.errors.contains("absent.md"))
    let heads = parallel.lines.filter { $0.contains("in the simulated world") }
    #expect(heads.map { String($0.prefix { $0 != ":" }) } == (1...6).map { "\($0).md" })
    #expect(try await bench.run(["tutorial", "check", paths[2], paths[0]]).status == 0)
  }

  @Test func `the help and the README name every kind of finding, the help in lines of at most 80 columns`()
    async throws
  {
    let help = try await Bench().run(["tutorial", "check", "--help"]).output
    let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    for kind in Finding.Kind.allCases { #expect(text.contains("`\(kind.rawValue)`"), "\(kind)") }
    for kind in Finding.Kind.allCases { #expect(help.contains(kind.rawValue), "\(kind)") }
    #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }
}
