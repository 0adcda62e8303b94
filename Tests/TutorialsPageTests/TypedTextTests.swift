import Testing

@testable import Tutorials

@Suite struct TypedTextTests {
  @Test(arguments: [
    ("9 weeks ago", 9, AgeText.Unit.week, true), ("About an hour ago", 1, .hour, true),
    ("About a minute ago", 1, .minute, true),
    ("Less than a second ago", 0, .second, true), ("1 seconds ago", 1, .second, true),
    ("1 second ago", 1, .second, true),
    ("1 years ago", 1, .year, true), ("3 minutes", 3, .minute, false), ("56 years ago", 56, .year, true),
  ])
  func agesAreRead(text: String, count: Int, unit: AgeText.Unit, isPast: Bool) throws {
    let age = try #require(AgeText(text))
    #expect(age.count == count)
    #expect(age.unit == unit)
    #expect(age.isPast == isPast)
  }

  @Test(arguments: ["", "weeks ago", "9 things ago", "N/A", "9", "9 weeks ago today", "About ago", "-1 days ago"])
  func otherTextsAreNoAges(text: String) {
    #expect(AgeText(text) == nil)
  }

  @Test(arguments: [
    ("7.764 GB", "7.76GB", true), ("969.8 MB", "970MB", true), ("0 B", "0B", true), ("171.2 MB", "171MB", true),
    ("101.7 MB", "102MB", true), ("1.98MB", "1.982MB", true), ("10kB", "9.999kB", true), ("1e+03kB", "999.5kB", true),
    ("1e+03kB", "1000kB", true), ("99.95kB", "100kB", true), ("9.344GB", "9.34GB", true), ("999B", "999 B", true),
    ("7.764 GB", "7.77GB", false), ("969.8 MB", "969MB", false), ("0 B", "1B", false), ("171.2 MB", "172MB", false),
    ("1.98MB", "1.99MB", false), ("1GB", "1MB", false), ("5 B", "6B", false), ("1 kB", "1KiB", false),
    ("1.00GiB", "1.07GB", true),
  ])
  func sizesAreComparedByTheDigitsTheyShow(first: String, second: String, isSame: Bool) throws {
    let first = try #require(SizeText(first))
    let second = try #require(SizeText(second))
    #expect(first.isSame(as: second) == isSame)
    #expect(second.isSame(as: first) == isSame)
  }

  @Test(arguments: ["", "GB", "1", "1 X", "1.5.2GB", "1GBs", "-1B", "1  GB", "1gb"])
  func otherTextsAreNoSizes(text: String) {
    #expect(SizeText(text) == nil)
  }

  @Test(arguments: [
    ("Digest: sha256:ae3a2971628c", "Digest: sha256:000000000000", true),
    ("f9e8a4cc8f6c: Pull complete", "b71a5b8be5a2: Pull complete", true),
    ("f9e8a4cc8f6c: Pull complete", "b71a5b8be5a2: Already exists", false), ("Login Succeeded", "Login Failed", false),
    (
      "latest: digest: sha256:\(String(repeating: "a", count: 64)) size: 2410",
      "latest: digest: sha256:\(String(repeating: "b", count: 64)) size: 7", true
    ),
    ("Total reclaimed space: 123.5MB", "Total reclaimed space: 0B", true), ("Up 3 minutes", "Up About an hour", true),
    ("Exited (0) 5 minutes ago", "Exited (0) 2 weeks ago", true), ("Exited (0) 5 minutes ago", "Created", false),
    ("Untagged: app:<tag>", "Untagged: app:1.2", true), ("<name> is there", "x y is there", false),
    ("id <id> end", "id 42 end", true),
    ("a   b", "a b", true), ("v1.2.3", "v1.2.4", false), ("<none>", "<none>", true), ("<none>", "x", false),
    ("at 2016-05-02T10:11:12Z", "at 2024-01-01T00:00:00.5+01:00", true), ("10.0.14300.1000", "10.0.14300.1001", false),
    ("localhost:5000/x", "localhost:5001/x", false), ("sha256:short", "sha256:other", false),
  ])
  func aLineHasTypedPlaces(page: String, seen: String, fits: Bool) {
    #expect((LinePattern(page).match(seen) != nil) == fits)
  }

