import Testing

@testable import Tutorials

@Suite struct SampleComparisonTests {
  typealias Kind = TextFinding.Kind

  static func compare(_ page: String, _ seen: String, verb: String? = nil, switches: Switches = .none) -> [TextFinding]
  {
    var bindings = Bindings()
    return SampleComparison.compare(
      sample: Sample(text: page), seen: seen, bindings: &bindings, verb: verb, switches: switches)
  }

  static let images = """
    REPOSITORY                    TAG                 IMAGE ID            CREATED             SIZE
    microsoft/windowsservercore   latest              02cb7f65d61b        9 weeks ago         7.764 GB
    microsoft/nanoserver          latest              3a703c6e97a2        9 weeks ago         969.8 MB
    """
  static let header = "REPOSITORY   TAG   IMAGE ID   CREATED   SIZE"

  @Test(
    arguments: [
      // What similarity scores rank above a correct table.
      (header, [Kind.missingRow, .missingRow]),
      (
        "\(header)\na/b   latest   aaaaaaaaaaaa   9 weeks ago   7.764 GB\nc/d   latest   bbbbbbbbbbbb   9 weeks ago   969.8 MB",
        [.missingRow, .missingRow, .extraRow, .extraRow]
      ),
      ("Cannot connect", [.text]), ("", [.text]),
      // The same table: other ids, ages, order, widths.
      (
        """
        REPOSITORY                    TAG       IMAGE ID       CREATED          SIZE
        microsoft/nanoserver          latest    aaaaaaaaaaaa   2 hours ago      969.8 MB
        microsoft/windowsservercore   latest    bbbbbbbbbbbb   10 minutes ago   7.764 GB
        """, []
      ),
      // Today's sizes: told once.
      (
        """
        REPOSITORY                    TAG       IMAGE ID       CREATED       SIZE
        microsoft/windowsservercore   latest    bbbbbbbbbbbb   9 weeks ago   7.76GB
        microsoft/nanoserver          latest    aaaaaaaaaaaa   9 weeks ago   970MB
        """, [.generation]
      ),
      (
        """
        REPOSITORY                    TAG       IMAGE ID       CREATED       SIZE
        microsoft/windowsservercore   latest    bbbbbbbbbbbb   9 weeks ago   7.764 GB
        microsoft/nanoserver          latest    aaaaaaaaaaaa   today         1GB
        alpine                        latest    cccccccccccc   9 weeks ago   1MB
        """, [.age, .size, .extraRow]
      ),
      (
        """
        REPOSITORY                    TAG       IMAGE ID       CREATED       SIZE
        microsoft/windowsservercore   latest    aaaaaaaaaaaa   9 weeks ago   7.764 GB
        microsoft/nanoserver          latest    aaaaaaaaaaaa   9 weeks ago   969.8 MB
        """, [.id]
      ),
    ] as [(String, [Kind])])
  func tablesAreComparedByTypeAndKey(seen: String, kinds: [Kind]) {
    #expect(Self.compare(Self.images, seen, verb: "images").map(\.kind) == kinds)
  }

