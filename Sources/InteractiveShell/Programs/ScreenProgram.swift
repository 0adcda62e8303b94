/// Programs that take the whole screen to show text page by page.
enum ScreenProgram {
  private static let names: Set<String> = ["less", "lv", "more", "most", "pg"]

  /// Whether a program is known to fill the screen.
  static func isKnown(_ program: String) -> Bool {
    names.contains(program.split(separator: "/").last.map(String.init) ?? program)
  }
}
