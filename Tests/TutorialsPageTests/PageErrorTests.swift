import Testing

@testable import Tutorials

@Suite struct PageErrorTests {
  static let fence = "```\ndocker ps\n```\n"

  @Test(arguments: [
    ("", 1, PageProblem.Rule.noSteps), ("# Text\n\n```go\nx\n```\n", 1, .noSteps),
    ("a\n\n```\ndocker ps\n", 3, .unclosedFence), ("    docker ps\n\n```yaml\nx: y", 3, .unclosedFence),
    ("- a\n\n  ```\n  docker ps\n\nb\n", 3, .unclosedFence),
    ("\(fence)\n<details>\nx\n", 5, .unclosedDetails),
    ("<!-- tutorial: skp -->\n\(fence)", 1, .unknownSwitch("skp", nearest: "skip")),
    ("<!-- tutorial: skip, timout=3s -->\n\(fence)", 1, .unknownSwitch("timout", nearest: "timeout")),
    ("<!-- tutorial: skip,\n  zzzzzz -->\n\(fence)", 2, .unknownSwitch("zzzzzz", nearest: nil)),
    ("<!-- tutorial: -->\n\(fence)", 1, .unknownSwitch("", nearest: nil)),
    ("<!-- tutorial: timeout=soon -->\n\(fence)", 1, .invalidSwitch("timeout", value: "soon")),
    ("<!-- tutorial: skip=yes -->\n\(fence)", 1, .invalidSwitch("skip", value: "yes")),
    ("<!-- tutorial: id -->\n\(fence)", 1, .invalidSwitch("id", value: nil)),
    ("<!-- tutorial: exact, exact -->\n\(fence)", 1, .repeatedSwitch("exact")),
    ("<!-- tutorail: skip -->\n\(fence)", 1, .misspeltComment("tutorail")),
    ("x\n<!-- tutorials: skip -->\n\(fence)", 2, .misspeltComment("tutorials")),
    ("\(fence)\n<!-- tutorial: skip -->\n", 5, .misplacedSwitches),
    ("<!-- tutorial: skip -->\n\nText.\n\n\(fence)", 1, .misplacedSwitches),
    ("<!-- tutorial: skip -->\n```yaml\na: b\n```\n\(fence)", 1, .misplacedSwitches),
    ("a <!-- tutorial: skip --> b\n\n\(fence)", 1, .misplacedSwitches),
    ("<!-- tutorial: id=a -->\n\(fence)\n<!-- tutorial: id=a -->\n\(fence)", 7, .repeatedIdentity("a")),
    ("\(fence)\n- [ ] `check imgae x`\n", 5, .unknownCheck("check imgae x", nearest: "image")),
    ("\(fence)\n- [ ] `imgae x`\n", 5, .unknownCheck("imgae x", nearest: "image")),
    ("\(fence)\n- [ ] `layers x many`\n", 5, .invalidCheck("layers x many", usage: "layers REF N")),
    ("\(fence)\n- [ ] `check same x`\n", 5, .invalidCheck("check same x", usage: "same REF REF")),
    ("\(fence)\n- [ ] `docker rmi x`\n", 5, .misplacedCheck("docker rmi x")),
    ("- [ ] `check image x`\n\n\(fence)", 1, .misplacedCheck("check image x")),
    ("---\ntutorial:\n  fixtur: x\n---\n\(fence)", 3, .unknownKey("fixtur", nearest: "fixture")),
    ("---\ntutorial: yes please\n---\n\(fence)", 2, .frontMatter("tutorial: is not a mapping")),
    ("---\na: b\ntutorial:\n  answers:\n    password: s3cret\n---\n\(fence)", 5, .secretOnPage(key: "password")),
    ("---\ntutorial: [\n---\n\(fence)", 1, .frontMatter("not YAML")),
  ])
  func everyProblemHasItsLine(text: String, line: Int, rule: PageProblem.Rule) {
    #expect {
      try page(text)
    } throws: { error in
      (error as? PageError)?.problems.contains(PageProblem(line: line, rule: rule)) == true
    }
  }

  @Test func allProblemsAreToldAtOnce() throws {
    let text = "<!-- tutorial: skp -->\n\(Self.fence)\n- [ ] `check imgae x`\n\n```\nopen\n"
    let error = try #require(throws: PageError.self) { try page(text) }
    #expect(error.problems.map(\.line) == [1, 6, 8])
  }

  @Test func bytesThatAreNoPageAreRefused() throws {
    let latin = Array("a\nb".utf8) + [0xE9, 0x0A]
    let error = try #require(throws: PageError.self) { try Page(parsing: latin, path: "x") }
    #expect(error.problems == [PageProblem(line: 2, rule: .notUTF8)])
    let large = [UInt8](repeating: 0x61, count: Page.sizeLimit + 1)
    #expect(throws: PageError.self) { try Page(parsing: large, path: "x") }
  }

  @Test(arguments: [
    "---\na: {{ b }}: [\n---\n", "---\na: b\n", "---\ntutorial:\n---\n", "<!-- a comment: with a colon -->\n",
    "<!-- editorial: x -->\n", "<!--HONumber=Sep16-->\n", "- [ ] call `bob` tomorrow\n\n",
    "<!-- tutorial: timeout=500ms -->\n<!-- tutorial: id=x -->\n", "<details><summary>a</summary>b</details>\n\n",
  ])
  func whatOthersWriteIsNoProblem(head: String) throws {
    #expect(try page(head + Self.fence).steps.count == 1)
  }

  @Test(arguments: [">", "- ", "* [ ] ", "<details>\n", "```\n", "`", "[", "![", "<!--", "    "])
  func hostilePagesEnd(unit: String) {
    let text = String(repeating: unit, count: 30_000 / unit.utf8.count) + "\n\n" + Self.fence
    _ = try? page(text)
  }
}
