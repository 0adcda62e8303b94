import Testing

/// What a lesson says of a command: the step that it is typed at, what was typed before, the line, and the sentence; nil
/// for free play, of which nothing is said.
struct WrongTurn: Sendable {
  let step: Int
  let before: [String]
  let line: String
  let says: String?

  init(_ step: Int, _ line: String, says: String?, after before: [String] = []) {
    (self.step, self.line, self.says, self.before) = (step, line, says, before)
  }

  static let windows = "windows-container-images"

  /// By step, so that one lesson serves for all.
  static let all: [WrongTurn] = [
    // pull
    WrongTurn(1, "pull microsoft/nanoserver", says: "Not yet: You pulled another image, microsoft/nanoserver."),
    WrongTurn(
      1, "pull microsoft/windowsservercore:10.0.14300.1000",
      says: "another tag of the same repository. Expected: The step"
    ),
    WrongTurn(
      1, "pull microsoft/windowsservrcore",
      says: "no such image. Expected: The step is about microsoft/windowsservercore. Next: Write"),
    WrongTurn(1, "pull microsoft/windowsservercore:nosuch", says: "Not yet: You asked for"),
    WrongTurn(1, "images", says: nil),
    WrongTurn(1, "version", says: nil),
    WrongTurn(1, "pul microsoft/windowsservercore", says: nil),
    WrongTurn(1, "pull --dry-run microsoft/windowsservercore", says: nil),
    WrongTurn(1, "search '*'", says: nil),
    // images
    WrongTurn(3, "images microsoft/nanoserver", says: "Not yet: That shows a part of it only."),
    WrongTurn(3, "images -f dangling=true", says: "Not yet: That shows a part of it only."),
    WrongTurn(3, "history microsoft/nanoserver", says: nil),
    // create
    WrongTurn(
      4, "create --name web microsoft/nanoserver",
      says:
        "Not yet: The container web stands on microsoft/nanoserver. Expected: It stands on microsoft/windowsservercore"
    ),
    WrongTurn(
      4, "create --name site microsoft/windowsservercore", says: "Next: Give it the name: 'rename site web'."),
    WrongTurn(
      4, "create --name web microsoft/windowsservercore", says: "Not yet: The name is taken by the container web",
      after: ["create --name web microsoft/nanoserver"]),
    // cp
    WrongTurn(5, "cp Default.htm web:C:\\index.html", says: "Not yet: You copied Default.htm."),
    WrongTurn(5, "cp index.html web:C:\\start.html", says: "Expected: It is there as C:\\index.html."),
    WrongTurn(5, "cp index.htm web:C:\\", says: "Next: Write index.html in its place."),
    WrongTurn(5, "cp index.html wbe:C:\\", says: "Next: Write web in its place."),
    WrongTurn(
      5, "cp index.html other:C:\\index.html", says: "Expected: It goes into the container web.",
      after: ["create --name other microsoft/nanoserver"]),
    WrongTurn(5, "cp web:C:\\Windows\\win.ini .", says: "Not yet: You copied out of the container."),
    WrongTurn(5, "ls web:/", says: nil),
    WrongTurn(5, "commit web early", says: nil),
    // commit
    WrongTurn(6, "commit web windowsserveriis", says: "Not yet: The image is called windowsserveriis."),
    WrongTurn(6, "commit wbe windowsservercoreiis", says: "Next: Write web in its place."),
    WrongTurn(6, "commit nosuch windowsservercoreiis", says: "Not yet: There is no container nosuch."),
    WrongTurn(
      6, "commit other windowsservercoreiis", says: "Not yet: The image was made of the container other",
      after: ["create --name other microsoft/nanoserver"]),
    WrongTurn(6, "commit web", says: "Not yet: The image has no name."),
    WrongTurn(6, "tag microsoft/windowsservercore windowsservercoreiis", says: nil),
    // history
    WrongTurn(7, "history microsoft/nanoserver", says: "Not yet: You looked at microsoft/nanoserver."),
    WrongTurn(7, "history windowsservercoreis", says: "Next: Write windowsservercoreiis in its place."),
    WrongTurn(7, "inspect windowsservercoreiis", says: nil),
    // a removal that is refused
    WrongTurn(
      8, "rmi -f windowsservercoreiis", says: "Not yet: It was done, and not refused.",
      after: ["create --name site windowsservercoreiis"]),
    WrongTurn(
      8, "rmi windowsservercoreis", says: "Next: Write windowsservercoreiis in its place.",
      after: ["create --name site windowsservercoreiis"]),
    WrongTurn(8, "rmi windowsservercoreiis", says: "then go through the goals in their order."),
    // removals
    WrongTurn(9, "rm web", says: "Not yet: You removed the container web. Expected: site goes."),
    WrongTurn(9, "rm sit", says: "Next: Write site in its place."),
    WrongTurn(9, "rmi windowsservercoreiis", says: "Next: Remove the container first: 'rm site'."),
    WrongTurn(
      9, "rmi microsoft/nanoserver",
      says: "Not yet: You removed microsoft/nanoserver. Expected: windowsservercoreiis goes",
      after: ["rm site"]),
    // search
    WrongTurn(10, "search iis", says: "Not yet: You looked at iis."),
    // login
    WrongTurn(13, "login -u username -p wrong", says: "Not yet: docker.io did not take the name and the password."),
    WrongTurn(13, "push microsoft/nanoserver", says: nil),
    // commit and tag
    WrongTurn(
      14, "tag microsoft/aspnet username/containername",
      says: "Not yet: username/containername means the image microsoft/aspnet now.", after: ["commit web containername"]
    ),
    WrongTurn(
      14, "tag containername usrname/containername",
      says:
        "Not yet: The image is called usrname/containername now. Expected: The step calls it username/containername.",
      after: ["commit web containername"]),
    WrongTurn(
      14, "tag containernam username/containername", says: "Next: Write containername in its place.",
      after: ["commit web containername"]),
    // push
    WrongTurn(
      15, "push username/containername", says: "Not yet: The push was denied: you are not logged in to docker.io.",
      after: ["logout"]),
    WrongTurn(15, "push username/containernam", says: "Next: Write username/containername in its place."),
    WrongTurn(
      15, "push somebody/containername",
      says: "Not yet: The push of somebody/containername was refused; you are logged in as username.",
      after: ["tag containername somebody/containername"]),
    WrongTurn(
      15, "push username/other", says: "Not yet: You pushed username/other.",
      after: ["tag containername username/other"]),
    // one by one
    WrongTurn(16, "rmi containername", says: "Not yet: 1 of 2 names are gone."),
    WrongTurn(16, "rmi microsoft/aspnet", says: "Not yet: You removed microsoft/aspnet."),
  ]
}

@Suite struct WrongTurnTests {
  @Test func `What was seen, what was expected and one next action are said`() async throws {
    let room = try await Classroom(WrongTurn.windows)
    for turn in WrongTurn.all {
      try await room.go(to: turn.step)
      for line in turn.before { try await room.say(line) }
      let text = try await room.say(turn.line)
      if let says = turn.says {
        #expect(text.contains(says), "\(turn.line): \(text)")
      } else {
        #expect(!text.contains("Not yet"), "\(turn.line): \(text)")
      }
      #expect(!text.contains("Right"), "\(turn.line): \(text)")
      try await room.say("retry")
      #expect(await room.segment == "\(WrongTurn.windows) \(turn.step)/16", "\(turn.line)")
    }
    await room.close()
  }
}
