import ByteStreams
import Glibc
import ImageCommands
import RegistryClient

/// Where a learner's progress is kept from one lesson to the next: one file with a ``ProgressRecord``.
///
/// The file is made when the first step is marked, with mode 0600. Each change replaces it as a whole, under a lock and
/// over what the file holds by then, so that several shells at once lose nothing and a cut leaves the one file or the
/// other. A file that can't be read or written is an error that names it; it is never replaced then.
public struct LessonProgress: Sendable {
  /// The file; `nil` where nothing is kept.
  public let path: String?

  /// Names the file; nothing is read or made yet.
  public init(path: String?) { self.path = path }

  /// Keeps nothing.
  public static let none = LessonProgress(path: nil)

  /// What a page's marks are kept by: its name, for a page of the library; else its whole path without links.
  ///
  /// - Parameters:
  ///   - path: where the page was found.
  ///   - library: where pages have names.
  /// - Returns: the key; the path as it is, where there is no such file.
  public static func key(ofPageAt path: String, in library: Library) -> String {
    guard let whole = whole(path), let slash = whole.lastIndex(of: "/") else { return path }
    let folder = String(whole[..<slash])
    let file = whole[whole.index(after: slash)...]
    let isNamed = file.hasSuffix(".md") && library.folders.contains { Self.whole($0) == folder }
    return isNamed ? String(file.dropLast(3)) : whole
  }

  /// What is kept; an empty record, where there is no file.
  public func read() async throws -> ProgressRecord {
    guard let path else { return ProgressRecord() }
    return try await BlockingThreads.run { ProgressRecord(parsing: try PrivateFile.read(path) ?? []) }
  }

  /// Changes what is kept. Atomic; where nothing is kept, nothing happens.
  public func change(_ body: @escaping @Sendable (inout ProgressRecord) -> Void) async throws {
    guard let path else { return }
    try await BlockingThreads.run {
      try PrivateFile.replace(path) { target in
        var record = ProgressRecord(parsing: try PrivateFile.read(target) ?? [])
        body(&record)
        return record.bytes
      }
    }
  }

  private static func whole(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }
}
