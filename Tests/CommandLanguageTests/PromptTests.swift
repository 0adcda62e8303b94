import CommandLanguage
import Testing

@Suite struct PromptTests {
  @Test(arguments: [
    ("$ docker ps", Prompt.dollar, "docker ps"), ("  $ docker ps", .dollar, "docker ps"), ("$", .dollar, ""),
    ("# docker ps", .hash, "docker ps"), ("> docker ps", .angle, "docker ps"),
    (#"PS C:\Users\me> docker ps"#, .powerShell, "docker ps"), ("PS> docker ps", .powerShell, "docker ps"),
    ("PS /home/me> docker ps", .powerShell, "docker ps"),
    (#"C:\>docker ps"#, .windows, "docker ps"), (#"C:\Program Files> docker ps"#, .windows, "docker ps"),
    ("drydock> images", .drydock, "images"), ("drydock (windows-2016)> images", .drydock, "images"),
    ("drydock [page 3/11]> ", .drydock, ""),
    ("alice@host:~/app$ docker ps", .dollar, "docker ps"), ("[root@host ~]# docker ps", .hash, "docker ps"),
    ("root@f9e8a4cc8f6c:/# ls", .hash, "ls"),
  ])
  func aPromptIsTakenOff(line: String, prompt: Prompt, rest: String) throws {
    let found = try #require(Prompt.split(line))
    #expect(found.prompt == prompt)
    #expect(found.rest == rest)
  }

  @Test(arguments: [
    "docker ps", "$docker", "#docker", ">docker", "drydock images > file", "drydock save x >y", "PSx> y", "a@b c$ d",
    "user@host", "", "C:/x> y", "digest@sha256:x",
  ])
  func whatIsNoPromptStays(line: String) {
    #expect(Prompt.split(line) == nil)
  }

  @Test func onlyTheWantedPromptsCount() {
    #expect(Prompt.split("# docker ps", [.dollar]) == nil)
  }

  @Test(
    arguments: [
      ("docker pull x", "docker", ["pull", "x"], false), ("sudo docker pull x", "docker", ["pull", "x"], true),
      ("sudo -E podman ps", "podman", ["ps"], true), ("docker.exe ps", "docker", ["ps"], false),
      ("drydock --world w ps", "drydock", ["--world", "w", "ps"], false), ("images -q", nil, ["images", "-q"], false),
      ("docker-compose up", nil, ["docker-compose", "up"], false), ("sudo", nil, ["sudo"], false),
    ] as [(String, String?, [String], Bool)])
  func sudoAndTheCommandsNameAreTakenOff(line: String, name: String?, words: [String], sudo: Bool) throws {
    let invocation = Invocation(try CommandLine(line).words)
    #expect(invocation.name == name)
    #expect(invocation.words.map(\.value) == words)
    #expect(invocation.usesSudo == sudo)
  }

  @Test(
    arguments: [
      ("pul", "pull"), ("imgaes", "images"), ("histroy", "history"), ("timout", "timeout"), ("x", nil), ("build", nil),
      ("SKIP", "skip"),
    ] as [(String, String?)])
  func theNearestNameIsFound(word: String, nearest: String?) {
    let names = ["pull", "push", "images", "history", "timeout", "skip"]
    #expect(Spelling.nearest(to: word, among: names) == nearest)
  }
}
