import LineEditing
import TestSupport
import Testing

@testable import InteractiveShell

@Suite struct SecretLinesTests {
  @Test(
    "Lines that show a secret get into no history",
    arguments: [
      "login -p hunter2", "login -u alice -phunter2", "docker login -u alice -p hunter2 localhost:5000",
      "sudo docker login --password hunter2", "login --password=hunter2", "login -up hunter2",
      "PS C:\\> docker login -p hunter2", "registry serve --user alice:hunter2", "registry serve --user=alice:hunter2",
      "echo hunter2 | docker login -u alice --password-stdin", "lgoin -p hunter2", "login -p 'hunter",
      "pull https://alice:hunter2@localhost/x", " images",
      "logi -p hunter2", "lo -p hunter2", "!docker login -p hunter2", "! curl -H 'Token: hunter2' x && y",
      "$ !export MY_PASSWORD=hunter2", "!curl https://alice:hunter2@localhost/",
    ])
  func refused(line: String) {
    #expect(!SecretLines.historyPolicy.keeps(line))
  }

  @Test(
    "Other lines are kept",
    arguments: [
      "login", "login -u alice", "login -u alice --password-stdin < file", "images", "commit -p web x",
      "registry serve --listen 127.0.0.1:0", "pull localhost:5000/a@sha256:abc", "cp web:/etc/motd .",
      "!ls -l", "!", "images | less", "!curl localhost && ls",
    ])
  func kept(line: String) {
    #expect(SecretLines.historyPolicy.keeps(line))
  }

  @Test func `no line that a look at its bytes lets pass shows a secret`() {
    let parts = [
      "login", "lgoin", "Login", "-p", "--password", "'--password", "\\-p", "--user", "alice:x", "http://a:b@c", "|",
      "docker", "sudo", " ", " ", " ", "\t", "'", "\"", "-", "x-p", "$id", "\n", "#", "password", "pull", "é", ">", "&",
    ]
    var random = Seeded(11)
    var innocent = 0
    for _ in 0..<20_000 {
      let line = (0..<Int.random(in: 1...7, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }
        .joined()
      guard SecretLines.isInnocent(line) else { continue }
      innocent += 1
      #expect(!SecretLines.showsSecret(in: line), "\(line)")
    }
    #expect(innocent > 1000)
  }
}
