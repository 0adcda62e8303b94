import Testing

@testable import Tutorials

func page(_ text: String) throws -> Page { try Page(parsing: Array(text.utf8), path: "dir/page.md") }

@Suite struct StepTests {
  @Test func everythingBelowAFenceBelongsToItsStep() throws {
    let page = try page(
      """
      ---
      layout: default
      tutorial:
        title: A title
        fixture: windows-2016
        platform: windows/amd64
        answers:
          username: alice
          Password: $REGISTRY_PASSWORD
      ---
      # Heading

      Get it.

      <!-- tutorial: timeout=30s, unordered,
           platform=windows/amd64 -->
      ```console
      $ docker pull app
      ```

      You see:

      ```text
      latest: Pulling from app
      ```

      - [ ] the image is there: `check image app`
      - [x] it has two layers: `layers app 2`
      - [ ] a list: `docker images -q app`
      - [ ] write a letter to `bob`
      - an ordinary `image x`

      <details>
      <summary>Stuck?</summary>

      Type it:

      ```console
      $ docker pull app
      ```

      </details>

      > [!TIP]
      > A tag names it.
      >
      > Always.

      <!-- tutorial: id=second -->

      ```console
      $ docker rmi app
      ```

      - [ ] it is gone: `check no-image app`

      The end.
      """)
    #expect(page.title == "A title")
    #expect(page.frontMatter.fixture == "windows-2016")
    #expect(page.frontMatter.platform == "windows/amd64")
    #expect(page.frontMatter.answers == ["username": .text("alice"), "password": .environment("REGISTRY_PASSWORD")])
    #expect(page.steps.count == 2)
    let first = page.steps[0]
    #expect(first.line == 17)
    #expect(first.heading == "Heading")
    #expect(first.prose == "Get it.")
    #expect(first.switches.timeout == .seconds(30))
    #expect(first.switches.unordered)
    #expect(!first.switches.exact)
    #expect(first.switches.platform == "windows/amd64")
    #expect(first.commands[0].sample.lines == [.init(number: 24, text: "latest: Pulling from app")])
    #expect(first.checks.map(\.check) == [.image("app"), .layers("app", 2), .command(["images", "-q", "app"])])
    #expect(first.checks.map(\.line) == [27, 28, 29])
    #expect(first.hints.count == 1)
    #expect(first.hints[0].hasPrefix("Type it:"))
    #expect(first.hints[0].contains("$ docker pull app"))
    #expect(first.tip == "A tag names it.\n\nAlways.")
    #expect(page.steps[1].identity == "second")
    #expect(page.steps[1].checks.map(\.check) == [.noImage("app")])
    #expect(page.steps[1].prose == "You see:\n\n- [ ] write a letter to `bob`\n- an ordinary `image x`")
    #expect(page.epilogue == "The end.")
  }

  @Test func proseSamplesAndOtherStepsLeaveAnIdentityAlone() throws {
    let first = try page("a\n\n```\ndocker ps\n```\n\n```\ndocker images\n```\n\n```\ndocker ps\n```\n")
    let second = try page("б\n\n```\ndocker tag a b\n```\n\n```\ndocker ps\n\nX\n```\nб\n\n```\ndocker ps\n```\n")
    #expect(first.steps[0].identity == second.steps[1].identity)
    #expect(first.steps[2].identity == second.steps[2].identity)
    #expect(first.steps[0].identity != first.steps[2].identity)
    #expect(first.steps[0].identity.count == 18)
    let checked = try page("```\ndocker ps\n```\n- [ ] `check image x`\n")
    #expect(checked.steps[0].identity != first.steps[0].identity)
  }

  @Test(arguments: [
    "```\ndocker ps\n```\n\nA.\n\nB.\n\n```\nX\n```\n", "```\ndocker ps\n```\n\n# H\n\n```\nX\n```\n",
    "```\ndocker ps\n```\n\n```\ndocker images\n```\n", "```\ndocker ps\n```\n\n```yaml\nX\n```\n",
    "```\ndocker ps\n```\n\n```json\n{}\n```\n", "```\ndocker ps\n\nX\n```\n\n```\nY\n```\n",
  ])
  func otherFencesAreNoSample(text: String) throws {
    let lines = try page(text).steps[0].commands[0].sample.lines.map(\.text)
    #expect(lines == [] || lines == ["X"] && text.contains("Y"))
  }

  @Test func jsonIsTheSampleOfAnInspection() throws {
    #expect(try page("```\ndocker inspect x\n```\n\n```json\n[]\n```\n").steps[0].commands[0].sample.lines.count == 1)
  }

  @Test(arguments: [
    ("check image REF", Check.image("REF")), ("no-image a", .noImage("a")), ("layers a 3", .layers("a", 3)),
    ("parent a b", .parent("a", base: "b")), ("same a b", .same("a", "b")),
    (#"file a 'C:\x y'"#, .file("a", path: #"C:\x y"#)), (#"check file a C:\x\y"#, .file("a", path: #"C:\x\y"#)),
    ("pushed a", .pushed("a")), ("logged-in registry.example:5000", .loggedIn("registry.example:5000")),
    ("no-orphans", .noOrphans), ("check no-orphans", .noOrphans), ("history a", .command(["history", "a"])),
    ("docker image inspect a", .command(["image", "inspect", "a"])), ("image ls a", .command(["image", "ls", "a"])),
    ("drydock check image a", .image("a")),
  ])
  func aCheckIsRead(span: String, check: Check) throws {
    let step = try page("```\ndocker ps\n```\n\n- [ ] `\(span)`\n").steps[0]
    #expect(step.checks.map(\.check) == [check])
    #expect(try page("```\ndocker ps\n```\n\n- [ ] `\(check.text)`\n").steps[0].checks.map(\.check) == [check])
  }

  @Test func titlesFallBack() throws {
    #expect(try page("# One *two*\n\n    docker ps\n").title == "One two")
    #expect(try page("    docker ps\n").title == "page.md")
  }
}
