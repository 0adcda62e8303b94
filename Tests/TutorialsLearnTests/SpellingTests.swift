import Testing

/// Any command with the right effect counts, whatever its spelling.
@Suite struct SpellingTests {
  /// Steps with lines that do them otherwise than the page; the last one brings the step on.
  static let ways: [(step: Int, lines: [String])] = [
    (1, ["docker image pull docker.io/microsoft/windowsservercore:latest"]),
    (1, ["create --name xx microsoft/windowsservercore"]),
    (
      1,
      [
        "pull microsoft/windowsservercore:10.0.14300.1000",
        "tag microsoft/windowsservercore:10.0.14300.1000 microsoft/windowsservercore",
      ]
    ),
    (3, ["image ls --format json"]), (3, ["images -q --no-trunc"]), (3, ["image list -a > list"]),
    (4, ["container create --name=web microsoft/windowsservercore"]),
    (4, ["create --name yy microsoft/windowsservercore", "rename yy web"]),
    (5, ["container cp ./index.html web:/index.html"]), (5, ["cp index.html web:c:/"]),
    (6, ["container commit -m 'a page' web windowsservercoreiis:latest"]),
    (6, ["commit web", "tag $id windowsservercoreiis"]),
    (7, ["history --no-trunc windowsservercoreiis:latest"]), (7, ["image history -q windowsservercoreiis"]),
    (8, ["create --name site windowsservercoreiis", "image rm windowsservercoreiis:latest"]),
    (9, ["container rm site", "image remove windowsservercoreiis"]),
    (9, ["rmi -f windowsservercoreiis", "rm -f site"]),
    (10, ["search --no-trunc '*'"]), (10, ["search microsoft"]),
    (12, ["image ls"]),
    (13, ["login -u username -p 'a simulated password' docker.io"]),
    (14, ["commit web username/containername", "tag username/containername containername"]),
    (15, ["image push -q username/containername:latest"]),
    (16, ["rmi username/containername", "image rm containername", "pull -q username/containername"]),
  ]

  @Test func `A step is done in other words`() async throws {
    let room = try await Classroom("windows-container-images")
    var done = 0
    for (step, lines) in Self.ways {
      if step == done { try await room.say("back") }
      try await room.go(to: step)
      for line in lines.dropLast() {
        try await room.say(line)
        #expect(await room.segment == "windows-container-images \(step)/16", "\(line): \(room.raw)")
      }
      let text = try await room.say(try #require(lines.last))
      #expect(text.contains("Right"), "\(text)")
      #expect(await room.segment == "windows-container-images \(step == 16 ? "done" : "\(step + 1)/16")", "\(text)")
      done = step
    }
    await room.close()
  }
}
