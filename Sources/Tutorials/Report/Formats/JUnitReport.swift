import ImageSpec

/// The pages as JUnit's XML: a test suite for each page, a test case for each step, as CI systems read it.
///
/// What refuses a page is a failure, or an error where the step could not be judged for want of something; what is
/// unmet with leave and what was not judged is skipped; what is only told stands in the test case's output. There is no
/// norm; the elements and attributes are those of Jenkins'
/// [schema](https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd).
struct JUnitReport {
  private var suites: [Suite] = []

  /// One page.
  private struct Suite {
    var attributes: [(String, String)]
    var world: String?
    var cases: [Case]
    var seconds: Duration
  }

  /// One step.
  private struct Case {
    enum Result: Equatable { case passed, skipped, failure, error }

    var attributes: [(String, String)]
    var result = Result.passed
    /// The elements inside, in lines.
    var lines: [String] = []
  }

  init(_ outcomes: [PageOutcome]) {
    suites = outcomes.map { outcome in
      switch outcome {
      case .judged(let page): Self.suite(page)
      case .unusable(let name, _): Self.suite(unusable: name, outcome.problems)
      }
    }
  }

  // MARK: Pages and steps

  private static func suite(_ page: JudgedPage) -> Suite {
    let report = page.report
    return Suite(
      attributes: [("name", report.path), ("file", report.path)], world: report.world,
      cases: zip(report.steps, page.standings).map { step($0, $1, of: report) },
      seconds: report.steps.reduce(.zero) { $0 + $1.duration })
  }

  private static func step(_ step: StepReport, _ standings: [Standing], of report: PageReport) -> Case {
    var one = Case(attributes: [
      ("name", "\(step.ordinal) \(step.command)"), ("classname", report.path), ("file", report.path),
      ("line", String(step.line)), ("assertions", String(step.assertions)), ("time", seconds(step.duration)),
    ])
    let placed = zip(step.findings, standings)
    let refusing = placed.filter { $0.1 == .refused }.map(\.0)
    if let first = refusing.max(by: { $0.verdict < $1.verdict }) {
      one.result = first.verdict == .unmet ? .error : .failure
      let name = one.result == .error ? "error" : "failure"
      let type = "\(first.verdict.rawValue).\(first.kind.rawValue)"
      let message = "\(report.path):\(first.line): \(first.kind.rawValue): \(first.reason)"
      let text = refusing.map { "\(report.path):\($0.line): \($0.text())" }.joined(separator: "\n")
      one.lines.append(
        "<\(name)\(attributes([("type", type), ("message", message)]))>\(XMLText.content(text))</\(name)>")
    } else if let first = placed.first(where: { $0.1 == .allowed || $0.0.verdict == .skipped })?.0 {
      one.result = .skipped
      one.lines.append("<skipped\(attributes([("message", "\(first.kind.rawValue): \(first.reason)")]))/>")
    }
    let told = placed.filter { $0.1 != .refused }.map { "\(report.path):\($0.0.line): \($0.0.text())" }
    if !told.isEmpty {
      one.lines.append("<system-out>\(XMLText.content(told.joined(separator: "\n")))</system-out>")
    }
    return one
  }

  private static func suite(
    unusable name: String, _ problems: [(path: String, line: Int?, text: String)]
  ) -> Suite {
    let path = problems.first?.path ?? name
    var one = Case(attributes: [
      ("name", "the page can be checked"), ("classname", path), ("file", path),
      ("line", String(problems.first?.line ?? 1)), ("time", "0.000"),
    ])
    one.result = .error
    let text = problems.map { problem in
      problem.path + (problem.line.map { ":\($0)" } ?? "") + ": " + problem.text
    }.joined(separator: "\n")
    let shown = attributes([("type", "unusable"), ("message", problems.first?.text ?? "")])
    one.lines = ["<error\(shown)>\(XMLText.content(text))</error>"]
    return Suite(attributes: [("name", path), ("file", path)], cases: [one], seconds: .zero)
  }

  // MARK: XML

  /// The document.
  var text: String {
    let cases = suites.flatMap(\.cases)
    let all = suites.reduce(Duration.zero) { $0 + $1.seconds }
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites\(Self.attributes([("name", "drydock tutorial check")] + Self.counts(cases, all)))>",
    ]
    for suite in suites {
      lines.append("  <testsuite\(Self.attributes(suite.attributes + Self.counts(suite.cases, suite.seconds)))>")
      if let world = suite.world {
        lines.append(
          "    <properties><property\(Self.attributes([("name", "world"), ("value", world)]))/></properties>")
      }
      for one in suite.cases {
        let head = "    <testcase\(Self.attributes(one.attributes))"
        guard !one.lines.isEmpty else {
          lines.append(head + "/>")
          continue
        }
        lines += [head + ">"] + one.lines.map { "      " + $0 } + ["    </testcase>"]
      }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>", ""]).joined(separator: "\n")
  }

  private static func counts(_ cases: [Case], _ duration: Duration) -> [(String, String)] {
    [
      ("tests", String(cases.count)), ("failures", String(cases.count { $0.result == .failure })),
      ("errors", String(cases.count { $0.result == .error })),
      ("skipped", String(cases.count { $0.result == .skipped })), ("time", seconds(duration)),
    ]
  }

  private static func attributes(_ pairs: [(String, String)]) -> String {
    pairs.map { " \($0)=\"\(XMLText.attribute($1))\"" }.joined()
  }

  private static func seconds(_ duration: Duration) -> String { duration.inSeconds }
}
