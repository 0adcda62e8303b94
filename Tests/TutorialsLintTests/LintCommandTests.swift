import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials
import Worlds

/// `tutorial lint` and `tutorial fixture` as their users call them.
@Suite struct LintCommandTests {
  static let good = "# A\n\n```console\n$ docker pull -q a\n```\n"
  static let defect = "# A\n\n```console\n$ docker tag nobody b\n```\n"
  static let drift = "# A\n\n[there](nowhere.md)\n\n```console\n$ docker search *\n```\n"
  static let secret = "# A\n\n```console\n$ podman pull --creds a:sesame b\n$ docker login -u a -p sesame\n```\n"
  static let unreadable = "<!-- tutorial: skp, tiemout=3s -->\n```console\n$ docker pull a\n```\n\n```\nnever closed\n"

  static let cases: [(words: [String], page: String, status: Int32, said: [String])] = [
    ([], good, 0, ["1 step, 0 links: 0 drift, 0 defect"]),
    ([], defect, 1, ["page.md:4: defect, undefined: no step makes the image nobody:latest"]),
    ([], drift, 0, ["page.md:3: drift, link: there is no file nowhere.md", "page.md:6: drift, wildcard"]),
    (["--strict"], drift, 1, ["2 drift"]),
    (
      [], unreadable, 2,
      [
        "page.md:1: \"skp\" is no switch", "Did you mean \"skip\"?", "\"tiemout\" is no switch",
        "Did you mean \"timeout\"?", "page.md:6: the fence is never closed",
      ]
    ),
    ([], "# No step\n", 2, ["the page is no tutorial"]),
    (["--fixture", "nowhere"], good, 2, ["nowhere"]),
    ([], secret, 0, ["missing-verb", "--creds a:***"]), (["--json"], secret, 0, ["--creds a:***", "-p ***"]),
    (["--json"], defect, 1, ["\"verdict\":\"defect\",\"kind\":\"undefined\"", "\"totals\":{\"steps\":1,\"pass\":0"]),
    ([], "# A\u{1B}[2J\n\n[x](\u{202E}gone.md)\n\n```console\n$ docker rm a\u{1B}b\n```\n", 1, ["\\x1b", "\\u202e"]),
  ]

  @Test(arguments: cases.indices) func `the status is as documented`(index: Int) async throws {
    let one = Self.cases[index]
    let folder = try ScratchFolder()
    try one.page.write(toFile: "\(folder.path)/page.md", atomically: true, encoding: .utf8)
    let ended = await Called.run(["tutorial", "lint"] + one.words + ["\(folder.path)/page.md"], in: folder.path)
    #expect(ended.status == one.status, "\(ended.text)")
    for said in one.said { #expect(ended.text.contains(said), "\(ended.text)") }
    #expect(!ended.text.contains("sesame"))
    #expect(!ended.text.contains("\u{1B}") && !ended.text.contains("\u{202E}"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["page.md"])
  }

  @Test func `each of several pages has its turn`() async throws {
    let folder = try ScratchFolder()
    try Self.unreadable.write(toFile: "\(folder.path)/a.md", atomically: true, encoding: .utf8)
    try Self.defect.write(toFile: "\(folder.path)/b.md", atomically: true, encoding: .utf8)
    let ended = await Called.run(
      ["tutorial", "lint", "\(folder.path)/a.md", "\(folder.path)/none.md", "\(folder.path)/b.md"], in: folder.path)
    #expect(ended.status == 2)
    #expect(ended.text.contains("b.md:4: defect"), "\(ended.text)")
  }

  @Test func `a fixture is what a check derives, and no file is overwritten`() async throws {
    let folder = try ScratchFolder()
    let page = "\(folder.path)/page.md"
    try SeedPage.text.write(toFile: page, atomically: true, encoding: .utf8)
    let derived = try DerivedFixture(of: Page(parsing: Array(SeedPage.text.utf8), path: page)).yaml
    let shown = await Called.run(["tutorial", "fixture", page], in: folder.path)
    #expect(shown.status == 0 && shown.text == derived)
    let words = ["tutorial", "fixture", "-o", "\(folder.path)/world.yaml", page]
    #expect(await Called.run(words, in: folder.path).status == 0)
    #expect(try String(contentsOfFile: "\(folder.path)/world.yaml", encoding: .utf8) == derived)
    try "mine".write(toFile: "\(folder.path)/world.yaml", atomically: true, encoding: .utf8)
    let again = await Called.run(words, in: folder.path)
    #expect(again.status != 0 && again.text.contains("--force"), "\(again.text)")
    #expect(try String(contentsOfFile: "\(folder.path)/world.yaml", encoding: .utf8) == "mine")
    #expect(await Called.run(words + ["--force"], in: folder.path).status == 0)
    #expect(try String(contentsOfFile: "\(folder.path)/world.yaml", encoding: .utf8) == derived)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["page.md", "world.yaml"])
  }
}
