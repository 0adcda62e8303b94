import Foundation
import TestSupport
import Testing

/// `tutorial check --registry` in the real program, against a registry that holds other people's images.
@Suite struct TutorialCheckRegistryTests {
  /// Pushes and pulls names that others have there, too, many times.
  static let page = """
    # A page

    ```console
    $ docker pull microsoft/nanoserver
    $ docker tag microsoft/nanoserver username/copy
    $ docker login
    Username: username
    Password:
    Login Succeeded
    ```

    """
    + String(
      repeating:
        "```console\n$ docker push -q username/copy\n$ docker rmi username/copy\n$ docker pull -q username/copy\n```\n\n",
      count: 40)

  private let program: Drydock
  private let page: String

  init() throws {
    program = try Drydock()
    page = program.scratch("work/page.md")
    try Self.page.write(toFile: page, atomically: true, encoding: .utf8)
  }

  /// Everything that lies in a registry's storage, with its bytes: others' images and what serves them.
  private func contents(_ server: RealRegistry) throws -> [String: Data] {
    let names = FileManager.default.enumerator(atPath: server.storage)?.compactMap { $0 as? String } ?? []
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        FileManager.default.contents(atPath: "\(server.storage)/\(name)").map { (name, $0) }
      })
  }

  /// Puts an image under names that the page uses, as somebody else would.
  private func fill(_ server: RealRegistry, login: String = "") async throws {
    let ended = try await program.bash(
      """
      set -eu
      export DRYDOCK_HOME=$PWD/others DOCKER_CONFIG=$PWD/others-config
      \(login)
      printf 'theirs' >file
      "$drydock" import file x:1 >/dev/null 2>&1 || tar c file | "$drydock" import - x:1 >/dev/null
      for name in microsoft/nanoserver:latest username/copy:latest others/own:1; do
        "$drydock" tag x:1 \(server.host)/$name
        "$drydock" push -q \(server.host)/$name
      done
      """)
    #expect(ended.status == 0, "\(ended)")
  }

  /// What is served below a check's names.
  private func provisioned(_ contents: [String: Data]) -> [String] {
    contents.keys.filter { $0.contains("/repositories/drydock-check-") && $0.hasSuffix("current/link") }
  }

  @Test func `other people's images stay byte for byte, and nothing of the check is served any more`() async throws {
    let server = try RealRegistry(user: ("username", "a simulated password"))
    try await fill(
      server,
      login: "echo 'a simulated password' | \"$drydock\" login -u username --password-stdin \(server.host) >/dev/null")
    let before = try contents(server)
    #expect(!before.isEmpty)
    let ended = try await program.run(
      "tutorial", "check", "--fixture", "windows-2016", "--registry", server.url, "--to", "6", page)
    #expect(ended.status == 0, "\(ended)")
    #expect(ended.output.contains("1 drift, 0 defect, 0 unmet, 0 fail, 0 skipped"), "\(ended)")
    #expect(ended.errors.contains("is put below drydock-check-"), "\(ended)")
    #expect(!"\(ended)".contains("a simulated password"))
    let after = try contents(server)
    for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
    #expect(provisioned(after).isEmpty)
  }

  @Test func `a check that is cut by Ctrl-C takes out what it put there`() async throws {
    let server = try RealRegistry()
    try await fill(server)
    let before = try contents(server)
    let session = try PtySession(
      Drydock.path, ["tutorial", "check", "--fixture", "windows-2016", "--registry", server.url, page],
      environment: program.environment, columns: 120)
    try await session.wait(for: "step 3 of 41", seconds: 120)
    #expect(!provisioned(try contents(server)).isEmpty)
    session.send("\u{3}")
    #expect(try await session.waitForEnd(seconds: 120) == .exited(130))
    #expect(!session.screen.text.contains("step 3 of 41"))
    let after = try contents(server)
    for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
    #expect(provisioned(after).isEmpty)
    #expect(program.leftovers.isEmpty)
  }

  @Test func `a registry that refuses deletes keeps what was put there, under a name that is told`() async throws {
    let server = try RealRegistry(allowsDelete: false)
    let session = try PtySession(
      Drydock.path, ["tutorial", "check", "--fixture", "windows-2016", "--registry", server.url, page],
      environment: program.environment, columns: 120)
    try await session.wait(for: "step 3 of 41", seconds: 120)
    session.send("\u{3}")
    #expect(try await session.waitForEnd(seconds: 120) == .exited(130))
    let left = provisioned(try contents(server))
    let name = try #require(left.first?.split(separator: "/").first { $0.hasPrefix("drydock-check-") })
    #expect(session.output.contains("below \(name)/"))
    #expect(session.output.contains("could not be deleted"))
  }
}
