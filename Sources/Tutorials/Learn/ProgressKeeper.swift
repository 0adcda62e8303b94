import ImageCommands

/// Keeps what became of one page's steps, from one lesson to the next.
struct ProgressKeeper: Sendable {
  private let progress: LessonProgress
  private let key: String

  /// Keeps a page's marks among those of others.
  init(_ progress: LessonProgress, of page: Page, in library: Library) {
    self.progress = progress
    key = LessonProgress.key(ofPageAt: page.path, in: library)
  }

  /// What became of the page's steps, by their places from 0.
  ///
  /// - Throws: what keeps the file from being read.
  func marks(of page: Page) async throws -> [Int: Lesson.Mark] {
    let marks = try await progress.read().marks(of: key)
    var found: [Int: Lesson.Mark] = [:]
    for (position, step) in page.steps.enumerated() {
      found[position] = marks[step.identity].map { $0 == .done ? .done : .skipped }
    }
    return found
  }

  /// Notes what became of a step.
  ///
  /// - Throws: what keeps the file from being written.
  func note(_ mark: Lesson.Mark, of step: Step) async throws {
    let key = key
    let kept: ProgressRecord.Mark? =
      switch mark {
      case .done: .done
      case .skipped: .skipped
      case .passedOver: nil
      }
    guard let kept else { return }
    try await progress.change { $0.set(kept, step: step.identity, of: key) }
  }

  /// Forgets all of the page's steps.
  ///
  /// - Throws: what keeps the file from being written.
  func forget() async throws {
    let key = key
    try await progress.change { $0.forget(key) }
  }
}
