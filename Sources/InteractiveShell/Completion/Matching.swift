import CommandLanguage
import LineEditing

/// The proposals that fit what was typed, and how.
struct Matching {
  /// The proposals, in their order; near misses with the nearest first.
  let proposals: [Proposal]
  /// How they fit.
  let fit: Completion.Fit

  /// Among more names than these a near miss is a chance hit, and costs time.
  private static let mostForNearMisses = 500
  /// More near misses than these tell nobody what was meant.
  private static let mostNearMisses = 5

  /// Nothing fits.
  static let none = Matching([], for: "")

  /// Takes those that begin with what was typed; else those that contain it, whatever their case; else the nearest.
  init(_ all: [Proposal], for typed: String) {
    let beginning = all.filter { $0.text.utf8.starts(with: typed.utf8) }
    if !beginning.isEmpty || typed.isEmpty {
      (proposals, fit) = (beginning, .beginning)
      return
    }
    let wanted = typed.lowercased()
    let containing = all.filter { $0.text.lowercased().contains(wanted) }
    if !containing.isEmpty || all.count > Self.mostForNearMisses {
      (proposals, fit) = (containing, .part)
      return
    }
    var byText: [String: Proposal] = [:]
    for proposal in all where byText[proposal.text] == nil { byText[proposal.text] = proposal }
    let near = Spelling.misses(of: typed, among: all.map(\.text).filter { byText[$0] != nil })
    (proposals, fit) = (near.prefix(Self.mostNearMisses).compactMap { byText[$0] }, .nearMiss)
  }

  private init(_ proposals: [Proposal], _ fit: Completion.Fit) { (self.proposals, self.fit) = (proposals, fit) }

  /// The same without some words.
  func without(_ words: [String]) -> Matching {
    words.isEmpty ? self : Matching(proposals.filter { !words.contains($0.text) }, fit)
  }

  /// The same behind a beginning of the word.
  func led(by lead: String) -> Matching { Matching(proposals.map { $0.led(by: lead) }, fit) }
}
