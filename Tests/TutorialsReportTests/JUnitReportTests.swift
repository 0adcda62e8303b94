import Foundation
import ImageSpec
import TestSupport
import Testing

@testable import Tutorials

/// `--junit`, read back by Python's XML parser.
@Suite struct JUnitReportTests {
  /// Reads a report and sees that it is what readers of JUnit's XML rely on; returns its test cases as JSON: name, file,
  /// line, the name of the element inside that decides, its attributes and its text.
  private func read(_ text: String) throws -> [JSONObject] {
    let folder = try ScratchFolder()
    try text.write(toFile: folder("report.xml"), atomically: true, encoding: .utf8)
    let output = try shell("python3 - <<'END'\n\(Self.reader)\nEND", in: folder)
    return try #require(try JSON(parsing: Array(output.utf8)).array).compactMap(\.object)
  }

  private static let reader = """
    import json, xml.etree.ElementTree as tree
    root = tree.parse('report.xml').getroot()
    assert root.tag == 'testsuites', root.tag
    def count(cases, tag): return sum(1 for case in cases if case.find(tag) is not None)
    def agrees(element, cases):
        assert int(element.get('tests')) == len(cases)
        assert int(element.get('failures')) == count(cases, 'failure')
        assert int(element.get('errors')) == count(cases, 'error')
        assert int(element.get('skipped')) == count(cases, 'skipped')
        float(element.get('time'))
    agrees(root, list(root.iter('testcase')))
    seen = []
    for suite in root:
        assert suite.tag == 'testsuite' and suite.get('name') and suite.get('file')
        assert [child.tag for child in suite if child.tag not in ('properties', 'testcase')] == []
        agrees(suite, suite.findall('testcase'))
        for case in suite.findall('testcase'):
            assert case.get('classname') and case.get('name') and float(case.get('time')) >= 0
            tags = [child.tag for child in case]
            assert len([tag for tag in tags if tag != 'system-out']) <= 1 and tags.count('system-out') <= 1
            result = next((child for child in case if child.tag != 'system-out'), None)
            out = case.find('system-out')
            seen.append({'name': case.get('name'), 'file': case.get('file'), 'line': int(case.get('line')),
                         'result': '' if result is None else result.tag,
                         'message': '' if result is None else result.get('message'),
                         'text': '' if result is None else result.text or '', 'out': '' if out is None else out.text})
    print(json.dumps(seen))
    """

  @Test func `a step is a test case, and what refuses it its failure`() throws {
    let report = Reports.page([
      [], [Reports.finding(21, expected: "Go tools", seen: "Go compiler")],
      [Reports.finding(31, .effect, .fail, reason: "nothing happened"), Reports.finding(32)],
      [Reports.finding(41, .missingVerb, .unmet, reason: "no 'run'", unmet: "run")],
      [Reports.finding(51, .foreign, .unmet, reason: "'curl'", unmet: "curl")],
      [Reports.finding(61, .dependency, .skipped, reason: "it needs x")],
    ])
    let judged = JudgedPage(report, by: Acceptance(allowingUnmet: ["curl"]))
    let cases = try read(JUnitReport([.judged(judged)]).text)
    #expect(cases.map { $0["result"]?.string } == ["", "", "failure", "error", "skipped", "skipped"])
    #expect(cases.map { $0["line"]?.integer } == [10, 20, 30, 40, 50, 60])
    #expect(cases.allSatisfy { $0["file"]?.string == "page.md" })
    #expect(
      cases[1]["out"]?.string
        == "page.md:21: drift, size: another size\nexpected  Go [-tools-]\nseen      Go {+compiler+}")
    #expect(cases[2]["message"]?.string == "page.md:31: effect: nothing happened")
    #expect(cases[2]["text"]?.string?.hasPrefix("page.md:31: fail, effect: nothing happened") == true)
    #expect(cases[2]["out"]?.string?.hasPrefix("page.md:32: drift") == true)
    #expect(cases[3]["message"]?.string == "page.md:41: missing-verb: no 'run'")
  }

  @Test func `hostile text stays text`() throws {
    let hostile = Reports.hostile
    let finding = Reports.finding(31, .text, .fail, expected: hostile, seen: hostile + "x", reason: hostile)
    let report = Reports.page(
      [[finding, Reports.finding(32, expected: "", seen: hostile)]], path: "a&b<\".md", command: hostile)
    let cases = try read(JUnitReport([.judged(JudgedPage(report))]).text)
    #expect(cases.count == 1)
    #expect(cases[0]["file"]?.string == "a&b<\".md")
    #expect(cases[0]["name"]?.string?.contains("]]><&\"'") == true)
    #expect(cases[0]["text"]?.string?.contains("\\x1b[2J]]><&\"'\\u202e\\x00\\n::error::x") == true)
    #expect(cases[0]["out"]?.string?.contains("\\ufffe\\uffffй") == true)
  }

  @Test func `a page that can't be checked is an error at its line`() throws {
    let error = PageError(path: "bad.md", problems: [PageProblem(line: 7, rule: .unclosedFence)])
    let cases = try read(
      JUnitReport([.unusable("bad", error), .unusable("x", CancellationError()), .judged(JudgedPage(Reports.page([])))])
        .text)
    #expect(cases.map { $0["result"]?.string } == ["error", "error"])
    #expect(cases[0]["line"]?.integer == 7)
    #expect(cases[0]["text"]?.string == "bad.md:7: the fence is never closed")
  }

  @Test func `the command writes the file whole, in the place of an older one`() async throws {
    let bench = try Bench()
    let good = try bench.page(CheckCommandTests.good)
    let wrong = try bench.page(CheckCommandTests.wrong, "wrong.md")
    try bench.page(String(repeating: "x", count: 1 << 20), "report.xml")
    let ended = try await bench.check("--junit", "report.xml", good, wrong, bench.folder("absent.md"))
    #expect(ended.status == 2)
    #expect(ended.output.contains("2 steps") == false)
    #expect(bench.files == ["page.md", "report.xml", "wrong.md"])
    let cases = try read(try bench.text("report.xml"))
    #expect(cases.map { $0["result"]?.string } == ["", "failure", "error"])
    let refused = try await bench.check("--junit", "absent/report.xml", good)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("absent/report.xml: no such file or directory"), "\(refused)")
  }
}
