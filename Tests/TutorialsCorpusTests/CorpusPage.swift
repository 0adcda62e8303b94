import Foundation
import Testing
import Tutorials

/// A page of the corpus.
struct CorpusPage: Sendable, CustomTestStringConvertible {
  /// Its place in `Corpus/`.
  let name: String
  /// The page without its last comment.
  let bytes: [UInt8]
  /// What the comment expects.
  let expected: String
  /// Whether it runs in a world that is derived from it, and not in the corpus's.
  let isDerived: Bool

  var testDescription: String { name }

  static let all: [CorpusPage] = {
    let folder = CorpusWorld.folder.appending(path: "Corpus")
    let files = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))?.compactMap { $0 as? String }
    return (files ?? []).filter { $0.hasSuffix(".md") }.sorted().compactMap { name in
      (try? Data(contentsOf: folder.appending(path: name))).flatMap { CorpusPage(name, Array($0)) }
    }
  }()

  private init?(_ name: String, _ file: [UInt8]) {
    let mark = Array("<!-- expected".utf8)
    guard let start = file.indices.last(where: { file[$0...].starts(with: mark) }) else { return nil }
    let comment = String(decoding: file[(start + mark.count)...], as: UTF8.self).replacing("\r", with: "")
    let lines = comment.split(separator: "\n", omittingEmptySubsequences: false)
    self.name = name
    bytes = Array(file[..<start])
    isDerived = lines.first?.contains("derived") ?? false
    expected = lines.dropFirst().prefix { $0 != "-->" }.map { "\($0)\n" }.joined()
  }

  /// What the page gives: its problems, or its steps with their commands and findings.
  func outcome() async throws -> (text: String, report: String) {
    let page: Page
    do { page = try Page(parsing: bytes, path: name) } catch {
      return (error.problems.map { "problem \($0.line) \(Self.name(of: $0.rule))\n" }.joined(), "\(error)")
    }
    var check = try CorpusWorld.check()
    if isDerived {
      check = TutorialCheck(
        in: DerivedWorldSource(temporaryFolder: NSTemporaryDirectory()), table: check.table, timeout: check.timeout)
    }
    let report = try await check.run(page)
    var text = ""
    for step in report.steps {
      text += "step \(step.line) \(step.verdict.rawValue)\n"
      for command in step.commands {
        text += "  run \(command.line) \(command.command.replacing("\n", with: "\\n"))\n"
      }
      for finding in step.findings {
        let weight = finding.verdict == step.verdict ? "" : " \(finding.verdict.rawValue)"
        text += "  \(finding.kind.rawValue) \(finding.line)\(weight)\n"
      }
    }
    return (text, report.text)
  }

  private static func name(of rule: PageProblem.Rule) -> String { String("\(rule)".prefix { $0 != "(" }) }
}
