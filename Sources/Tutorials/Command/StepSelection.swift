import CommandLanguage
import ImageCommands
import Presentation

/// Which steps of a page are judged: `--from`, `--to`, `--only`, each by a step's place or by its identity.
struct StepSelection: Hashable, Sendable {
  var from: String?
  var to: String?
  var only: String?

  /// The steps' places on a page.
  ///
  /// - Throws: ``NoSuchSteps``.
  func range(on page: Page) throws(NoSuchSteps) -> ClosedRange<Int> {
    let first = try (only ?? from).map { name throws(NoSuchSteps) in try Self.place(name, page) } ?? 1
    let last = try (only ?? to).map { name throws(NoSuchSteps) in try Self.place(name, page) } ?? page.steps.count
    guard first <= last else {
      throw NoSuchSteps(path: page.path, reason: "step \(first) stands behind step \(last)", nearest: nil)
    }
    return first...last
  }

  /// A step by its place, `3`, or by its identity, `push` or `id=push`.
  private static func place(_ name: String, _ page: Page) throws(NoSuchSteps) -> Int {
    let identity = name.hasPrefix("id=") ? String(name.dropFirst(3)) : name
    if let step = page.steps.first(where: { $0.identity == identity }) { return step.ordinal }
    if let place = Int(name) {
      guard (1...page.steps.count).contains(place) else {
        throw NoSuchSteps(path: page.path, reason: "the page has the steps 1 to \(page.steps.count)", nearest: nil)
      }
      return place
    }
    let named = page.steps.compactMap(\.switches.id)
    throw NoSuchSteps(
      path: page.path, reason: "no step has the id \(identity)",
      nearest: Spelling.nearest(to: identity, among: named), names: named)
  }
}

/// A page does not have the steps that were asked for.
struct NoSuchSteps: WordedError {
  let path: String
  let reason: String
  let nearest: String?
  var names: [String] = []

  var status: ExitStatus { ExitStatus(rawValue: 2) }

  var words: ErrorText {
    let known = names.isEmpty ? nil : "There are: \(names.joined(separator: ", "))."
    return ErrorText("\(path): \(reason)", nextStep: ErrorText.didYouMean(nearest) ?? known)
  }
}
