import Presentation
import Testing

/// The expected texts are recordings of a real docker CLI, blanks at the ends of lines included.
@Suite struct TableTests {
  private let images = ["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"]

  @Test func `an empty table has its headings`() {
    #expect(Table(images).text() == "REPOSITORY   TAG       IMAGE ID   CREATED   SIZE\n")
    #expect(Table(images).text(withHeadings: false) == "")
    #expect(
      Table(["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"]).text()
        == "CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES\n")
  }

  @Test func `images are laid out as docker does`() {
    let rows = [
      ["labelled", "1", "95ccd3f1dcef", "Less than a second ago", "1.98MB"],
      ["<none>", "<none>", "8167c3b8e68d", "Less than a second ago", "1.98MB"],
      ["127.0.0.1:5000/small", "1", "f6ba21ca1741", "3 years ago", "1.98MB"],
    ]
    #expect(
      Table(images, rows: rows).text() == """
        REPOSITORY             TAG       IMAGE ID       CREATED                  SIZE
        labelled               1         95ccd3f1dcef   Less than a second ago   1.98MB
        <none>                 <none>    8167c3b8e68d   Less than a second ago   1.98MB
        127.0.0.1:5000/small   1         f6ba21ca1741   3 years ago              1.98MB

        """)
  }

  @Test func `an empty last cell leaves blanks at the end of its line`() {
    let history = Table(
      ["IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT"],
      rows: [
        ["4ace28b485f2", "Less than a second ago", #"/bin/sh -c #(nop)  CMD ["x"]"#, "0B", ""],
        ["6003ed9f0fcf", "3 years ago", #"/bin/sh -c #(nop)  CMD ["/bin/sh"]"#, "0B"],
        ["<missing>", "3 years ago", "/bin/sh -c #(nop) ADD bb1 in /", "1.98MB", ""],
      ])
    let expected = [
      "IMAGE          CREATED                  CREATED BY                           SIZE      COMMENT",
      #"4ace28b485f2   Less than a second ago   /bin/sh -c #(nop)  CMD ["x"]         0B        "#,
      #"6003ed9f0fcf   3 years ago              /bin/sh -c #(nop)  CMD ["/bin/sh"]   0B        "#,
      "<missing>      3 years ago              /bin/sh -c #(nop) ADD bb1 in /       1.98MB    ",
    ]
    #expect(history.text() == expected.map { $0 + "\n" }.joined())
  }

  @Test func `search results are cut and padded as docker does`() {
    let search = Table(
      ["NAME", "DESCRIPTION", "STARS", "OFFICIAL"],
      rows: [
        ("busybox", "Busybox base image.", "3000", "[OK]"), ("progrium/busybox", "", "72", ""),
        (
          "radial/busyboxplus",
          "Full-chain, Internet enabled, busybox made from scratch. Comes in git and cURL flavors.", "55", ""
        ),
        ("someone/unicode", "ünï/code déscription — very long text that should be truncated", "0", ""),
      ].map { [$0.0, Truncation.description($0.1), $0.2, $0.3] })
    let expected = [
      "NAME                 DESCRIPTION                                     STARS     OFFICIAL",
      "busybox              Busybox base image.                             3000      [OK]",
      "progrium/busybox                                                     72        ",
      "radial/busyboxplus   Full-chain, Internet enabled, busybox made f…   55        ",
      "someone/unicode      ünï/code déscription — very long text that s…   0         ",
    ]
    #expect(search.text() == expected.map { $0 + "\n" }.joined())
  }

  @Test func `in 2016 columns were twenty wide`() {
    #expect(
      Table(images, minimumWidth: 20).text()
        == "REPOSITORY          TAG                 IMAGE ID            CREATED             SIZE\n")
  }

  @Test func `wide characters count two, and foreign text is escaped`() {
    let table = Table(["NAME", "TAG"], rows: [["漢字漢字漢字", "x"], ["a\u{1B}[2J\nforged", "y"]])
    #expect(
      table.text() == """
        NAME               TAG
        漢字漢字漢字       x
        a\\x1b[2J\\nforged   y

        """)
  }

  @Test func `styles don't change the layout`() {
    let table = Table(["NAME", "TAG"], rows: [["a", "b"]])
    #expect(
      table.text(style: Style(enabled: true)) == "\u{1B}[1mNAME\u{1B}[0m      \u{1B}[1mTAG\u{1B}[0m\na         b\n")
    #expect(table.text(style: .plain) == "NAME      TAG\na         b\n")
  }
}
