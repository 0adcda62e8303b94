import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials

/// `tutorial fmt`: what is ours in one writing, everything else byte for byte.
@Suite struct FormatTests {
  static let cases: [(name: String, before: String, after: String)] = [
    ("switches", "<!--tutorial:exact ,timeout = 3s-->", "<!-- tutorial: timeout=3s, exact -->"),
    ("an identity", "<!--  tutorial:  id=x-->", "<!-- tutorial: id=x -->"),
    ("somebody else's comment", "<!--toc:  3-->", "<!--toc:  3-->"),
    ("prose that looks like it", "Write `<!--tutorial:exact-->` above.", "Write `<!--tutorial:exact-->` above."),
  ]
  static let fence = "```console\n$ docker pull  a\nx   \n```\n"

  private func format(_ page: [UInt8], _ words: [String] = []) async throws -> (ended: Called.Ended, bytes: [UInt8]) {
    let folder = try ScratchFolder()
    let url = URL(filePath: "\(folder.path)/page.md")
    try Data(page).write(to: url)
    let ended = await Called.run(["tutorial", "fmt"] + words + [url.path], in: folder.path)
    return (ended, Array(try Data(contentsOf: url)))
  }

  @Test(arguments: cases) func `a line is written in one way`(one: (name: String, before: String, after: String))
    async throws
  {
    let page = "# A  \n\n\(one.before)\n\(Self.fence)"
    let (ended, bytes) = try await format(Array(page.utf8))
    #expect(ended.status == 0, "\(ended.text)")
    #expect(String(decoding: bytes, as: UTF8.self) == "# A  \n\n\(one.after)\n\(Self.fence)")
  }

  @Test func `checks, tips and front matter are ours, too`() async throws {
    let page =
      "\u{FEFF}---\r\nx:  1\r\ntutorial:\r\n    platform: linux/amd64\r\n    title:  T\r\n    answers:\r\n"
      + "        username: me\r\nlast: 2\r\n---\r\n\r\n" + Self.fence.replacingOccurrences(of: "\n", with: "\r\n")
      + "\r\n- [ ] It is `here`:  `check   image  a`\r\n\r\n>[!tip]\r\n>  Well  done\r\n"
    let (_, bytes) = try await format(Array(page.utf8))
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "\u{FEFF}---\r\nx:  1\r\ntutorial:\r\n  title:  T\r\n  platform: linux/amd64\r\n  answers:\r\n"
        + "    username: me\r\nlast: 2\r\n---\r\n\r\n" + Self.fence.replacingOccurrences(of: "\n", with: "\r\n")
        + "\r\n- [ ] It is `here`:  `check image a`\r\n\r\n> [!TIP]\r\n>  Well  done\r\n")
    let again = try await format(bytes)
    #expect(again.bytes == bytes && again.ended.text.isEmpty)
  }

  @Test func `a comment in the metadata keeps it as it is`() async throws {
    let page = "---\ntutorial:\n    title: T\n    platform: linux/amd64  # why\n---\n\n" + Self.fence
    #expect(try await format(Array(page.utf8)).bytes == Array(page.utf8))
  }

  @Test func `check shows and writes nothing`() async throws {
    let page = Array("<!--tutorial:exact-->\n\(Self.fence)".utf8)
    let (ended, bytes) = try await format(page, ["--check"])
    #expect(ended.status == 1 && bytes == page)
    #expect(ended.text.contains("page.md:1:\n- <!--tutorial:exact-->\n+ <!-- tutorial: exact -->\n"), "\(ended.text)")
    #expect(try await format(Array(Self.fence.utf8), ["--check"]).ended.status == 0)
  }

  @Test func `a page that can't be read is told with all its problems`() async throws {
    let (ended, _) = try await format(Array("<!-- tutorial: skp -->\n```console\n$ docker pull a\n".utf8))
    #expect(ended.status == 2 && ended.text.contains("skp") && ended.text.contains("never closed"), "\(ended.text)")
  }

  @Test(arguments: LintPages.shipped) func `shipped pages are formatted`(name: String) async throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: try LintPages.library.page(name))))
    let (ended, after) = try await format(bytes)
    #expect(ended.status == 0 && after == bytes, "\(ended.text)")
  }

  @Test(arguments: 0..<40) func `random pages mean the same afterwards, and a second time changes nothing`(
    seed: Int
  ) async throws {
    var random = Seeded(UInt64(seed))
    let pieces = [
      "<!--tutorial:skip-->", "<!--tutorial: unordered,  exact-->", "<!-- tutorial:id=a\(seed)-->", Self.fence,
      "- [ ] x `check  image  a`", "- [x] `check layers a  2` and `more`", ">[!TIP]\n> y",
      "> [!tip]\n> ```\n> x\n> ```",
      "    <!--tutorial:exact-->", "```\n<!--tutorial:exact-->\n```", "# Head `check  image b`", "text  \ntext", "",
      "<details>\n\n<!--tutorial:skip-->\n\n</details>", "1. a\n\n   ```console\n   $ docker images\n   ```",
    ]
    for _ in 0..<20 {
      let text = (0..<8).map { _ in pieces.randomElement(using: &random) ?? "" }.joined(
        separator: Bool.random(using: &random) ? "\n\n" : "\n")
      guard let before = try? LintPages.page(text) else { continue }
      let (ended, bytes) = try await format(Array(text.utf8))
      #expect(ended.status == 0)
      let after = try Page(parsing: bytes, path: "page.md")
      #expect(after.steps == before.steps, "\(text)")
      #expect(try await format(bytes).bytes == bytes, "\(text)")
    }
  }
}
