import Testing
import Tutorials

/// A world in which the samples of commands that only print are false: its fixture with some texts replaced.
///
/// What a command only prints, a double prints as well as the command, where the page says the truth. So such a double is
/// put into a world where the page does not.
struct Falsehood: Sendable {
  private let others: [(text: String, other: String)]

  private init(_ others: (text: String, other: String)...) { self.others = others }

  func applied(to fixture: String) throws -> String {
    var fixture = fixture
    for (text, other) in others {
      try #require(fixture.contains(text), "the fixture does not say \(text)")
      fixture.replace(text, with: other)
    }
    return fixture
  }

  /// The worlds, by fixture.
  private static let known: [String: Falsehood] = [
    "linux-images": Falsehood(
      ("VERSION_ID=3.21.3", "VERSION_ID=3.22.0"), ("      etc/motd: \"Welcome to Alpine!\\n\"\n", ""),
      ("created: 2026-02-14", "created: 2026-02-13"),
      ("nobody:x:65534:65534", "nobody:x:99:99"), ("Hello from my first image", "Hello from another image"),
      ("created: 2026-02-26T18:10", "created: 2026-02-26T18:11"), ("etc/nginx/nginx.conf", "etc/nginx/nginx.cfg"),
      ("Welcome to nginx!", "Welcome to Nginx!"),
      (
        "  localhost:5000:\n",
        "  localhost:5000:\n    repositories: {web: {tags: {\"0\": nginx}}, zoo: {tags: {latest: alpine}}}\n"
      )),
    "bad-days": Falsehood(
      ("\"3\": alpine", "\"3.20\": alpine"), ("ld-musl-aarch64", "ld-musl-armhf"),
      ("size: 1100000", "size: 3300000"), ("seed: 20260302", "seed: 20260303")),
  ]

  /// The verbs that only print.
  static let verbs: Set = [
    "images", "history", "search", "ps", "diff", "cat", "ls", "inspect", "manifest inspect", "system df",
    "registry ls", "registry tags", "registry log",
  ]

  /// The world in which a command's double must fail; nil is the page's own.
  static func of(_ command: PlacedCommand) throws -> Falsehood? {
    guard verbs.contains(command.verb), let fixture = try Pages.shipped(command.page).frontMatter.fixture else {
      return nil
    }
    return known[fixture]
  }
}
