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
      ("created: 2026-02-14", "created: 2026-02-13"), ("Hello from my first image", "Hello from another image"))
  ]

  /// The verbs that only print.
  private static let verbs: Set = ["images", "history", "search", "ps", "diff", "cat"]

  /// The world in which a command's double must fail; nil is the page's own.
  static func of(_ command: PlacedCommand) throws -> Falsehood? {
    guard verbs.contains(command.verb), let fixture = try Pages.shipped(command.page).frontMatter.fixture else {
      return nil
    }
    return known[fixture]
  }
}