  @Test func columnsOfOtherGenerationsAreTold() {
    let page = "REPOSITORY   TAG   IMAGE ID   CREATED   VIRTUAL SIZE\na   b   b3842ee505e5   5 hours ago   0 B"
    let seen = "REPOSITORY   TAG   IMAGE ID   CREATED   SIZE\na   b   b3842ee505e5   5 hours ago   0 B"
    let findings = Self.compare(page, seen)
    #expect(findings.map(\.kind) == [.generation])
    #expect(findings[0].line == 1)
    #expect(findings[0].expected == "VIRTUAL SIZE")
    #expect(findings[0].severity == .drift)
    let search = "NAME   DESCRIPTION   STARS   OFFICIAL   AUTOMATED\na   b   1   [OK]   [OK]"
    #expect(
      Self.compare(search, "NAME   DESCRIPTION   STARS   OFFICIAL\na   b   1   [OK]").map(\.kind) == [.generation])
    #expect(
      Self.compare(search, "NAME   DESCRIPTION   STARS   OFFICIAL\na   b   2   [OK]").map(\.kind) == [
        .generation, .value,
      ])
    #expect(Self.compare("TAG   SIZE\na   1B", "TAG   SIZE   DIGEST\na   1B   <none>").map(\.kind) == [.layout])
  }

  @Test(
    arguments: [
      (
        "Django installed in a Windows Server Core ...", "Django installed in a Windows Server Core b…",
        [Kind.generation]
      ),
      (
        "Django installed in a Windows Server Core ...", "Django installed in a Windows Server Core container",
        [.generation]
      ),
      ("Django installed in a Windows Server Core ...", "Rails installed in a Windows Server Core b…", [.value]),
      ("Same text", "Same text", []), ("Short", "Shorter", [.value]),
    ] as [(String, String, [Kind])])
  func cutTextsAgreeAsFarAsBothGo(page: String, seen: String, kinds: [Kind]) {
    let header = "NAME      DESCRIPTION                                                  STARS"
    func row(_ text: String) -> String {
      "\(header)\na/b       \(text)\(String(repeating: " ", count: 61 - text.count))1"
    }
    #expect(Self.compare(row(page), row(seen), verb: "search").map(\.kind) == kinds)
  }

  @Test func aHistoryHasAnOrder() {
    let page = """
      IMAGE               CREATED             CREATED BY          SIZE                COMMENT
      2236b49aaaef        3 minutes ago       cmd                 171.2 MB
      6801d964fda5        2 weeks ago                             0 B
      """
    let seen = """
      IMAGE          CREATED          CREATED BY   SIZE      COMMENT
      aaaaaaaaaaaa   10 seconds ago   cmd          171MB
      bbbbbbbbbbbb   2 weeks ago                   0B        base
      <missing>      2 weeks ago                   7.76GB
      """
    #expect(Self.compare(page, seen, verb: "history").map(\.kind) == [.generation, .value, .extraRow])
    let gone = seen.replacing("bbbbbbbbbbbb", with: "<missing>   ")
    #expect(Self.compare(page, gone, verb: "history").map(\.kind).contains(.generation))
  }

  @Test func twoIdsForOneImageAreADefect() throws {
    var bindings = Bindings()
    let first = "REPOSITORY   TAG   IMAGE ID\ncore   latest   02cb7f65d61b"
    let second = "REPOSITORY   TAG   IMAGE ID\ncore   latest   6801d964fda5"
    let seen = "REPOSITORY   TAG   IMAGE ID\ncore   latest   aaaaaaaaaaaa"
    #expect(SampleComparison.compare(sample: Sample(text: first), seen: seen, bindings: &bindings).isEmpty)
    let finding = try #require(
      SampleComparison.compare(sample: Sample(text: second), seen: seen, bindings: &bindings).first)
    #expect(finding.kind == .id)
    #expect(finding.severity == .defect)
    #expect(finding.reason.contains("02cb7f65d61b on line 2"))
    let other = seen.replacing("aaaaaaaaaaaa", with: "bbbbbbbbbbbb")
    #expect(
      SampleComparison.compare(sample: Sample(text: first), seen: other, bindings: &bindings).map(\.severity) == [
        .mismatch
      ])
  }

  static let pulled = """
    Using default tag: latest
    latest: Pulling from microsoft/aspnet
    111111111111: Pulling fs layer
    222222222222: Pulling fs layer
    222222222222: Pull complete
    111111111111: Pull complete
    Digest: sha256:\(String(repeating: "c", count: 64))
    Status: Downloaded newer image for microsoft/aspnet:latest
    docker.io/microsoft/aspnet:latest
    """

  @Test(
    arguments: [
      // A frame from the middle of a pull.
      (
        """
        Using default tag: latest
        latest: Pulling from microsoft/aspnet
        f9e8a4cc8f6c: Pull complete

        b71a5b8be5a2: Download complete
        """, [Kind.incompleteSample, .generation, .incompleteSample]
      ),
      (pulled, []),
      (pulled.replacing("111111111111", with: "aaaaaaaaaaaa").replacing("222222222222", with: "111111111111"), []),
      (pulled.replacing("222222222222: Pull complete", with: "222222222222: Already exists"), [.state]),
      (pulled.replacing("Downloaded newer image", with: "Image is up to date"), [.state]),
      (pulled.replacing("\ndocker.io/microsoft/aspnet:latest", with: ""), [.generation]),
      (pulled.replacing("from microsoft", with: "from elsewhere"), [.text]),
      (pulled + "\n333333333333: Pull complete", [.missingRow]),
      (
        pulled.replacing("222222222222: Pull complete\n", with: "").replacing(
          "222222222222: Pulling fs layer\n", with: ""), [.incompleteSample]
      ),
      // `Using default tag`; what stands behind is skipped, the layers too.
      ("latest: Pulling from microsoft/aspnet\n...", [.incompleteSample]),
    ] as [(String, [Kind])])
  func aPullIsComparedByItsLastStates(page: String, kinds: [Kind]) {
    let found = Self.compare(page, Self.pulled, verb: "pull").map(\.kind.rawValue)
    #expect(found.sorted() == kinds.map(\.rawValue).sorted())
  }

  @Test(
    arguments: [
      ("denied: requested access to the resource is denied", [Kind.missingRow, .missingRow, .text]),
      (
        """
        The push refers to repository [docker.io/me/app]
        aaaaaaaaaaaa: Preparing
        bbbbbbbbbbbb: Layer already exists
        aaaaaaaaaaaa: Pushed
        latest: digest: sha256:\(String(repeating: "d", count: 64)) size: 740
        """, [.generation, .state, .value]
      ),
    ] as [(String, [Kind])])
  func aPushIsJudgedByItsEnd(seen: String, kinds: [Kind]) {
    let page = """
      The push refers to a repository [docker.io/me/app]
      b567cea5d325: Pushed
      00f57025c723: Pushed
      latest: digest: sha256:ae3a2971628c04d5df32c3bbbfc87c477bb814d5e73e2787900da13228676c4f size: 2410
      """
    let found = Self.compare(page, seen, verb: "push").map(\.kind)
    #expect(kinds.allSatisfy { found.contains($0) })
    #expect(found.count == (kinds.contains(.state) ? 3 : 4))
  }

  @Test(
    arguments: [
      ("Login Succeeded", "Login Failed", [TextFinding.Severity.mismatch]),
      ("Username: alice\nPassword:\n\nLogin Succeeded", "Login Succeeded", []),
      (
        "Login with your Docker ID to push and pull.\nUsername (bob): alice\nLogin Succeeded",
        "Username: \nLogin Succeeded", [.drift]
      ),
      ("Login Succeeded", "WARNING! Your credentials are stored unencrypted in 'x'.\nLogin Succeeded", [.drift]),
      ("Error: No such image: x", "Error response from daemon: No such image: x", [.drift]),
      ("a\n...\nd", "a\nb\nc\nd", []), ("...\nd", "a\nd", []), ("a\n...", "a\nb", []), ("a\nd", "a\nb\nd", [.drift]),
      ("a\nb\nd", "a\nd", [.mismatch]), ("a\nx\nd", "a\nb\nd", [.mismatch]), ("a\n\n\nb", "a\nb\n", []),
      ("", "anything", []), ("Untagged: app:<tag>\nDeleted: <tag>", "Untagged: app:1\nDeleted: 2", [.defect]),
      ("sha256:aaaaaaaaaaaa\nsha256:bbbbbbbbbbbb", "sha256:cccccccccccc\nsha256:cccccccccccc", [.defect]),
      ("a\r\nb", "a\nb", []),
    ] as [(String, String, [TextFinding.Severity])])
  func otherTextIsLiteralWithTypedPlaces(page: String, seen: String, severities: [TextFinding.Severity]) {
    #expect(Self.compare(page.replacing("\r\n", with: "\n"), seen, verb: "login").map(\.severity) == severities)
  }

  @Test func switchesTightenAndLoosen() {
    var exact = Switches.none
    exact.exact = true
    #expect(Self.compare("a  b", "a b").isEmpty)
    #expect(Self.compare("a  b", "a b", switches: exact).map(\.kind) == [.layout])
    #expect(Self.compare("a 1B", "a 2B", switches: exact).map(\.kind) == [.text])
    #expect(Self.compare("a", "a\n", switches: exact).isEmpty)
    var unordered = Switches.none
    unordered.unordered = true
    #expect(Self.compare("a\nb\nc", "c\na\nb").isEmpty == false)
    #expect(Self.compare("a\nb\nc", "c\na\nb", switches: unordered).isEmpty)
    #expect(Self.compare("a\nb", "c\na", switches: unordered).map(\.kind) == [.text])
  }

  @Test func findingsStandInThePagesOrderWithItsLines() {
    let lines = ["x", "a", "y"].enumerated().map { Sample.Line(number: 40 + $0.offset, text: $0.element) }
    var bindings = Bindings()
    let findings = SampleComparison.compare(sample: Sample(lines), seen: "1\na\n2", bindings: &bindings)
    #expect(findings.map(\.line) == [40, 42])
    #expect(findings.map(\.expected) == ["x", "y"])
    #expect(findings.map(\.seen) == ["1", "2"])
  }

  @Test func psRowsMatchByNameThenByPlace() {
    let page = """
      CONTAINER ID   IMAGE     COMMAND   CREATED         STATUS                     PORTS     NAMES
      475059caef8f   core      "cmd"     2 minutes ago   Exited (0) 2 minutes ago             adoring_curie
      """
    let seen = page.replacing("475059caef8f", with: "aaaaaaaaaaaa").replacing("2 minutes", with: "5 seconds")
    #expect(Self.compare(page, seen, verb: "ps").isEmpty)
    #expect(Self.compare(page, seen.replacing("adoring_curie", with: "silly_bell"), verb: "ps").map(\.kind) == [.value])
  }
}
