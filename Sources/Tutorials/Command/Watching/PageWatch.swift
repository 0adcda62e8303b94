import ImageCommands
import Presentation

/// Checks pages, and each again whenever it or its fixture has changed, until the task is cancelled.
struct PageWatch {
  /// The pages as they were named.
  let pages: [String]
  /// The fixture for all of them, if one was asked for.
  let fixture: String?
  let context: CommandContext

  /// Watches until the task is cancelled, which is the usual end.
  ///
  /// - Parameter check: checks some of the pages and writes their reports.
  /// - Throws: what `check` throws, and `FileFailure` where the system can't watch.
  func run(_ check: ([String]) async throws -> Void) async throws {
    do {
      let watch = try FileWatch()
      var due = pages
      while true {
        // Looked at before the check: what changes meanwhile is checked again.
        let before = try contents(watch)
        try await check(due)
        let files = Set(before.values.flatMap { $0.filter { $0.value != Self.absent }.keys }).count
        try context.errors.line("Watching \(files == 1 ? "1 file" : "\(files) files"); Ctrl-C ends it.")
        due = try await changed(since: before, watch)
        for name in due { try context.errors.line("\(Escaping.line(name)) changed.") }
      }
    } catch is CancellationError {}
  }

  /// Waits until files have another content than before.
  ///
  /// - Returns: the pages that they belong to.
  private func changed(since before: [String: [String: Int]], _ watch: FileWatch) async throws -> [String] {
    while true {
      try await watch.next()
      let now = try contents(watch)
      // A page that is gone for the moment is one that is being written anew.
      let due = pages.filter { name in
        now[name] != before[name] && now[name]?[path(of: name)] != Self.absent
      }
      if !due.isEmpty { return due }
    }
  }

  /// The content of each page's files, as a hash; their folders are watched from now on.
  private func contents(_ watch: FileWatch) throws -> [String: [String: Int]] {
    var contents: [String: [String: Int]] = [:]
    for name in pages {
      var own: [String: Int] = [:]
      let path = path(of: name)
      try watch.watch(path)
      for file in [path] + fixtures(of: path) {
        // A folder that is not there holds nothing that could change.
        if file != path { try? watch.watch(file) }
        own[file] = (try? PageFile.bytes(of: file, named: file, limit: Self.sizeLimit).hashValue) ?? Self.absent
      }
      contents[name] = own
    }
    return contents
  }

  private static let absent = 0

  /// More of a file than this is not looked at.
  private static let sizeLimit = 4 << 20

  private func path(of name: String) -> String {
    (try? context.library.page(name)) ?? (name.contains("/") ? name : "./\(name)")
  }

  /// The files that a page's verdicts depend on besides itself.
  private func fixtures(of path: String) -> [String] {
    guard let page = try? Page(contentsOf: path) else { return [] }
    return PageWorlds(fixture: fixture, library: context.library).fixturePlaces(of: page)
  }
}
