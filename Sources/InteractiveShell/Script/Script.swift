import CommandLanguage
import ImageCommands
import LineEditing
import Presentation

/// Command lines that nobody types: a file, standard input, or the text behind `-c`.
public struct Script: Sendable {
  /// Where the lines come from.
  public enum Source: Sendable {
    /// A text, as behind `-c`.
    case text(String)
    /// A file or standard input.
    case reader(any LineEditor)
  }

  /// What the script is called in front of the numbers of its lines.
  public let name: String
  private let source: Source
  private let keepsGoing: Bool
  private let echoes: Bool

  /// Names a script.
  ///
  /// - Parameters:
  ///   - name: what it is called in messages.
  ///   - source: where its lines come from.
  ///   - keepsGoing: whether it goes on behind a command that failed.
  ///   - echoes: whether each command line is shown before it is run.
  public init(_ name: String, _ source: Source, keepsGoing: Bool = false, echoes: Bool = false) {
    self.name = name
    self.source = source
    self.keepsGoing = keepsGoing
    self.echoes = echoes
  }

  /// Runs the lines until one fails, `exit`, the end, or the task's cancellation.
  ///
  /// - Returns: the status of the first line that failed; 0 when none did; what `exit` was given.
  public func run(in session: Session) async -> ExitStatus {
    var lines = ScriptLines(source)
    var pending = PendingLines()
    var status = ExitStatus.success
    var first = 0
    while true {
      let line: String?
      do { line = try await lines.next() } catch {
        if Task.isCancelled { return .interrupted }
        let ended = fail(session.tell(error), "", lines.number, in: session)
        if status == .success { status = ended }
        // What can't be read is a line that failed; where nothing can be read any more it is the end.
        guard keepsGoing, lines.canGoOn(behind: error) else { return status }
        continue
      }
      if Task.isCancelled { return .interrupted }
      guard let text = line.map({ pending.joined(with: $0) }) ?? pending.text else {
        return await ended(status, session)
      }
      if pending.text == nil { first = lines.number }
      if echoes, line != nil { try? session.context.output.line("> \(Escaping.line(line ?? ""))") }
      switch await session.run(text, isWhole: line == nil) {
      case .incomplete(let reason):
        pending.keep(text, reason)
        continue
      case .leave(let wanted): return wanted ?? status
      case .done(let ended) where ended != .success:
        _ = fail(ended, text, first, in: session)
        if status == .success { status = ended }
        if !keepsGoing || ended == .interrupted || Task.isCancelled { return status }
      case .done, .nothing: break
      }
      pending.clear()
      if line == nil { return await ended(status, session) }
    }
  }

  /// Waits for what was put aside, behind the last line.
  private func ended(_ status: ExitStatus, _ session: Session) async -> ExitStatus {
    let aside = await session.finish()
    return status == .success ? aside : status
  }

  /// Tells the place of a failure; of a single line behind `-c` there is none to tell.
  private func fail(_ status: ExitStatus, _ text: String, _ line: Int, in session: Session) -> ExitStatus {
    if case .text(let whole) = source, !whole.contains("\n") { return status }
    let command = text.isEmpty || SecretLines.holdsSecret(text) ? "" : ": \(Self.shortened(text))"
    try? session.context.errors.line(
      Escaping.line("\(name):\(line)\(command)") + ": ended with status \(status.rawValue)")
    return status
  }

  private static func shortened(_ text: String) -> String {
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    return line.count < text.count || line.count > 60 ? "\(line.prefix(60))…" : line
  }
}
