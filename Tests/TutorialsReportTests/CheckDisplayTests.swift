import ByteStreams
import ImageCommands
import Presentation
import TestSupport
import Testing
import Worlds

@testable import Tutorials

/// How far a check is, told while it runs.
@Suite struct CheckDisplayTests {
  private final class Lines: TextOutput {
    let text = Locked("")
    func write(_ text: String) { self.text.withLock { $0 += text } }
  }

  private func context(_ output: Lines, _ errors: Lines, _ terminal: TerminalTraits) throws -> CommandContext {
    let folder = try ScratchFolder()
    let real = try RealWorld(
      environment: ["HOME": folder.path], workingFolder: folder.path, machine: "x86_64")
    return CommandContext(world: real.world(), output: output, errors: errors, terminal: terminal)
  }

  @Test func `of long work a log gets a line now and then, on the error output`() throws {
    let (output, errors) = (Lines(), Lines())
    let start = ContinuousClock.now
    let seconds = Locked(0)
    var context = try context(output, errors, .none)
    context.pace = { start + .seconds(seconds.withLock { $0 }) }
    let display = CheckDisplay(context, count: 3)
    display.end(0)
    display.take(.began(step: 4, count: 16), of: 1, named: "a\u{1b}.md")
    display.take(.began(step: 1, count: 2), of: 2, named: "b.md")
    for second in 1...45 {
      seconds.withLock { $0 = second }
      display.tick()
    }
    let line = "1 of 3 pages are checked; a\\x1b.md: step 4 of 16, and 1 more\n"
    #expect(errors.text.withLock { $0 } == line + line)
    #expect(output.text.withLock { $0 } == "")
  }

  @Test func `on a terminal one line is drawn again, and notices stand above it`() throws {
    let (output, errors) = (Lines(), Lines())
    let terminal = TerminalTraits(isTerminal: true, columns: 60, style: .plain)
    let display = CheckDisplay(try context(output, errors, terminal), count: 1)
    display.take(.began(step: 1, count: 2), of: 0, named: "page.md")
    display.take(.began(step: 2, count: 2), of: 0, named: "page.md")
    display.notice("told")
    display.end(0)
    display.erase()
    display.erase()
    #expect(errors.text.withLock { $0 } == "Notice: told\n")
    var screen = TerminalScreen(columns: 60, rows: 10)
    screen.feed(Array(output.text.withLock { $0 }.replacing("\n", with: "\r\n").utf8))
    #expect(screen.text.filter { !$0.isWhitespace } == "")
  }
}
