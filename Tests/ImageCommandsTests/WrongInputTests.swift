import ImageCommands
import Testing

/// Ways in which people try wrong things: each is refused with the line that docker's users would search for, and with
/// one thing to do next.
@Suite struct WrongInputTests {
  /// A line, and what comes of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let line: String
    let status: Int32
    let headline: String
    /// What the last line has.
    let next: String

    init(_ line: String, _ status: Int32, _ headline: String, next: String) {
      (self.line, self.status, self.headline, self.next) = (line, status, headline, next)
    }

    var testDescription: String { line }
  }

  static let cases: [Case] = [
    // Typos.
    Case("imagse", 1, "drydock: unknown command: drydock imagse", next: "Did you mean \"drydock images\"?"),
    Case("docker imagse", 1, "drydock: unknown command: drydock imagse", next: "drydock images"),
    Case("IMAGES", 1, "drydock: unknown command: drydock IMAGES", next: "drydock images"),
    Case("pul alpine", 1, "drydock: unknown command: drydock pul", next: "drydock pull"),
    Case("image lst", 1, "drydock: unknown command: drydock image lst", next: "drydock image ls"),
    Case("image", 0, "Usage:  drydock image COMMAND", next: "--help"),
    Case("image nosuch", 1, "drydock: unknown command: drydock image nosuch", next: "--help"),
    Case("nosuch", 1, "drydock: unknown command: drydock nosuch", next: "'drydock --help'"),
    Case("help imagse", 1, "unknown help topic: imagse", next: "drydock help images"),
    Case("help nosuch", 1, "unknown help topic: nosuch", next: "drydock help"),
    Case("--config /tmp images", 125, "unknown flag: --config", next: "'drydock --help'"),
    Case("docker -H unix:///run/x.sock images", 125, "unknown shorthand flag: 'H' in -H", next: "'drydock --help'"),
    Case("pull --hep", 125, "unknown flag: --hep", next: "--help"),
    Case("pull --quite alpine", 125, "unknown flag: --quite", next: "--quiet"),
    Case("pull -quiet alpine", 125, "unknown shorthand flag: 'u' in -u", next: "--quiet"),
    Case("images -qz", 125, "unknown shorthand flag: 'z' in -z", next: "'drydock images --help'"),
    Case("images --no-truncate", 125, "unknown flag: --no-truncate", next: "--no-trunc"),
    // Verbs of other programs.
    Case("list", 1, "drydock: unknown command: drydock list", next: "drydock images"),
    Case("delete alpine", 1, "drydock: unknown command: drydock delete", next: "drydock rmi"),
    Case("download alpine", 1, "drydock: unknown command: drydock download", next: "drydock pull"),
    Case("upload alpine", 1, "drydock: unknown command: drydock upload", next: "drydock push"),
    Case("containers", 1, "drydock: unknown command: drydock containers", next: "drydock"),
    Case("image delete alpine", 1, "drydock: unknown command: drydock image delete", next: "drydock image rm"),
    Case("layers alpine", 1, "drydock: unknown command: drydock layers", next: "drydock history"),
    // What needs something to run in.
    Case("docker run -it alpine sh", 1, absent("run"), next: "'create'"),
    Case("container exec web ls", 1, absent("container exec"), next: "'create'"),
    Case("build -t app .", 1, absent("build"), next: "'commit'"),
    Case("image build .", 1, absent("image build"), next: "'commit'"),
    Case("start web", 1, absent("start"), next: "'create'"),
    Case("logs web", 1, absent("logs"), next: "--help"),
    Case("volume ls", 1, absent("volume"), next: "--help"),
    // Missing things, and too many.
    Case("pull", 1, "drydock: 'drydock pull' requires at least 1 argument", next: "'drydock pull --help'"),
    Case("image pull", 1, "drydock: 'drydock image pull' requires at least 1 argument", next: "image pull --help"),
    Case("push a b", 1, "drydock: 'drydock push' requires 1 argument", next: "--help"),
    Case("tag alpine", 1, "drydock: 'drydock tag' requires 2 arguments", next: "--help"),
    Case("rmi", 1, "drydock: 'drydock rmi' requires at least 1 argument", next: "--help"),
    Case("images a b", 1, "drydock: 'drydock images' requires at most 1 argument", next: "--help"),
    Case("ps x", 1, "drydock: 'drydock ps' accepts no arguments", next: "--help"),
    Case("create", 1, "drydock: 'drydock create' requires at least 1 argument", next: "--help"),
    Case("logout a b", 1, "drydock: 'drydock logout' requires at most 1 argument", next: "--help"),
    Case("pull --platform", 125, "flag needs an argument: --platform", next: "'drydock pull --help'"),
    Case("create -e", 125, "flag needs an argument: 'e' in -e", next: "'drydock create --help'"),
    Case(
      "images --no-trunc=maybe", 125,
      "invalid argument \"maybe\" for \"--no-trunc\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax",
      next: "--help"),
    Case(
      "images -q=maybe", 125,
      "invalid argument \"maybe\" for \"-q, --quiet\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax",
      next: "--help"),
    Case(
      "search --limit many x", 125, "invalid argument \"many\" for \"--limit\" flag: invalid syntax", next: "--help"),
    // What is no name of an image.
    Case("pull http://127.0.0.1:1/alpine", 1, "invalid reference format", next: "Leave the scheme out"),
    Case("pull https://hub.docker.com/_/alpine", 1, "invalid reference format", next: "Leave the scheme out"),
    Case("push docker://127.0.0.1:1/alpine", 1, "invalid reference format", next: "Leave the scheme out"),
    Case("pull 'C:\\images\\alpine.tar'", 1, "invalid reference format", next: "'load -i FILE'"),
    Case("pull ./alpine.tar", 1, "invalid reference format", next: "'load -i FILE'"),
    Case("pull /tmp/alpine.tar", 1, "invalid reference format", next: "'load -i FILE'"),
    Case("pull Alpine", 1, lowercase("library/Alpine"), next: "\"alpine\""),
    Case("pull example.com/Team/app", 1, lowercase("Team/app"), next: "team/app"),
    Case("pull alpine:latest:latest", 1, "invalid reference format", next: "One tag"),
    Case("pull alpine:", 1, "invalid reference format", next: "A name is like"),
    Case("pull alpine:-1", 1, "invalid reference format", next: "A name is like"),
    Case("pull a//b", 1, "invalid reference format", next: "A name is like"),
    Case("pull \"\"", 1, "invalid reference format", next: "A name is like"),
    Case("pull 'al*'", 1, "invalid reference format", next: "A pattern is for 'images'"),
    Case("pull alpine@sha256:abc", 1, "invalid reference format", next: "whole digest"),
    Case("pull alpine@3.20", 1, "invalid reference format", next: "whole digest"),
    Case("pull alpine@md5:d41d8cd98f00b204e9800998ecf8427e", 1, "invalid reference format", next: "whole digest"),
    Case("pull \(hex)", 1, "invalid repository name (\(hex)), cannot specify 64-byte hexadecimal strings", next: "@"),
    Case(
      "tag alpine Alpine:1", 1, badName("Alpine:1", lowercase("library/Alpine")), next: "alpine"),
    Case("tag \"\" x", 1, badName("", "invalid reference format"), next: "A name is like"),
    Case("tag x y@sha256:\(hex)", 1, "refusing to create a tag with a digest reference", next: "y:TAG"),
    Case(
      "tag x sha256:abc", 1,
      "Error response from daemon: refusing to create an ambiguous tag using digest algorithm as name",
      next: "another name"),
    Case("pull --platform amd64/linux alpine", 1, platform("amd64/linux"), next: "linux/arm64/v8"),
    Case("pull --platform linux/ alpine", 1, platform("linux/", "cannot parse platform specifier"), next: "linux/"),
    // What is not here.
    Case("rmi nosuch", 1, "Error response from daemon: No such image: nosuch:latest", next: "'images'"),
    Case("history nosuch", 1, "Error response from daemon: No such image: nosuch:latest", next: "'images'"),
    Case("tag nosuch:1 x", 1, "Error response from daemon: No such image: nosuch:1", next: "'images'"),
    Case("push nosuch", 1, "An image does not exist locally with the tag: nosuch", next: "'images'"),
    Case("push alpine@sha256:\(hex)", 1, "cannot push a digest reference", next: "alpine:TAG"),
    Case("push -t alpine", 125, "unknown shorthand flag: 't' in -t", next: "--help"),
    Case("rm nosuch", 1, "Error response from daemon: No such container: nosuch", next: "'ps -a'"),
    Case("diff nosuch", 1, "Error response from daemon: No such container: nosuch", next: "'ps -a'"),
    Case("commit nosuch x", 1, "Error response from daemon: No such container: nosuch", next: "'ps -a'"),
    Case("pull 127.0.0.1:1/x", 1, refused, next: "is the port right"),
    // Shells' habits.
    Case("login -u a --password x --password-stdin h", 1, exclusive, next: "--password-stdin"),
    Case(
      "login --password-stdin example.com", 1, "the --password-stdin option requires --username to be set",
      next: "-u NAME"),
    Case("login example.com", 1, "Error: Cannot perform an interactive login from a non TTY device", next: "stdin"),
  ]

  private static let hex = String(repeating: "0f", count: 32)
  private static let refused =
    "Error response from daemon: Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused"
  private static let exclusive = "conflicting options: cannot specify both --password and --password-stdin"

  private static func absent(_ verb: String) -> String {
    "drydock: '\(verb)' is a command of docker's that drydock does not have: nothing runs here"
  }

  private static func badName(_ text: String, _ what: String) -> String {
    "Error parsing reference: \"\(text)\" is not a valid repository/tag: \(what)"
  }

  private static func lowercase(_ name: String) -> String {
    "invalid reference format: repository name (\(name)) must be lowercase"
  }

  private static func platform(_ text: String, _ what: String = "unknown operating system or architecture") -> String {
    "Error response from daemon: \"\(text)\": \(what): invalid argument"
  }

  @Test(arguments: cases)
  func `wrong input is refused with what to search for and what to do next`(wrong: Case) async throws {
    let bench = try Workbench()
    let ended = try await bench.run(wrong.line)
    #expect(ended.status == wrong.status)
    #expect(ended.headline == wrong.headline)
    let last = ended.errors.split(separator: "\n").last ?? ""
    #expect(last.contains(wrong.next) && (last != ended.headline[...] || wrong.status == 0), "\(ended.errors)")
    #expect(!ended.errors.contains("ParserError") && !ended.errors.contains("Error("))
  }
}
