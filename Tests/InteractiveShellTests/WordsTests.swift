import ImageCommands
import TestSupport
import Testing

@testable import InteractiveShell

@Suite struct WordsTests {
  @Test(
    "A command's beginning stands for it where it is no other's",
    arguments: [
      ("ima", "images"), ("ima -q", "images -q"), ("im", "images"), ("hist app", "history app"), ("pul a", "pull a"),
      ("reg ta localhost:5000/a", "registry tags localhost:5000/a"), ("reg l", "registry ls"), ("reg", "registry"),
      ("registry tag x", "registry tags x"), ("man i x", "manifest inspect x"), ("sys d", "system df"),
      ("con li", "container list"), ("container in x", "container inspect x"), ("reg nosuch", "registry nosuch"),
      // What is whole stays, though others begin so; and what begins nothing is left to its error.
      ("log", nil), ("rm x", nil), ("image ls", nil), ("image", nil), ("cp a b", nil), ("nosuch", nil), ("-q", nil),
      ("registry nosuch", nil), ("run x", nil),
    ] as [(String, String?)])
  func meant(line: String, whole: String?) {
    let words = line.split(separator: " ").map(String.init)
    let meant = CommandTable().writtenOut(words).joined(separator: " ")
    #expect(meant == whole ?? line)
    if whole == nil { #expect(CommandTable().abbreviation(words) == .none) }
  }

  @Test func `At the prompt words may be short, but not where several are meant, or where something goes`() async throws
  {
    let test = try RealSession(rows: 24)
    try await test.makeImage()
    #expect(await test.session.run("vers") == .done(.success))
    #expect(test.output.text.hasSuffix(VersionCommand.text))
    #expect(await test.session.run("i") == .done(.failure))
    #expect(test.errors.text.contains("'i' may be 'images', 'inspect', 'import' or 'info'"))
    for (short, whole) in [("und", "undo"), ("g", "gc"), ("image pru", "image prune")] {
      #expect(await test.session.run(short) == .done(.failure))
      #expect(test.errors.text.contains("Write it out: '\(whole)'"), "\(test.errors.text)")
    }
    #expect(await test.session.run("exi 7") == .leave(ImageCommands.ExitStatus(rawValue: 7)))
  }

  @Test func `A script's words are whole, and the whole word is named`() async throws {
    let test = try RealSession()
    #expect(await test.session.run("vers") == .done(.failure))
    #expect(await test.session.run(words: ["reg", "ta", "x"]) == .failure)
    #expect(test.output.text == "")
    #expect(test.errors.text.contains("version") && test.errors.text.contains("registry tags"), "\(test.errors.text)")
  }

  @Test func `The variable id is what a command made, named, or listed alone`() async throws {
    let test = try RealSession()
    try await test.makeImage()
    let id = test.output.text.split(separator: "\n").last.map(String.init) ?? ""
    try shell("tar cf other.tar given", in: test.scratch)
    for (line, expected) in [
      ("import other.tar other:1", ""), ("images base", id), ("import other.tar other:2", ""), ("tag base:1 new", id),
      ("import other.tar other:3", ""), ("save base:1 > base.tar", ""), ("load -i base.tar", id),
    ] {
      #expect(await test.session.run(line) == .done(.success), "\(line): \(test.errors.text)")
      if !expected.isEmpty {
        #expect(await test.session.run("inspect -f '{{.Id}}' $id > shown") == .done(.success), "\(line)")
        #expect(try test.file("shown") == id + "\n", "\(line)")
      }
    }
    // Two rows are no answer; and a container's id is one.
    #expect(await test.session.run("images") == .done(.success))
    #expect(await test.session.run("inspect -f '{{.Id}}' $id > shown") == .done(.success))
    #expect(try test.file("shown") == id + "\n")
    #expect(await test.session.run("create --name web base:1 sh") == .done(.success))
    #expect(await test.session.run("rm $id") == .done(.success))
  }

  @Test func `No other variable is there, and no pattern is expanded`() async throws {
    let test = try RealSession()
    for (line, said) in [
      ("tag a $HOME", "there is no variable '$HOME': the only one is $id"), ("tag a \"x${ID}\"", "'$ID'"),
      ("version | cat $nosuch", "'$nosuch'"), ("load -i *.tar", "'*.tar'"),
      ("rm 'web*' web*", "'web*' is taken as it stands"),
    ] {
      #expect(await test.session.run(line) == .done(.failure), "\(line)")
      #expect(test.errors.text.contains(said), "\(line): \(test.errors.text)")
    }
    #expect(await test.session.run("version --format '$HOME'") == .done(.success))
    #expect(test.output.text == "$HOME\n")
  }
}
