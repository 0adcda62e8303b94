import CommandLanguage
import ImageSpec

/// The platform of a page's world.
enum DerivedPlatform {
  /// What the front matter says; else Windows where names, prompts or paths of the page are of Windows; else Linux.
  static func platform(of page: Page) -> Platform {
    if let text = page.frontMatter.platform, let platform = try? Platform(parsing: text) { return platform }
    let commands = page.steps.flatMap(\.commands)
    let isWindows = commands.contains { command in
      command.prompt == .powerShell || command.prompt == .windows || command.words.contains(where: isOfWindows)
    }
    return Platform(os: isWindows ? "windows" : "linux", architecture: "amd64")
  }

  /// Whether a name or a path says that it is of Windows.
  private static func isOfWindows(_ word: String) -> Bool {
    let word = word.lowercased()
    return ["windows", "nanoserver", "servercore"].contains { word.contains($0) } || word.contains(":\\")
      || word.hasPrefix("c:/")
  }
}
