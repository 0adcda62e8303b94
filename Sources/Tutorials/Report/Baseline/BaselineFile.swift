import Glibc
import ImageCommands
import ImageSpec
import Presentation
import Worlds

/// A baseline in its file: a JSON document with one finding a line, sorted, so that it can be reviewed and merged.
struct BaselineFile {
  /// What the file has; empty where it is absent.
  let baseline: Baseline
  private let name: String
  private let path: String

  /// Reads a baseline.
  ///
  /// - Parameters:
  ///   - name: the file's path as the user wrote it.
  ///   - folder: where relative paths start from, those of the pages, too.
  ///   - mayBeAbsent: whether the file will be written.
  /// - Throws: ``BaselineError``, `FileFailure`, `WorkingFolder.Refused`.
  init(_ name: String, in folder: WorkingFolder, mayBeAbsent: Bool) throws {
    self.name = name
    path = try folder.resolve(name)
    let bytes = try Self.bytes(of: path, named: name)
    guard bytes != nil || mayBeAbsent else { throw BaselineError.absent(name) }
    baseline = Baseline(try bytes.map { try Self.entries($0, name) } ?? [], below: folder.path)
  }

  /// What the file holds; nil where there is none.
  private static func bytes(of path: String, named name: String) throws -> [UInt8]? {
    do {
      let bytes = try PageFile.bytes(of: path, named: name, limit: sizeLimit)
      if bytes.count > sizeLimit { throw BaselineError.malformed(name, "it is too large") }
      return bytes
    } catch let error as FileFailure {
      if error.errno == ENOENT { return nil }
      throw error
    }
  }

  /// More findings than this are no baseline.
  static let sizeLimit = 16 << 20

  private static func entries(_ bytes: [UInt8], _ name: String) throws -> [Baseline.Entry] {
    guard let root = try? JSON(parsing: bytes) else { throw BaselineError.malformed(name, "it is not JSON") }
    guard let findings = root.object?["findings"]?.array else {
      throw BaselineError.malformed(name, "it has no findings")
    }
    var entries: [Baseline.Entry] = []
    for finding in findings {
      let members = finding.object
      guard let page = members?["page"]?.string, let step = members?["step"]?.string,
        let kind = members?["kind"]?.string, let token = members?["token"]?.string
      else { throw BaselineError.malformed(name, "a finding lacks page, step, kind or token") }
      entries.append(Baseline.Entry(page: page, step: step, kind: kind, token: token))
    }
    return entries
  }

  /// Writes what the pages have now, in one step; other pages' findings stay.
  ///
  /// - Returns: a line for people.
  func update(with outcomes: [PageOutcome]) throws -> String {
    var updated = baseline
    for outcome in outcomes {
      if case .judged(let page) = outcome { updated.update(with: page.report) }
    }
    let entries = updated.entries
    let lines = entries.map { entry in
      let members: JSON = [
        "page": .string(entry.page), "step": .string(entry.step), "kind": .string(entry.kind),
        "token": .string(entry.token),
      ]
      return "  " + members.text()
    }
    let list = lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n]"
    try ReportFile(name: name, path: path).write("{\"findings\": \(list)}\n")
    let added = updated.counts.reduce(0) { $0 + max(0, $1.value - (baseline.counts[$1.key] ?? 0)) }
    let gone = baseline.counts.reduce(0) { $0 + max(0, $1.value - (updated.counts[$1.key] ?? 0)) }
    return "\(Escaping.line(name)): \(entries.count) findings, \(added) new, \(gone) gone"
  }
}

extension Baseline {
  /// Reads what `tutorial check --update-baseline` wrote.
  ///
  /// - Parameters:
  ///   - path: the file; relative paths start from the folder.
  ///   - folder: where pages' paths start from.
  /// - Throws: what keeps the file from being read, with words for people.
  public init(contentsOf path: String, below folder: String) throws {
    self = try BaselineFile(path, in: WorkingFolder(path: folder, isConfined: false), mayBeAbsent: false).baseline
  }
}

/// A baseline can't be used.
enum BaselineError: WordedError, Hashable {
  case absent(String)
  case malformed(String, String)

  var status: ExitStatus { ExitStatus(rawValue: 2) }

  var words: ErrorText {
    switch self {
    case .absent(let name): ErrorText("there is no baseline \(name)", nextStep: "Write it with --update-baseline.")
    case .malformed(let name, let reason): ErrorText("\(name) is no baseline: \(reason)")
    }
  }
}
