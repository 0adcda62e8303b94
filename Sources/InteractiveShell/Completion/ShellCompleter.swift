import ByteStreams
import CommandLanguage
import ImageCommands
import ImageOperations
import LineEditing
import Worlds

/// Completes command lines from the one table of commands, and from what the world knows by itself or saw of
/// registries: a key never waits for the network. Explains what comes next in them, too.
public final class ShellCompleter: Completer {
  private let session: Session
  private let patience: Duration
  /// The lines above the one that is edited, of one command line.
  private let above = Locked<String?>(nil)
  private let images = ImageLook()
  /// Asks registries for what is not known.
  let registries = RegistryLook()

  /// Makes a completer of a session's commands.
  ///
  /// - Parameters:
  ///   - session: whose commands and world are meant.
  ///   - patience: how long a Tab may wait for what has to be read first, as the files within an image.
  public init(_ session: Session, patience: Duration = .milliseconds(200)) {
    self.session = session
    self.patience = patience
  }

  deinit { registries.end() }

  /// Says what the next line continues; nil for a line of its own.
  public func begin(behind text: String?) { above.withLock { $0 = text } }

  /// Whether the line that is edited goes on another one.
  var isContinuing: Bool { above.withLock { $0 } != nil }

  public func completions(for line: String, cursor: Int) -> Completion {
    guard let place = point(in: line, cursor) else { return .none }
    let (point, start, typed) = place
    let found = candidates(at: point)
    return Completion(
      replaceRange: (point.span.lowerBound + start)..<(point.span.upperBound + start),
      candidates: found.proposals.map { $0.written(after: typed, openQuote: point.openQuote) }, fit: found.fit)
  }

  public func explanation(for line: String, cursor: Int, columns: Int) -> Explanation {
    guard let (point, _, _) = point(in: line, cursor), point.openQuote == nil else { return .none }
    let help = PlaceHelp(session.table, columns: columns)
    return Explanation(lines: lines(at: point, help), isAtEmptyWord: point.span.isEmpty)
  }

  /// What stands at the cursor, where the command begins in the bytes of the edited line, and the word as it is typed.
  private func point(in line: String, _ cursor: Int) -> (CompletionPoint, start: Int, typed: String)? {
    let before = above.withLock { $0 }.map { "\($0)\n" } ?? ""
    let text = before + line
    var rest = CommandLanguage.Prompt.split(text, Session.prompts)?.rest ?? text
    // A program's line has the same words.
    if rest.drop(while: { $0 == " " }).first == "!" {
      let command = rest.drop { $0 == " " }.dropFirst()
      rest = "! | \(command)"
      let shift = text.utf8.count - command.utf8.count - before.utf8.count
      guard cursor >= shift, let point = CommandLine.words(upTo: cursor - shift + 4, in: rest),
        point.span.lowerBound >= 4
      else { return nil }
      return (point, shift - 4, String(decoding: Array(rest.utf8)[point.span], as: UTF8.self))
    }
    let start = text.utf8.count - rest.utf8.count - before.utf8.count
    guard let point = CommandLine.words(upTo: cursor - start, in: rest), point.span.lowerBound + start >= 0 else {
      return nil
    }
    return (point, start, String(decoding: Array(rest.utf8)[point.span], as: UTF8.self))
  }

  private func candidates(at point: CompletionPoint) -> Matching {
    let words = KindMatching(
      candidates: KindCandidates(
        world: session.world, table: session.table, extensions: session.extensions, images: images,
        registries: registries),
      library: session.context.library, searchPath: session.programs?.searchPath, patience: patience)
    switch point.place {
    case .output, .input: return words.matching(.file, point.prefix, lead: "", behind: [])
    case .filter:
      // A simulated world starts no program.
      guard session.world.simulation == nil else { return .none }
      let isFirst = point.previous.isEmpty && !point.prefix.contains("/")
      return words.matching(isFirst ? .program : .file, point.prefix, lead: "", behind: [])
    case .argument: break
    }
    let previous = command(point.previous)
    switch CompletionGrammar(table: session.table).expectation(behind: previous, prefix: point.prefix) {
    case .nothing: return .none
    case .words(let proposals): return Matching(proposals, for: point.prefix)
    case .value(let kind, let prefix, let lead):
      return words.matching(kind, prefix, lead: lead, behind: previous)
        .without(repeated(behind: previous, point.prefix))
    }
  }

  /// The arguments that stand there already, where a command takes several of the same: `rmi a a` is a slip.
  private func repeated(behind words: [String], _ prefix: String) -> [String] {
    let table = session.table
    guard let place = CommandPlace(behind: words, prefix: prefix, in: table), case .argument = place.slot,
      let entry = place.entry, let last = table.declaration(of: entry.command).arguments.last, last.repeats
    else { return [] }
    return place.arguments
  }

  private func lines(at point: CompletionPoint, _ help: PlaceHelp) -> [String] {
    switch point.place {
    case .output: return ["Here: the file that the output is written to"]
    case .input: return ["Here: the file that input is read from"]
    case .filter:
      guard session.world.simulation == nil else { return ["Here: a program, which no simulated world starts"] }
      return point.previous.isEmpty ? ["Here: a program of this machine"] : []
    case .argument: break
    }
    if let first = point.previous.first?.value, Leaving.verbs.contains(where: { $0.name == first }) {
      return point.previous.count == 1 ? ["Usage: \(first) [STATUS]", "Here:  a number from 0 to 255"] : []
    }
    guard let place = CommandPlace(behind: command(point.previous), prefix: point.prefix, in: session.table) else {
      return []
    }
    let slot: PlaceHelp.Slot
    switch place.slot {
    case .command: return help.firstWord(others: Leaving.verbs.map(\.name))
    case .verb(let group): return help.verb(of: group)
    case .argument(let kind): slot = .argument(index: place.arguments.count, kind)
    case .option: slot = .option(point.prefix)
    case .value(let option, _, _): slot = .value(option)
    case .end: slot = .end
    }
    return place.entry.map { help.word(slot, of: $0, used: place.used) } ?? []
  }

  /// The words from the verb on, which is written out where it is cut short; `sudo` alone is none.
  private func command(_ words: [Word]) -> [String] {
    let rest = Invocation(words).words.map(\.value)
    return rest == ["sudo"] ? [] : session.table.writtenOut(rest)
  }
}
