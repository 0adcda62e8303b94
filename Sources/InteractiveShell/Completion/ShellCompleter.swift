import ByteStreams
import CommandLanguage
import ImageCommands
import ImageOperations
import LineEditing
import Worlds

/// Completes command lines from the one table of commands and from what the world knows by itself, never the network.
public final class ShellCompleter: Completer {
  private let session: Session
  /// The lines above the one that is edited, of one command line.
  private let above = Locked<String?>(nil)
  private let look = ImageLook()

  /// Makes a completer of a session's commands.
  public init(_ session: Session) {
    self.session = session
  }

  /// Says what the next line continues; nil for a line of its own.
  public func begin(behind text: String?) { above.withLock { $0 = text } }

  /// Whether the line that is edited goes on another one.
  var isContinuing: Bool { above.withLock { $0 } != nil }

  public func completions(for line: String, cursor: Int) -> Completion {
    let before = above.withLock { $0 }.map { "\($0)\n" } ?? ""
    let text = before + line
    let rest = CommandLanguage.Prompt.split(text, Session.prompts)?.rest ?? text
    // Where the command begins, counted in the bytes of the edited line.
    let start = text.utf8.count - rest.utf8.count - before.utf8.count
    guard let point = CommandLine.words(upTo: cursor - start, in: rest), point.span.lowerBound + start >= 0 else {
      return .none
    }
    let typed = String(decoding: Array(rest.utf8)[point.span], as: UTF8.self)
    let found = candidates(at: point)
    return Completion(
      replaceRange: (point.span.lowerBound + start)..<(point.span.upperBound + start),
      candidates: found.proposals.map { $0.written(after: typed, openQuote: point.openQuote) }, fit: found.fit)
  }

  private func candidates(at point: CompletionPoint) -> Matching {
    let table = session.table
    let words = KindCandidates(
      world: session.world, table: table, extensions: session.extensions, look: look)
    switch point.place {
    case .output, .input: return Matching(words.candidates(for: .file, prefix: point.prefix), for: point.prefix)
    case .filter: return .none
    case .argument: break
    }
    let previous = Invocation(point.previous).words.map(\.value)
    switch CompletionGrammar(table: table).expectation(behind: previous, prefix: point.prefix) {
    case .nothing: return .none
    case .words(let proposals): return Matching(proposals, for: point.prefix)
    case .value(let kind, let prefix, let lead):
      return Matching(words.candidates(for: kind, prefix: prefix, behind: previous), for: prefix).led(by: lead)
    }
  }
}