  @Test func idsMapOneToOne() {
    var bindings = Bindings()
    let full = "sha256:" + String(repeating: "ab", count: 32)
    #expect(bindings.bind(id: "111111111111", to: full, line: 3) == nil)
    #expect(bindings.bind(id: "sha256:111111111111", to: "abababababab", line: 4) == nil)
    #expect(bindings.bind(id: "111111111111", to: "222222222222", line: 5) == .standsFor(full, line: 3))
    #expect(bindings.bind(id: "333333333333", to: "abababababab", line: 6) == .calledBefore("111111111111", line: 3))
    #expect(bindings.id("111111111111") == full)
    #expect(bindings.pageID(of: full) == "111111111111")
    #expect(bindings.bind(name: "tag", to: "1", line: 1) == nil)
    #expect(bindings.bind(name: "tag", to: "1", line: 2) == nil)
    #expect(bindings.bind(name: "tag", to: "2", line: 3) == .standsFor("1", line: 1))
  }

  @Test func aTableIsReadByItsHeaders() throws {
    let table = try #require(
      SampleTable(
        Sample(
          text: """
            REPOSITORY          TAG                 IMAGE ID            CREATED             VIRTUAL SIZE
            microsoft/aspnet    latest              b3842ee505e5        5 hours ago         101.7 MB
            a/very/long/name/that/reaches   latest   b3842ee505e5   5 hours ago   0 B
            """
        ).lines))
    #expect(table.columns.map(\.name) == ["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"])
    #expect(table.rows[0].cells["SIZE"] == "101.7 MB")
    #expect(table.rows[1].cells["REPOSITORY"] == "a/very/long/name/that/reaches")
    #expect(table.rows[1].cells["CREATED"] == "5 hours ago")
    let search = try #require(
      SampleTable(
        Sample(
          text: """
            NAME                     DESCRIPTION                                     STARS     OFFICIAL   AUTOMATED
            microsoft/sample-mongodb MongoDB installed in a Windows Server Core...   1                    [OK]
            """
        ).lines))
    #expect(search.rows[0].cells["NAME"] == "microsoft/sample-mongodb")
    #expect(search.rows[0].cells["DESCRIPTION"] == "MongoDB installed in a Windows Server Core...")
    #expect(search.rows[0].cells["OFFICIAL"] == "")
    #expect(search.rows[0].cells["AUTOMATED"] == "[OK]")
    #expect(SampleTable(Sample(text: "NOT A TABLE\nTAG").lines) == nil)
    let list = try #require(
      SampleTable(
        Sample(
          text:
            "IMAGE          ID             DISK USAGE   CONTENT SIZE   EXTRA\nalpine:3   b3842ee505e5   1MB   1MB   U"
        ).lines))
    #expect(list.columns.map(\.header) == ["IMAGE", "ID", "DISK USAGE", "CONTENT SIZE", "EXTRA"])
  }

  @Test func aTranscriptIsFoldedToLastStates() throws {
    let transcript = try #require(
      Transcript(
        Sample(
          text: """
            latest: Pulling from x
            f9e8a4cc8f6c: Pulling fs layer
            b71a5b8be5a2: Waiting
            f9e8a4cc8f6c: Downloading [==>  ] 1MB/8MB
            f9e8a4cc8f6c: Pull complete
            b71a5b8be5a2: Mounted from library/x
            Digest: sha256:ae3a2971628c
            """
        ).lines))
    #expect(transcript.layers.map(\.state) == ["Pull complete", "Mounted from library/x"])
    #expect(transcript.layers.map(\.line) == [5, 6])
    #expect(transcript.rest.map(\.number) == [1, 7])
    #expect(Transcript(Sample(text: "no layer: here").lines) == nil)
  }
}
