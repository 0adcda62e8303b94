import Presentation

/// Findings as annotations of GitHub Actions: lines on the output that the runner shows at the page's lines.
///
/// What refuses a page is an error, drift a warning, what is known or allowed a notice. GitHub shows ten of a kind for
/// each step of a workflow, so the gravest come first and the tenth says how many are left. See
/// [Workflow commands](https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message).
struct GitHubAnnotations {
  /// How an annotation is shown.
  enum Level: String, CaseIterable {
    case error
    case warning
    case notice
  }

  /// So many of a level are shown for a step of a workflow.
  static let limit = 10

  private struct Annotation {
    let level: Level
    /// What comes first among those of a level.
    let gravity: Int
    let path: String
    let line: Int
    let title: String
    let message: String
  }

  private let annotations: [Annotation]
  private let folder: String?

  /// Collects the annotations of pages.
  ///
  /// - Parameters:
  ///   - outcomes: the pages.
  ///   - workspace: the repository's folder, that annotations' paths start from; nil leaves paths as they are.
  ///   - workingFolder: where the pages' relative paths start from.
  init(_ outcomes: [PageOutcome], workspace: String?, workingFolder: String) {
    folder = workspace
    let workingFolder = workspace == nil ? nil : workingFolder
    annotations = outcomes.flatMap { outcome -> [Annotation] in
      switch outcome {
      case .judged(let page): Self.annotations(of: page, workingFolder)
      case .unusable:
        outcome.problems.map { problem in
          Annotation(
            level: .error, gravity: Int.max, path: Self.absolute(problem.path, workingFolder),
            line: problem.line ?? 1, title: "unusable", message: problem.text)
        }
      }
    }
  }

  private static func annotations(of page: JudgedPage, _ workingFolder: String?) -> [Annotation] {
    zip(page.report.steps, page.standings).flatMap { step, standings in
      zip(step.findings, standings).compactMap { finding, standing in
        let level: Level? =
          switch standing {
          case .refused: .error
          case .known, .allowed: .notice
          case .told: finding.verdict == .drift ? .warning : nil
          }
        guard let level else { return nil }
        return Annotation(
          level: level, gravity: Verdict.allCases.firstIndex(of: finding.verdict) ?? 0,
          path: absolute(page.report.path, workingFolder), line: finding.line,
          title: "\(finding.verdict.rawValue): \(step.command)", message: finding.text(columns: .max))
      }
    }
  }

  /// A page's path, absolute where it may be cut again.
  private static func absolute(_ path: String, _ workingFolder: String?) -> String {
    path.hasPrefix("/") ? path : (workingFolder.map { "\($0)/" } ?? "") + path
  }

  /// The lines for the runner; empty where there is nothing to say.
  var text: String {
    Level.allCases.flatMap { level -> [String] in
      let all = annotations.enumerated().filter { $0.element.level == level }
        .sorted { ($1.element.gravity, $0.offset) < ($0.element.gravity, $1.offset) }.map(\.element)
      guard all.count > Self.limit else { return all.map(command) }
      let left = all.count - Self.limit + 1
      return all.prefix(Self.limit - 1).map(command) + ["::\(level.rawValue)::\(left) more in the log"]
    }.map { $0 + "\n" }.joined()
  }

  private func command(_ annotation: Annotation) -> String {
    let prefix = folder.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? ""
    let path = annotation.path.hasPrefix(prefix) ? String(annotation.path.dropFirst(prefix.count)) : annotation.path
    let properties = "file=\(Self.property(path)),line=\(annotation.line),title=\(Self.property(annotation.title))"
    return "::\(annotation.level.rawValue) \(properties)::\(Self.data(annotation.message))"
  }

  /// A message; its line feeds are kept.
  static func data(_ text: String) -> String {
    Escaping.lines(text).replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// The value of a property.
  static func property(_ text: String) -> String {
    data(Escaping.line(text)).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  /// A text that the runner takes no command from: it looks for the old form `##[…]` anywhere in a line.
  static func harmless(_ text: String) -> String { text.replacing("##[", with: "##\\[") }

  /// The same for JSON, whose strings stay what they are.
  static func harmless(json: String) -> String { json.replacing("##[", with: "##\\u005b") }
}
