import TestSupport
import Testing

/// The program in bad weather, against a registry that it serves itself: the lines on the error output and the status.
@Suite struct PullProgramTests {
  /// Serves a fixture, makes the weather, and pulls; the host is told as HOST.
  private func pull(_ rule: String) async throws -> Drydock.Ended {
    let drydock = try Drydock()
    return try await drydock.bash(
      Drydock.servedFixture(options: "--weather '\(rule)'") + """
        status=0
        "$drydock" pull -q "$from/alice/greeter" >out 2>err || status=$?
        sed "s/$from/HOST/g" out
        sed "s/$from/HOST/g" err >&2
        exit $status
        """)
  }

  @Test(arguments: ["reset@1000 on blob once", "503 on manifest once", "flip on blob once", "reset on token once"])
  func `What passes is waited for, and the image is whole`(rule: String) async throws {
    let ended = try await pull(rule)
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(ended.output == "HOST/alice/greeter:latest\n")
  }

  @Test func `A web page in the place of a manifest is told in docker's words`() async throws {
    let ended = try await pull("html on GET manifest")
    #expect(ended.status == 1)
    let lines = ended.errors.split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines.first?.hasSuffix("invalid character '<' looking for beginning of value") ?? false, "\(ended.errors)")
    #expect(lines.last == "See it in a browser, or look at the host's name, and try again.")
  }

  @Test func `Escapes of a registry are shown and not done`() async throws {
    let ended = try await pull("hostile on blob")
    #expect(ended.status == 1)
    #expect(ended.errors.hasPrefix(#"denied: \x1b]0;owned\x07\x1b[2J"#), "\(ended.errors)")
    #expect(ended.errors.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A })
  }
}
