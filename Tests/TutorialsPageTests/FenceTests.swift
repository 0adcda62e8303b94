import CommandLanguage
import Testing

@testable import Tutorials

/// Reads one fence in a page of its own; line 1 of the fence's content is line 2 of the page.
func commands(_ content: String, language: String = "console") throws -> [PageCommand] {
  try Page(parsing: Array("```\(language)\n\(content)\n```\n".utf8), path: "p.md").steps.first?.commands ?? []
}

@Suite struct FenceTests {
  @Test(
    arguments: [
      ("$ docker pull a\nok\n$ docker images\nREPO\nx", ["docker pull a", "docker images"], [["ok"], ["REPO", "x"]]),
      ("$ docker pull a\n\n$ ls\nfile\n$ docker ps", ["docker pull a", "ls", "docker ps"], [[], ["file"], []]),
      (#"PS C:\> docker ps"# + "\nX\n" + #"PS C:\app> docker pull a"#, ["docker ps", "docker pull a"], [["X"], []]),
      (#"C:\>docker ps"# + "\nX", ["docker ps"], [["X"]]),
      ("# docker ps\nX\n# docker pull a", ["docker ps", "docker pull a"], [["X"], []]),
      ("> docker ps\nX\n> docker pull a", ["docker ps", "docker pull a"], [["X"], []]),
      ("drydock> images\nX\ndrydock> pull a\nY", ["images", "pull a"], [["X"], ["Y"]]),
      ("drydock (windows-2016)> docker images", ["docker images"], [[]]),
      ("me@host:~$ sudo docker ps\nX", ["sudo docker ps"], [["X"]]),
      ("# list them\n$ docker ps\nX\n# and pull\n$ docker pull a", ["docker ps", "docker pull a"], [["X"], []]),
      ("$ # list\n$ docker ps\nX\n$", ["docker ps"], [["X"]]),
      ("$ docker ps\n$HOME\n$5", ["docker ps"], [["$HOME", "$5"]]),
      ("docker ps\n\nX\n\nY", ["docker ps"], [["X", "", "Y"]]),
      ("docker ps\nX", ["docker ps"], [["X"]]),
      ("docker pull a\ndocker pull b\n\nX", ["docker pull a", "docker pull b"], [[], ["X"]]),
      ("docker ps\n\nX\n\ndocker pull a\n\nY", ["docker ps", "docker pull a"], [["X"], ["Y"]]),
      ("docker ps\n\nX\ndocker pull a", ["docker ps"], [["X", "docker pull a"]]),
      ("# first\ndocker ps\n\nX\n\n# second\ndocker pull a", ["docker ps", "docker pull a"], [["X"], []]),
      (
        "docker ps\n\ndocker.io/library/x\ndocker is a tool", ["docker ps"],
        [["docker.io/library/x", "docker is a tool"]]
      ),
      ("cd app\ndocker build .", ["cd app", "docker build ."], [[], []]),
      ("podman ps\nnerdctl ps\ndrydock ps", ["podman ps", "nerdctl ps", "drydock ps"], [[], [], []]),
      ("  docker ps", ["docker ps"], [[]]),
    ] as [(String, [String], [[String]])])
  func commandsAndSamplesAreTold(content: String, sources: [String], samples: [[String]]) throws {
    let found = try commands(content)
    #expect(found.map(\.source) == sources)
    #expect(found.map { $0.sample.lines.map(\.text) } == samples)
    let lines = ("```\n" + content).split(separator: "\n", omittingEmptySubsequences: false)
    for command in found {
      #expect(lines[command.line - 1].hasSuffix(command.source))
      for line in command.sample.lines { #expect(lines[line.number - 1] == line.text) }
    }
  }

  @Test(arguments: [
    ("$ docker pull \\\n    alpine\nX", "docker pull alpine", 3), ("docker pull \\\nalpine", "docker pull alpine", 3),
    ("$ docker pull \\\n> alpine", "docker pull alpine", 3),
    ("PS> docker pull `\n>> alpine\nX", "docker pull alpine", 3),
    ("docker pull `\n  alpine", "docker pull alpine", 3), (#"C:\>docker pull ^"# + "\nalpine", "docker pull alpine", 3),
    ("$ docker commit -m 'a\n> b' c d", "docker commit -m 'a\nb' c d", 3),
    ("$ docker ps |\n  grep x", "docker ps | grep x", 3),
    (#"docker cp x c1:C:\"# + "\n\nX", #"docker cp x c1:C:\"#, 2),
  ])
  func aCommandMayGoOn(content: String, source: String, last: Int) throws {
    let command = try #require(try commands(content).first)
    #expect(command.source == source)
    #expect(command.line == 2)
    #expect(command.lastLine == last)
    if case .unmet(let reason) = command.kind { Issue.record("\(reason)") }
  }

  @Test(arguments: [
    ("docker images -q", PageCommand.Kind.ours(["images", "-q"])),
    ("docker run -it <name> cmd", .ours(["run", "-it", "<name>", "cmd"])),
    ("docker compose up", .ours(["compose", "up"])),
    ("docker images | grep x | wc -l", .piped(["images"], through: [["grep", "x"], ["wc", "-l"]])),
    ("docker images | xargs docker rmi", .unmet(.pipe("xargs"))),
    ("docker rmi $(docker images -q)", .unmet(.syntax(.commandSubstitution))),
    ("docker pull a && docker pull b", .unmet(.syntax(.and))),
    ("cat x.tar | docker import - y", .unmet(.pipe("cat"))),
    ("DOCKER_BUILDKIT=1 docker build .", .unmet(.assignment("DOCKER_BUILDKIT"))),
    ("docker save x > ../y.tar", .unmet(.redirection("../y.tar"))),
    ("docker save x > y.tar", .ours(["save", "x"])),
    ("docker commit 'x y", .unmet(.unreadable(.incomplete(.singleQuote)))),
  ])
  func theKindOfACommandIsNamed(content: String, kind: PageCommand.Kind) throws {
    for text in [content, "$ " + content] { #expect(try commands(text).map(\.kind) == [kind], "\(text)") }
  }

  @Test(arguments: [
    ("none", "rm -rf /bin"), ("dockerfile", "FROM x\nRUN docker pull a"), ("yaml", "docker pull a"),
    ("json", "docker ps"),
    ("none", "docker.io/library/alpine:3"), ("text", "docker is a tool that people use"), ("", "run x"),
    ("none", "docker pull [OPTIONS] NAME[:TAG|@DIGEST]"), ("console", "$ docker rmi IMAGE [IMAGE...]"),
    ("none", "images"),
    ("none", "docker images are built from layers."), ("none", "docker run the image"), ("bash", "# docker"),
    ("none", "Usage:  docker pull NAME"), ("none", "rmi x"), ("go", "docker ps"), ("none", "docker-compose up"),
    ("none", "docker"), ("output", "docker ps"), ("none", "docker wrote this"),
  ])
  func whatOnlyLooksLikeACommandIsNone(language: String, content: String) {
    #expect(throws: PageError.self) { try commands(content, language: language) }
  }

  @Test(arguments: [
    "", "none", "console", "text", "sh", "bash", "shell", "cmd", "powershell", "shell-session", "PowerShell", "{.bash}",
    "bash title=\"x\"", "console?prompt=$",
  ])
  func sessionLanguagesHoldCommands(language: String) throws {
    #expect(try commands("docker ps", language: language).count == 1)
  }

  @Test func scriptsMayBeginWithAnything() throws {
    let found = try commands("kubectl get x\n\nset -e\n\ndocker ps\n", language: "bash")
    #expect(found.map(\.source) == ["kubectl get x", "set -e", "docker ps"])
    #expect(found.first?.kind == .unmet(.foreignProgram("kubectl")))
  }

  @Test func indentedCodeIsAFenceToo() throws {
    let page = try Page(parsing: Array("Text:\n\n    $ docker ps\n    X\n\n    Y\n\nEnd\n".utf8), path: "p.md")
    #expect(page.steps[0].commands[0].line == 3)
    #expect(
      page.steps[0].commands[0].sample.lines == [
        .init(number: 4, text: "X"), .init(number: 5, text: ""), .init(number: 6, text: "Y"),
      ])
  }

  @Test func fencesInListsAndQuotesKeepTheirLines() throws {
    let text = "1. Do\n\n   ```console\n   $ docker ps\n   X\n   ```\n\n> ~~~\n> docker images\n> ~~~\n"
    let page = try Page(parsing: Array(text.utf8), path: "p.md")
    #expect(page.steps.map { $0.commands[0].line } == [4, 9])
    #expect(page.steps[0].commands[0].sample.lines.map(\.text) == ["X"])
  }

  @Test func theStatusIsTheLastLine() throws {
    let found = try commands("$ docker rmi x\nError: No such image: x\n[1]\n$ docker ps\nX\n$ docker rm y\n[0]")
    #expect(found.map(\.expectedStatus) == [1, nil, 0])
    #expect(found.map(\.expectsFailure) == [true, false, false])
    #expect(found.map { $0.sample.lines.count } == [1, 1, 0])
    #expect(try commands("docker rmi x\n\nError response from daemon: conflict")[0].expectsFailure)
  }
}
