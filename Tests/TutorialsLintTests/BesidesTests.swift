import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials
import Worlds

/// What a page has besides its story: links, switches, translations, and the world that is written for it.
@Suite struct BesidesTests {
  static let fence = "```console\n$ docker pull a\n```\n"

  private func findings(_ page: String, besides files: [String: String] = [:]) throws -> [String] {
    let folder = try ScratchFolder()
    for (name, text) in files.merging(["page.md": page], uniquingKeysWith: { first, _ in first }) {
      try text.write(toFile: "\(folder.path)/\(name)", atomically: true, encoding: .utf8)
    }
    return try LintPages.lint(LintPages.page(page, path: "\(folder.path)/page.md")).places
  }

  static let links: [(text: String, found: [String])] = [
    ("[a](other.md) ![b](other.md) [c](https://example.com/gone) [d](/root) [e](mailto:x@example.com)", []),
    ("[a](gone.md)", ["1 link"]), ("text\n![a](gone.png)\n", ["2 link"]), ("[a]( https://example.com/)", ["1 link"]),
    ("[a](#the-end) [b](#gone)\n\n## The end!\n", ["1 link"]), ("[a](other.md#part) [b](other.md#gone)", ["1 link"]),
    ("[a](other) [b](other.html) [c](%6fther.md)", []), ("[a](#Конец)\n\n## Конец\n", []),
    ("[a](#x)\n\n<a name=\"x\"></a>\n", []), ("`[a](gone.md)`\n\n```text\n[a](gone.md)\n```\n", []),
  ]

  @Test(arguments: links) func `links lead to what is there`(one: (text: String, found: [String])) throws {
    #expect(try findings("\(one.text)\n\n\(Self.fence)", besides: ["other.md": "# Part\n"]) == one.found)
  }

  static let switches: [(text: String, fence: String, found: [String])] = [
    ("exact", "$ docker images\nx", []), ("exact", "$ docker pull a", ["1 dead-switch"]),
    ("skip, timeout=3s", "$ docker pull a", ["1 dead-switch"]),
    ("platform=linux/amd64", "$ docker images", ["1 dead-switch"]), ("platform=linux/amd64", "$ docker pull a", []),
  ]

  @Test(arguments: switches) func `a switch that changes nothing is told`(
    one: (text: String, fence: String, found: [String])
  ) throws {
    let found = try findings("<!-- tutorial: \(one.text) -->\n```console\n\(one.fence)\n```\n")
    #expect(found == one.found)
  }

  static let translations: [(name: String, text: String, found: [String])] = [
    ("page.ru.md", "# Р\n\n\(fence)", []),
    ("page.ru.md", "# Р\n\n```console\n$ docker pull b\n```\n", ["4 translation"]),
    ("page.pt-BR.md", "# P\n\n```\n$ docker pull a\n```\n", ["3 translation"]),
    ("page.ru.md", "# Р\n\n\(fence)\n\(fence)", ["3 translation"]), ("page.old.backup.md", "# no\n", []),
    ("page.ru.md", "# Р\n\n<!-- tutorial: skip -->\n\(fence)", ["3 translation"]),
  ]

  @Test(arguments: translations) func `a translation has the same fences`(
    one: (name: String, text: String, found: [String])
  ) throws {
    #expect(try findings("# P\n\n\(Self.fence)", besides: [one.name: one.text]) == one.found)
  }

  @Test(arguments: [
    SeedPage.text, "# A\n\n```console\n$ docker pull a\n$ docker create --name web a\n$ docker rm web\nweb\n```\n",
  ])
  func `a written world gives the verdicts that the page's own gives, but for what nobody made`(
    text: String
  ) async throws {
    let page = try LintPages.page(text)
    let derived = try await LintPages.check(page)
    let written = try Fixture(parsing: try DerivedFixture(of: page).yaml, name: "written")
    let checked = try await LintPages.check(page, in: written)
    // What a fixture lists under `given:` is defined: the defects of inventions are gone, and nothing else.
    for (step, other) in zip(derived.steps, checked.steps) {
      func rest(_ step: StepReport) -> [String] {
        step.findings.filter { $0.kind != .undefined }.map { "\($0.line) \($0.kind) \($0.expected) \($0.seen)" }
      }
      #expect(rest(step) == rest(other))
    }
  }
}
