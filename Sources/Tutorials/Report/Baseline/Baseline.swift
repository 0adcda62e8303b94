import ImageSpec
import Presentation

/// Findings that are known and do not refuse a page any more.
///
/// A finding is known again by its page, its step's identity, its kind and its token, whatever its line and the prose
/// around it. Two equal findings need two entries.
public struct Baseline: Hashable, Sendable {
  /// One known finding.
  public struct Entry: Hashable, Sendable, Comparable {
    /// The page's path, from the baseline's folder on where it lies below it.
    public let page: String
    /// The step's identity.
    public let step: String
    /// The finding's kind.
    public let kind: String
    /// What the page shows, else what was seen; ids and digests, which may differ from run to run, are left out.
    public let token: String

    /// By page, step, kind, token.
    public static func < (first: Entry, second: Entry) -> Bool {
      (first.page, first.step, first.kind, first.token) < (second.page, second.step, second.kind, second.token)
    }

    /// The entry for people, on one line, foreign text escaped.
    public var text: String {
      Escaping.line("\(page), step \(step): \(kind)") + (token.isEmpty ? "" : ": " + Escaping.line(token))
    }
  }

  /// How often each finding is known.
  public private(set) var counts: [Entry: Int] = [:]
  /// Where pages' paths start from, an absolute path, so that a baseline holds in every copy of the pages.
  public let folder: String

  /// Knows some entries.
  ///
  /// - Parameters:
  ///   - entries: what is known; nothing without.
  ///   - folder: where pages' paths start from.
  public init(_ entries: some Sequence<Entry> = [], below folder: String) {
    self.folder = folder
    for entry in entries { counts[entry, default: 0] += 1 }
  }

  /// The entries in order, each as often as it is known.
  public var entries: [Entry] {
    counts.sorted { $0.key < $1.key }.flatMap { Array(repeating: $0.key, count: $0.value) }
  }

  /// The findings of a page that are not met yet.
  struct Open {
    fileprivate var page = ""
    fileprivate var counts: [Entry: Int] = [:]

    /// Meets a finding.
    ///
    /// - Returns: whether the baseline has it.
    mutating func take(_ finding: Finding, of step: StepReport) -> Bool {
      let entry = Entry(finding, of: step, page: page)
      guard let count = counts[entry], count > 0 else { return false }
      counts[entry] = count - 1
      return true
    }

    /// What was not met.
    var rest: [Entry] { counts.flatMap { Array(repeating: $0.key, count: $0.value) }.sorted() }
  }

  /// What the baseline has of a page; where only some steps were judged, of those.
  func entries(of report: PageReport) -> Open {
    let judged = Set(report.steps.map(\.identity))
    let page = name(of: report.path)
    return Open(
      page: page, counts: counts.filter { $0.key.page == page && (report.isWhole || judged.contains($0.key.step)) })
  }

  /// A page's path from the folder on, without `.` and `..`.
  private func name(of path: String) -> String {
    func parts(_ path: String) -> [Substring] {
      var parts: [Substring] = []
      for part in path.split(separator: "/") where part != "." {
        if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
      }
      return parts
    }
    let (all, own) = (parts(path.hasPrefix("/") ? path : "\(folder)/\(path)"), parts(folder))
    return all.starts(with: own) ? all.dropFirst(own.count).joined(separator: "/") : "/" + all.joined(separator: "/")
  }

  /// Replaces what is known of a page by what was found now, as far as its steps were judged. What is only told, as a
  /// drift, is known as well, so that a later `--strict` counts new drift alone.
  public mutating func update(with report: PageReport) {
    let open = entries(of: report)
    for entry in open.counts.keys { counts[entry] = nil }
    for step in report.steps {
      for finding in step.findings where finding.verdict != .pass && finding.verdict != .skipped {
        counts[Entry(finding, of: step, page: open.page), default: 0] += 1
      }
    }
  }
}

extension Baseline.Entry {
  init(_ finding: Finding, of step: StepReport, page: String) {
    self.init(
      page: page, step: step.identity, kind: finding.kind.rawValue,
      token: Self.withoutIDs(finding.expected.isEmpty ? finding.seen : finding.expected))
  }

  /// The text with `…` in the place of every run of twelve hexadecimal digits or more.
  private static func withoutIDs(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      let isDigit = first.isASCII && first.isHexDigit
      let run = rest.prefix { ($0.isASCII && $0.isHexDigit) == isDigit }
      result += isDigit && run.count >= 12 ? "…" : run
      rest = rest[run.endIndex...]
    }
    return result
  }
}
