import Archive
import ImageSpec

/// How a platform's root file system lies in a layer, and how its people write paths.
enum RootLayout: Sendable {
  /// The archive's root is `/`; names are told apart by case.
  case linux
  /// `Files` is `C:\`; slashes of both kinds separate, case does not matter.
  case windows

  init(_ platform: Platform) { self = platform.os == "windows" ? .windows : .linux }

  /// The archive's folder that is the root.
  var root: ArchivePath { self == .windows ? Self.files : .root }

  private static let files = (try? ArchivePath(cleaning: "Files")) ?? .root
  static let hives = (try? ArchivePath(cleaning: "Hives")) ?? .root

  /// What tells paths apart.
  func key(_ path: ArchivePath) -> String { key(path.description) }

  func key(_ text: String) -> String { self == .windows ? text.lowercased() : text }

  /// Takes a path as people write it apart: `/x/y`, `x/y`; for Windows `C:\x\y` and `c:/x/y` too. Relative paths start
  /// at the root. `..` is resolved by text and never leaves the root.
  func parse(_ text: String) throws(CopyPathError) -> ParsedPath {
    guard !text.utf8.contains(0) else { throw .malformed(text) }
    var rest = Substring(text)
    if self == .windows {
      rest = rest.replacing("\\", with: "/")
      for prefix in ["//?/", "/??/"] where rest.hasPrefix(prefix) { rest = rest.dropFirst(4) }
      let drive = rest.utf8.prefix(2)
      if drive.count == 2, drive.last == UInt8(ascii: ":") {
        guard drive.first == UInt8(ascii: "c") || drive.first == UInt8(ascii: "C") else { throw .notInContainer(text) }
        rest = rest.dropFirst(2)
      }
      guard !rest.contains(":") else { throw .malformed(text) }
    }
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    return ParsedPath(
      components: Self.resolve(parts), isAbsolute: rest.hasPrefix("/"),
      endsInSlash: rest.hasSuffix("/"), endsInDot: parts.last == "." || parts.last == "..")
  }

  private static func resolve(_ parts: [Substring]) -> [Substring] {
    var clean: [Substring] = []
    for part in parts where !part.isEmpty && part != "." {
      if part == ".." { _ = clean.popLast() } else { clean.append(part) }
    }
    return clean
  }

  /// Where a link leads to; `folder` is the one that the link stands in.
  func target(of link: String, in folder: ArchivePath) throws(CopyPathError) -> ArchivePath {
    let isAbsolute =
      try parse(link).isAbsolute || (self == .windows && link.utf8.dropFirst().first == UInt8(ascii: ":"))
    if isAbsolute { return try archivePath(try parse(link)) }
    let own = folder.relative(to: root)?.description ?? ""
    return try archivePath(try parse("/\(own)/\(link)"))
  }

  func archivePath(_ parsed: ParsedPath) throws(CopyPathError) -> ArchivePath {
    let text = parsed.components.joined(separator: "/")
    do { return root.appending(try ArchivePath(cleaning: text)) } catch { throw .malformed(text) }
  }

  /// The path as people of the platform would find it below their root, with a slash in front.
  func display(_ path: ArchivePath) -> String { "/\((path.relative(to: root) ?? path).description)" }
}

/// A container's path as it was written.
struct ParsedPath: Hashable {
  let components: [Substring]
  let isAbsolute: Bool
  /// `x/`: a folder is meant.
  let endsInSlash: Bool
  /// `x/.`: a folder's content is meant.
  let endsInDot: Bool
}
