import LineEditing
import Testing

@testable import InteractiveShell

@Suite struct HintTests {
  @Test func `The grammar completes the only word that fits, and shows what comes next`() async throws {
    let session = try await TestSession()
    let completer = ShellCompleter(session.session)
    let hinter = ShellHinter(session.session, completer: completer)
    let hints: [(String, Hint?)] = [
      ("imag", nil), ("images", .placeholder(" [REPOSITORY[:TAG]]")), ("vers", .continuation("ion")),
      ("docker vers", .continuation("ion")), ("$ docker vers", .continuation("ion")), ("version", nil),
      ("tag", .placeholder(" SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]")),
      ("tag ", .placeholder("SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]")), ("tag a", nil),
      ("tag a ", .placeholder("TARGET_IMAGE[:TAG]")), ("tag a b ", nil), ("tag 'a ", nil), ("tag a\\ ", nil),
      ("rmi a b ", .placeholder("[IMAGE...]")), ("images --no-t", .continuation("runc")),
      ("images --no-trunc", .placeholder(" [REPOSITORY[:TAG]]")),
      ("pull --platform ", .placeholder("PLATFORM")), ("registry ", .placeholder("COMMAND")),
      ("registry ser", .continuation("ve")), ("cp a ", nil), ("nosuch ", nil), ("nosu", nil), ("ex", nil),
      ("exi", .continuation("t")), ("images > ", nil), ("images # ", nil), ("images | gr", nil), ("", nil), (" ", nil),
    ]
    for (line, hint) in hints { #expect(hinter.hint(for: line) == hint, "\(line)") }
    completer.begin(behind: "tag \\")
    #expect(hinter.hint(for: "vers") == nil)
    #expect(!hinter.mayOffer("version"))
    await session.close()
  }

  @Test func `Old lines are offered that can be read and have a verb`() async throws {
    let session = try await TestSession()
    let hinter = ShellHinter(session.session, completer: ShellCompleter(session.session))
    for line in ["images -a", "docker image ls", "exit 3", "tag a b # c", "PS C:\\> docker ps"] {
      #expect(hinter.mayOffer(line), "\(line)")
    }
    for line in ["imagse", "tag 'a", "image nosuch", "# comment", ""] { #expect(!hinter.mayOffer(line), "\(line)") }
    await session.close()
  }
}
