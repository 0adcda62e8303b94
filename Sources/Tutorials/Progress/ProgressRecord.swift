/// What a learner did with the steps of pages, as a plain text: `done STEP PAGE` or `skipped STEP PAGE` a line.
///
/// Steps go by their ``Step/identity``, so that a step keeps its mark when prose, samples or other steps of its page
/// change, and loses it when its own commands or checks do. Lines that mean nothing here, of a later version or of
/// somebody's hand, stay as they are, byte for byte.
public struct ProgressRecord: Hashable, Sendable {
  /// What became of a step.
  public enum Mark: String, Hashable, Sendable {
    /// The learner did what it asks.
    case done
    /// It was shown and done for the learner.
    case skipped
  }

  /// The record's lines without their ends, as bytes: not all of them need be text.
  private var lines: [[UInt8]]

  /// A record of nothing.
  public init() { lines = [] }

  /// Reads a record. Any bytes are one: what can't be read is kept and counted in ``unreadableLines``.
  public init(parsing bytes: [UInt8]) {
    lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    // The last line's end begins no further line; a line that was cut has none.
    if lines.last?.isEmpty == true { lines.removeLast() }
  }

  /// The record's text, each line ended by a line feed.
  public var bytes: [UInt8] { lines.flatMap { $0 + [0x0A] } }

  /// The numbers, from 1, of lines that are no marks, no comments and not blank.
  public var unreadableLines: [Int] {
    lines.indices.filter { index in
      let first = lines[index].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
      return first != nil && first != UInt8(ascii: "#") && Entry(lines[index]) == nil
    }.map { $0 + 1 }
  }

  /// What is to be told of lines that can't be read; `nil` where there are none.
  func notice(for path: String) -> String? {
    let numbers = unreadableLines
    guard let first = numbers.first else { return nil }
    if numbers.count == 1 { return "line \(first) of \(path) can't be read and stays as it is." }
    return "\(numbers.count) lines of \(path), from line \(first) on, can't be read and stay as they are."
  }

  /// The marks of a page's steps, by the steps' identities; where a step has several, the last one holds.
  public func marks(of page: String) -> [String: Mark] {
    var marks: [String: Mark] = [:]
    for case let entry? in lines.map(Entry.init) where entry.page == page { marks[entry.step] = entry.mark }
    return marks
  }

  /// Sets a step's mark, in place of the one that it had; `nil` takes it away.
  ///
  /// - Parameters:
  ///   - mark: what became of the step.
  ///   - step: the step's identity.
  ///   - page: the page's key.
  public mutating func set(_ mark: Mark?, step: String, of page: String) {
    let place = lines.firstIndex { isEntry($0, step: step, page) }
    remove(page) { $0 == step }
    guard let mark else { return }
    lines.insert(Entry(mark: mark, step: step, page: page).line, at: min(place ?? lines.count, lines.count))
  }

  /// Takes all marks of a page away.
  public mutating func forget(_ page: String) { remove(page) { _ in true } }

  private mutating func remove(_ page: String, where isMeant: (String) -> Bool) {
    lines.removeAll { line in Entry(line).map { $0.page == page && isMeant($0.step) } ?? false }
  }

  private func isEntry(_ line: [UInt8], step: String, _ page: String) -> Bool {
    Entry(line).map { $0.step == step && $0.page == page } ?? false
  }

  /// One line that is read: the mark, the step, and the page to the line's end, in which `\n` and `\\` stand for what
  /// can't stand there.
  private struct Entry {
    let mark: Mark
    let step: String
    let page: String

    init(mark: Mark, step: String, page: String) {
      self.mark = mark
      self.step = step
      self.page = page
    }

    init?(_ line: [UInt8]) {
      guard let text = String(validating: line, as: UTF8.self) else { return nil }
      let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let mark = Mark(rawValue: String(parts[0])), !parts[1].isEmpty, !parts[2].isEmpty else {
        return nil
      }
      self.init(
        mark: mark, step: String(parts[1]),
        page: String(parts[2]).split(separator: "\\\\", omittingEmptySubsequences: false)
          .map { $0.replacing("\\n", with: "\n") }.joined(separator: "\\"))
    }

    var line: [UInt8] {
      let page = page.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
      return Array("\(mark.rawValue) \(step) \(page)".utf8)
    }
  }
}
