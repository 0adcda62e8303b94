/// How far a learner came on a page.
struct PageProgress: Hashable {
  /// How many steps the page has.
  let steps: Int
  /// How many of them the learner did.
  let done: Int
  /// How many were shown and done for the learner.
  let skipped: Int

  /// Counts the marks of a page's steps; those of steps that the page no longer has don't count.
  init(_ page: Page, _ marks: [String: ProgressRecord.Mark]) {
    steps = page.steps.count
    let found = page.steps.compactMap { marks[$0.identity] }
    done = found.count { $0 == .done }
    skipped = found.count { $0 == .skipped }
  }

  /// The progress in words: `not begun`, `5 of 16`, `done`; with the steps that were skipped.
  var words: String {
    if done + skipped == 0 { return "not begun" }
    let reached = done + skipped == steps ? "done" : "\(done + skipped) of \(steps)"
    return skipped == 0 ? reached : "\(reached), \(skipped) skipped"
  }
}
