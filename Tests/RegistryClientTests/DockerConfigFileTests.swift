import Foundation
import ImageSpec
import RegistryClient
import TestSupport
import Testing

@Suite struct DockerConfigFileTests {
  private let folder: ScratchFolder
  private let path: String
  private let file: DockerConfigFile
  private let host: RegistryHost

  init() throws {
    folder = try ScratchFolder()
    path = folder(".docker/config.json")
    file = DockerConfigFile(path: path, environment: [:])
    host = try RegistryHost(parsing: "127.0.0.1:5000")
  }

  private func write(_ text: String) throws {
    try FileManager.default.createDirectory(atPath: folder(".docker"), withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private func mode(_ path: String) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test func `a credential is written as docker writes it, for its owner only`() async throws {
    try await file.store(Credential(username: "ann", password: "p:w"), for: host)
    #expect(
      try text() == "{\n\t\"auths\": {\n\t\t\"127.0.0.1:5000\": {\n\t\t\t\"auth\": \"YW5uOnA6dw==\"\n\t\t}\n\t}\n}")
    #expect(try mode(path) == 0o600)
    #expect(try mode(folder(".docker")) == 0o700)
    #expect(try await file.credential(for: host) == Credential(username: "ann", password: "p:w"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder(".docker")) == ["config.json"])
  }

  @Test func `Docker Hub stands under its old address`() async throws {
    try await file.store(Credential(username: "ann", password: "x"), for: .dockerHub)
    #expect(try text().contains(#""https://index.docker.io/v1/": {"#))
    #expect(try await file.credential(for: .dockerHub)?.username == "ann")
  }

  @Test func `unknown members keep their place and a loose mode becomes tight`() async throws {
    try write(#"{"HttpHeaders": {"X": "1"}, "auths": {"other": {"auth": "YTpi", "x": 1}}, "z": [1, 2.50]}"#)
    chmod(path, 0o644)
    try await file.store(Credential(username: "ann", password: "x"), for: host)
    let object = try #require(JSON(parsing: Array(text().utf8)).object)
    #expect(object.keys == ["HttpHeaders", "auths", "z"])
    #expect(object["z"] == [1, .number("2.50")])
    #expect(object["auths"]?.object?["other"] == ["auth": "YTpi", "x": 1])
    #expect(try mode(path) == 0o600)
  }

  @Test(arguments: ["https://127.0.0.1:5000/v1/", "http://127.0.0.1:5000/v2/", "127.0.0.1:5000", "127.0.0.1:5000/"])
  func `scheme and path of a key don't count`(key: String) async throws {
    try write(#"{"auths":{"\#(key)":{"auth":"YW5uOnB3"}}}"#)
    #expect(try await file.credential(for: host) == Credential(username: "ann", password: "pw"))
    #expect(try await file.credential(for: .dockerHub) == nil)
    #expect(try await file.erase(for: host))
    #expect(try await !file.erase(for: host))
    #expect(try text() == "{\n\t\"auths\": {}\n}")
  }

  @Test func `an identity token is kept beside the name`() async throws {
    let identity = Credential(username: "ann", identityToken: "tok")
    try await file.store(identity, for: host)
    #expect(try text().contains(#""identitytoken": "tok""#))
    #expect(try await file.credential(for: host) == identity)
    #expect(try await file.list().map(\.username) == ["ann"])
  }

  @Test(arguments: [
    "", "{}", #"{"auths":{}}"#, #"{"auths":{"127.0.0.1:5000":{}}}"#, #"{"auths":{"127.0.0.1:5000":{"auth":"!"}}}"#,
  ])
  func `nothing is nothing`(content: String) async throws {
    try write(content)
    #expect(try await file.credential(for: host) == nil)
  }

  @Test func `a file that is not there is not made by reading or erasing`() async throws {
    #expect(try await file.credential(for: host) == nil)
    #expect(try await !file.erase(for: host))
    #expect(try await file.list().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folder(".docker")))
  }

  @Test func `a broken file is an error and stays as it is`() async throws {
    try write("{ not json")
    await #expect(throws: DockerConfigFile.Failure.notJSON(path: path)) { try await file.credential(for: host) }
    await #expect(throws: DockerConfigFile.Failure.notJSON(path: path)) {
      try await file.store(Credential(username: "a", password: "b"), for: host)
    }
    #expect(try text() == "{ not json")
  }

  @Test func `a symbolic link stays one`() async throws {
    try write("{}")
    try FileManager.default.moveItem(atPath: path, toPath: folder("real.json"))
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder("real.json"))
    try await file.store(Credential(username: "a", password: "b"), for: host)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == folder("real.json"))
    #expect(try String(contentsOfFile: folder("real.json"), encoding: .utf8).contains("YTpi"))
  }

  @Test func `many writers lose nothing`() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<30 {
        group.addTask {
          let file = DockerConfigFile(path: path, environment: [:])
          try await file.store(
            Credential(username: "u\(index)", password: "p"), for: RegistryHost(parsing: "h\(index).example"))
        }
      }
      try await group.waitForAll()
    }
    #expect(try await file.list().count == 30)
  }

  @Test func `a credential never shows its secret`() {
    let credential = Credential(username: "ann", password: "s3cret")
    var dumped = ""
    dump([credential], to: &dumped)
    for text in [
      "\(credential)", String(reflecting: credential), "\([credential])", "\(Optional(credential) as Any)", dumped,
    ] {
      #expect(!text.contains("s3cret"))
    }
  }
}
