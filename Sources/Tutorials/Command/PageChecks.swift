import Glibc
import ImageCommands
import Worlds

/// Checks several pages at once, each in a world of its own, and tells of each as a whole, in the order of the arguments.
struct PageChecks: Sendable {
  var fixture: String?
  var registry: String?
  var selection = StepSelection()
  var timeout: Duration?
  var acceptance = Acceptance()
  /// Whether the baseline takes what is found.
  var updatesBaseline = false
  /// How many pages are checked at the same time.
  var jobs = Self.cores
  let context: CommandContext

  /// As many as this machine has processors.
  static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  init(_ context: CommandContext) { self.context = context }

  /// Checks pages.
  ///
  /// - Parameters:
  ///   - pages: files or names.
  ///   - progress: is told how far they are.
  ///   - tell: takes the outcomes in the order of the pages, each as soon as those before it are told.
  /// - Throws: `CancellationError`, and what `tell` throws; the worlds of the other pages are closed then.
  func run(
    _ pages: [String], progress: CheckDisplay, tell: (PageOutcome) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (Int, PageOutcome)?.self) { group in
      var next = 0
      func start() {
        guard next < pages.count else { return }
        let index = next
        group.addTask { (index, try await check(pages[index], index, progress)) }
        next += 1
      }
      // Long work is told of though nothing else happens.
      group.addTask {
        while (try? await Task.sleep(for: .seconds(1))) != nil { progress.tick() }
        return nil
      }
      defer { group.cancelAll() }
      for _ in 0..<jobs { start() }
      var done: [Int: PageOutcome] = [:]
      var told = 0
      while told < pages.count, let ended = try await group.next() {
        guard let (index, outcome) = ended else { continue }
        done[index] = outcome
        start()
        while let outcome = done.removeValue(forKey: told) {
          try tell(outcome)
          told += 1
        }
      }
      try Task.checkCancellation()
    }
  }

  private func check(_ name: String, _ index: Int, _ display: CheckDisplay) async throws -> PageOutcome {
    do {
      let page = try Page(contentsOf: context.library.page(name))
      var worlds = PageWorlds(fixture: fixture, registry: registry, context)
      worlds.tell = { display.notice($0) }
      var check = TutorialCheck(
        in: try worlds.source(for: page), table: CommandTable(adding: TutorialExtension.entries),
        environment: context.environment,
        library: context.library)
      if let timeout { check.timeout = timeout }
      check.range = try selection.range(on: page)
      check.progress = { display.take($0, of: index, named: name) }
      let report = try await check.run(page).named(shown(page.path))
      display.end(index)
      var acceptance = acceptance
      if updatesBaseline { acceptance.baseline?.update(with: report) }
      return .judged(JudgedPage(report, by: acceptance))
    } catch let error as CancellationError { throw error } catch {
      display.end(index)
      return .unusable(name, error)
    }
  }

  /// A page's path as people write it: from the working folder on, where it lies below it.
  private func shown(_ path: String) -> String {
    let folder = context.world.folder.path + "/"
    return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
  }
}
