import CommandLanguage
import LineEditing

/// A word that may stand at the cursor, before it is quoted.
struct Proposal: Hashable {
  /// The word's beginning that the candidate does not choose, as `--platform=`.
  private(set) var lead = ""
  /// The word itself.
  let text: String
  /// A few words on it.
  let gloss: String?
  /// The heading under which it is listed, where there are several.
  let group: String?
  /// Whether more of the same word follows, as behind a folder.
  let goesOn: Bool

  init(_ text: String, gloss: String? = nil, group: String? = nil, goesOn: Bool = false) {
    self.text = text
    self.gloss = gloss
    self.group = group
    self.goesOn = goesOn
  }

  /// The same word behind a beginning.
  func led(by lead: String) -> Proposal {
    var proposal = self
    proposal.lead = lead
    return proposal
  }

  /// The candidate as the line needs it.
  ///
  /// - Parameters:
  ///   - typed: what stands there, with its quotes and escapes.
  ///   - openQuote: the quote that is open at the cursor.
  /// - Returns: the candidate, quoted as what stands there.
  func written(after typed: String, openQuote: Word.Quoting?) -> Candidate {
    let word = lead + text
    switch openQuote {
    case .some(.double) where typed.hasPrefix("\""):
      return candidate("\"\(Self.escape(word, "\"\\$`"))", suffix: "\" ")
    case .some(.single) where typed.hasPrefix("'") && !word.contains("'"):
      return candidate("'\(word)", suffix: "' ")
    default:
      let isSimple = CommandLine.quote(word) == word
      // Escapes extend what is typed, as quotes around the word would not.
      let text = isSimple ? word : Self.escape(word, " \t'\"\\|&;<>()$`#*?[]~!")
      return candidate(text, suffix: " ")
    }
  }

  private func candidate(_ text: String, suffix: String) -> Candidate {
    Candidate(text, gloss: gloss, group: group, suffix: goesOn ? "" : suffix)
  }

  private static func escape(_ text: String, _ special: String) -> String {
    text.reduce(into: "") { result, character in
      if special.contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
