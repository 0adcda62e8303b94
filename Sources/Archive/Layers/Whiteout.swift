/// The marks by which a layer hides what the layers below it have.
///
/// See [Whiteouts](https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#whiteouts).
public enum Whiteout: Hashable, Sendable {
  /// `.wh.NAME`: this path, and everything below it, is gone.
  case removes(ArchivePath)
  /// `.wh..wh..opq`: the folder begins empty.
  case opaque(ArchivePath)
  /// Another `.wh..wh.` name: bookkeeping of aufs that means nothing to anybody else.
  case bookkeeping

  /// Reads an entry's path; nil where it is no mark. Marks count for the layers below, wherever they stand in a layer.
  public init?(_ path: ArchivePath) {
    let name = path.name
    guard name.hasPrefix(Self.prefix), let folder = path.parent else { return nil }
    if name == Self.opaqueName {
      self = .opaque(folder)
    } else if !name.hasPrefix(Self.prefix + Self.prefix),
      let hidden = try? ArchivePath(cleaning: name.utf8.dropFirst(Self.prefix.utf8.count).text), !hidden.isRoot
    {
      self = .removes(folder.appending(hidden))
    } else {
      self = .bookkeeping
    }
  }

  /// The path of the entry that makes the mark; nil for bookkeeping and for the root's removal, which have none.
  public var path: ArchivePath? {
    switch self {
    case .removes(let path): path.parent?.appending(ArchivePath(checked: Self.prefix + path.name))
    case .opaque(let folder): folder.appending(ArchivePath(checked: Self.opaqueName))
    case .bookkeeping: nil
    }
  }

  private static let prefix = ".wh."
  private static let opaqueName = ".wh..wh..opq"
}

extension Substring.UTF8View {
  fileprivate var text: Substring { Substring(self) }
}
