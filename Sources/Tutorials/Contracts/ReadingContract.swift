import ImageCommands
import ImageOperations

/// What a command owes that only looks: it changed nothing, and asked once more, the world says the same. Verbs whose
/// text can be held against the store do that besides.
struct ReadingContract: Contract {
  let command: any DrydockCommand

  init(_ command: any DrydockCommand) { self.command = command }

  /// The text is all that such a command gives.
  var outweighsText: Bool { false }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws {
    RefusalContract.looking.judge(evidence, &assertions)
    try await Self.printsAgain(command, evidence, &assertions)
  }

  /// Runs a command that changes nothing once more, and compares what it prints. Ages and moments may have gone on.
  static func printsAgain(
    _ command: any DrydockCommand, _ evidence: Evidence, _ assertions: inout Assertions
  ) async throws {
    // What went into a file is no text to compare.
    if evidence.outputFile != nil, evidence.output.isEmpty { return }
    let recorder = TranscriptRecorder()
    var context = CommandContext(
      world: evidence.world, output: recorder.output(.output), errors: recorder.output(.errors),
      library: evidence.library, table: evidence.table)
    context.byteOutput = RedirectedBytes(to: nil, appends: false)
    context.notices = TranscriptRecorder().output(.errors)
    // A command that prints what it found and then fails is a command whose status was expected.
    do { try await command.run(in: context) } catch let error as CancellationError { throw error } catch {}
    let again = recorder.text(of: [.output]).lines
    let seen = evidence.lines
    assertions.expectEqual(seen.count, again.count, "the world says more or less than was printed")
    let differing = zip(seen, again).first { !isSame($0, $1) }
    assertions.expect(
      differing == nil, "the world says something else than was printed", expected: differing?.1 ?? "",
      seen: differing?.0 ?? "")
  }

  /// Whether two lines are equal but for how much time has passed.
  private static func isSame(_ first: String, _ second: String) -> Bool {
    if first == second { return true }
    guard let captures = LinePattern(first).match(second) else { return false }
    return captures.allSatisfy { capture in
      switch capture.token {
      case .age, .instant: true
      case .id(let text), .cutID(let text), .size(let text), .number(let text), .placeholder(let text),
        .text(let text):
        text == capture.seen
      }
    }
  }
}
