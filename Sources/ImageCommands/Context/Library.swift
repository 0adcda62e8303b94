import ByteStreams
import Glibc

/// Where tutorials and fixtures are found by name: `tutorials/` beside the working directory, then those installed with
/// the program.
public struct Library: Sendable, Hashable {
  /// The folders of tutorials, first come first; each may have a folder `fixtures`.
  public let folders: [String]

  /// Names the folders.
  public init(folders: [String]) { self.folders = folders }

  /// The path of a fixture: a file as it is, else a name in the library.
  ///
  /// - Throws: ``NotFound`` with the names that there are.
  public func fixture(_ name: String) throws(NotFound) -> String {
    try find(name, in: folders.map { "\($0)/fixtures" }, endings: [".yaml", ".yml"])
  }

  /// The path of a page: a file as it is, else a name in the library.
  ///
  /// - Throws: ``NotFound`` with the names that there are.
  public func page(_ name: String) throws(NotFound) -> String {
    try find(name, in: folders, endings: [".md"])
  }

  /// The names of the pages, sorted.
  public var pages: [String] { names(in: folders, endings: [".md"]) }

  /// The names of the fixtures, sorted.
  public var fixtures: [String] { names(in: folders.map { "\($0)/fixtures" }, endings: [".yaml", ".yml"]) }

  private func find(_ name: String, in folders: [String], endings: [String]) throws(NotFound) -> String {
    if name.contains("/") || endings.contains(where: name.hasSuffix) {
      if access(name, R_OK) == 0 { return name }
    }
    for folder in folders {
      for ending in [""] + endings {
        let path = "\(folder)/\(name)\(ending)"
        if !name.contains("/"), ending != "" || endings.contains(where: name.hasSuffix), access(path, R_OK) == 0 {
          return path
        }
      }
    }
    throw NotFound(name: name, known: names(in: folders, endings: endings))
  }

  private func names(in folders: [String], endings: [String]) -> [String] {
    var names: Set<String> = []
    for folder in folders {
      for name in (try? FolderNames.list(folder)) ?? [] {
        if let ending = endings.first(where: name.hasSuffix) { names.insert(String(name.dropLast(ending.count))) }
      }
    }
    return names.sorted()
  }

  /// The library has no page or fixture of that name.
  public struct NotFound: Error, Hashable {
    /// What was asked for.
    public let name: String
    /// What there is.
    public let known: [String]
  }
}
