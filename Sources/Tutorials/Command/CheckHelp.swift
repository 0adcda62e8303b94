/// What the help of `tutorial check` says besides its options.
enum CheckHelp {
  static let discussion = """
    Each page is replayed in a world of its own, several pages at once. Status 0:
    every step did what it should; 1: a step failed, contradicts its page, or needs
    what is not here (with --strict: or its text drifted); 2: a page can't be read.

    Verdicts: pass, drift, defect, unmet, fail, skipped. Kinds of findings, which
    --json names, and --allow-unmet takes beside verbs and programs:
    \(kinds)
    """

  /// The closed set, in lines of at most 80 columns.
  private static var kinds: String {
    var lines = [""]
    for (index, kind) in Finding.Kind.allCases.enumerated() {
      let word = kind.rawValue + (index == Finding.Kind.allCases.count - 1 ? "." : ",")
      if let last = lines.last, last.count + word.count + 3 > 80 {
        lines.append("  \(word)")
      } else {
        lines[lines.count - 1] += lines.last?.isEmpty == true ? "  \(word)" : " \(word)"
      }
    }
    return lines.joined(separator: "\n")
  }
}
