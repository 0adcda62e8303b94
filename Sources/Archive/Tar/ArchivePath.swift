/// A name below an archive's root, or a root file system's, fit for looking up: no `.`, no `..`, no empty component, no
/// slash at either end. The root itself is the empty path.
public struct ArchivePath: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The components, joined by slashes.
  public let description: String

  /// The root.
  public static let root = ArchivePath(checked: "")

  /// Cleans a name: leading slashes, `./`, doubled and trailing slashes go, as every extractor does it.
  ///
  /// - Throws: ``ArchivePathError`` where the name climbs with `..` or has a zero byte.
  public init(cleaning name: some StringProtocol) throws(ArchivePathError) {
    guard !name.utf8.contains(0) else { throw .zeroByte(String(name)) }
    if Self.isClean(name.utf8) {
      description = String(name)
      return
    }
    var parts: [Substring.UTF8View] = []
    for part in Substring(name).utf8.split(separator: UInt8(ascii: "/")) where !part.elementsEqual(".".utf8) {
      guard !part.elementsEqual("..".utf8) else { throw .climbs(String(name)) }
      parts.append(part)
    }
    description = parts.map { String(Substring($0)) }.joined(separator: "/")
  }

  init(checked: String) { description = checked }

  private static func isClean(_ name: some Collection<UInt8>) -> Bool {
    var length = 0
    var onlyDots = true
    for byte in name {
      if byte == UInt8(ascii: "/") {
        if length == 0 || (onlyDots && length < 3) { return false }
        length = 0
        onlyDots = true
      } else {
        length += 1
        if byte != UInt8(ascii: ".") { onlyDots = false }
      }
    }
    return length > 0 && !(onlyDots && length < 3)
  }

  /// Whether it is the root.
  public var isRoot: Bool { description.isEmpty }

  /// The components, from the root.
  public var components: [Substring] { description.split(separator: "/") }

  /// The last component; empty for the root.
  public var name: String {
    guard let slash = description.utf8.lastIndex(of: UInt8(ascii: "/")) else { return description }
    return String(description[description.utf8.index(after: slash)...])
  }

  /// The folder that it stands in; nil for the root.
  public var parent: ArchivePath? {
    guard !isRoot else { return nil }
    guard let slash = description.utf8.lastIndex(of: UInt8(ascii: "/")) else { return .root }
    return ArchivePath(checked: String(description[..<slash]))
  }

  /// The folders above it, from the root (included) downwards.
  public var ancestors: [ArchivePath] {
    var found: [ArchivePath] = []
    var path = parent
    while let current = path {
      found.append(current)
      path = current.parent
    }
    return found.reversed()
  }

  /// Joins another path below this one.
  public func appending(_ other: ArchivePath) -> ArchivePath {
    if isRoot { return other }
    return other.isRoot ? self : ArchivePath(checked: "\(description)/\(other.description)")
  }

  /// Joins a name or a relative path, cleaned.
  ///
  /// - Throws: ``ArchivePathError``.
  public func appending(cleaning name: some StringProtocol) throws(ArchivePathError) -> ArchivePath {
    appending(try ArchivePath(cleaning: name))
  }

  /// Whether it is `folder` or stands below it.
  public func isWithin(_ folder: ArchivePath) -> Bool {
    if folder.isRoot { return true }
    let (own, other) = (description.utf8, folder.description.utf8)
    guard own.starts(with: other) else { return false }
    return own.count == other.count || own.dropFirst(other.count).first == UInt8(ascii: "/")
  }

  /// The rest of it below `folder`; nil where it does not stand there.
  public func relative(to folder: ArchivePath) -> ArchivePath? {
    guard isWithin(folder) else { return nil }
    if folder.isRoot { return self }
    return ArchivePath(checked: String(description.utf8.dropFirst(folder.description.utf8.count + 1)) ?? "")
  }

  /// Orders byte by byte with the slash lowest, so that a folder's content follows the folder.
  public static func < (left: ArchivePath, right: ArchivePath) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8) { weight($0) < weight($1) }
  }

  private static func weight(_ byte: UInt8) -> UInt8 { byte == UInt8(ascii: "/") ? 0 : byte }
}

/// Why a name is no path below a root.
public enum ArchivePathError: Error, Hashable {
  /// It has a `..` component.
  case climbs(String)
  /// It has a zero byte.
  case zeroByte(String)
}
