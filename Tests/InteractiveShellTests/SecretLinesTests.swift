import LineEditing
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
    ])
  func refused(line: String) {
    #expect(!SecretLines.historyPolicy.keeps(line))
  }

  @Test(
    "Other lines are kept",
    arguments: [
      "login", "login -u alice", "login -u alice --password-stdin < file", "images", "commit -p web x",
      "registry serve --listen 127.0.0.1:0", "pull localhost:5000/a@sha256:abc", "cp web:/etc/motd .",
    ])
  func kept(line: String) {
    #expect(SecretLines.historyPolicy.keeps(line))
  }
}
