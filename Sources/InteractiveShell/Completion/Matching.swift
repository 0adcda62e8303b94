import CommandLanguage

/// Which proposals fit what was typed.
enum Matching {
  /// Those that begin with it; else those that contain it; else the nearest, which is shown and never inserted.
  static func best(_ proposals: [Proposal], for typed: String) -> [Proposal] {
    let beginning = proposals.filter { $0.text.utf8.starts(with: typed.utf8) }
    if !beginning.isEmpty || typed.isEmpty { return beginning }
    let wanted = typed.lowercased()
    let containing = proposals.filter { $0.text.lowercased().contains(wanted) }
    if !containing.isEmpty { return containing }
    // Among many names a near miss is a chance hit, and costs time.
    guard proposals.count <= 500, let near = Spelling.nearest(to: typed, among: proposals.map(\.text)) else {
      return []
    }
    return proposals.filter { $0.text == near }
  }
}
