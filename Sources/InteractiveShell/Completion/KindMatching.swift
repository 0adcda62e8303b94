import ImageCommands
import Programs

/// The words that fit a kind of argument, where the kind says how they are put together.
struct KindMatching {
  let candidates: KindCandidates
  let library: Library
  /// Where programs are found; nil where none can be started.
  let searchPath: SearchPath?
  /// How long the files within an image may take.
  let patience: Duration

  /// What fits.
  ///
  /// - Parameters:
  ///   - kind: what is looked for.
  ///   - prefix: what is typed of it.
  ///   - lead: what stands before it in the same word.
  ///   - words: the words before it.
  /// - Returns: the proposals, with what stands before them.
  func matching(_ kind: ArgumentKind, _ prefix: String, lead: String, behind words: [String]) -> Matching {
    switch kind {
    case .pair(let names):
      guard let equals = prefix.firstIndex(of: "="), let name = names.first(where: { $0.name == prefix[..<equals] })
      else { break }
      let start = prefix.index(after: equals)
      return matching(name.kind, String(prefix[start...]), lead: lead + prefix[..<start], behind: words)
    case .format(let fields, _):
      guard let start = Self.openField(in: prefix) else { break }
      return Matching(fields.map { Proposal("\($0)}}", goesOn: true) }, for: String(prefix[start...]))
        .led(by: lead + prefix[..<start])
    case .imagePlace:
      guard
        let (transport, kind) = Self.transports.first(where: { prefix.hasPrefix($0.word.text) }).map({
          ($0.word.text, $0.kind)
        })
      else { break }
      return matching(
        kind, String(prefix.dropFirst(transport.count)), lead: lead + transport, behind: words)
    default: break
    }
    return Matching(proposals(kind, prefix, words), for: prefix).led(by: lead)
  }

  private func proposals(_ kind: ArgumentKind, _ prefix: String, _ words: [String]) -> [Proposal] {
    switch kind {
    case .known(let known): known.map(Self.proposal)
    case .word(let words): words.map { Self.proposal(KnownWord($0)) }
    case .pair(let names): names.map { Proposal("\($0.name)=", gloss: $0.gloss, goesOn: true) }
    case .format(let fields, let words):
      words.map(Self.proposal) + fields.map { Proposal("{{.\($0)}}", group: "Fields for a template") }
    case .imagePlace:
      candidates.candidates(for: .localImage, prefix: prefix, behind: words)
        + Self.transports.map { Proposal($0.word.text, gloss: $0.word.gloss, group: "Other places", goesOn: true) }
    case .containerPath:
      paths(prefix, or: candidates.candidates(for: kind, prefix: prefix, behind: words))
    case .pathInContainer: paths(prefix, or: owners(.container, prefix))
    case .pathInImageOrContainer: paths(prefix, or: owners(.imageOrContainer, prefix))
    case .program: searchPath?.names(beginning: prefix).map { Proposal($0) } ?? []
    case .fixture:
      library.fixtures.map { Proposal($0, group: "Fixtures") }
        + candidates.candidates(for: .file, prefix: prefix).filter {
          ($0.goesOn && !prefix.isEmpty) || $0.text.hasSuffix(".yaml") || $0.text.hasSuffix(".yml")
        }
    case .anyOf(let kinds): kinds.flatMap { proposals($0, prefix, words) }
    default: candidates.candidates(for: kind, prefix: prefix, behind: words)
    }
  }

  /// Images or containers, behind which a path follows.
  private func owners(_ kind: ArgumentKind, _ prefix: String) -> [Proposal] {
    candidates.candidates(for: kind, prefix: prefix).map { owner in
      Proposal("\(owner.text):", gloss: owner.gloss, group: owner.group, goesOn: true)
    }
  }

  /// The files within what is named; else other words, of which one that is typed already has no more to say.
  private func paths(_ prefix: String, or others: [Proposal]) -> [Proposal] {
    let paths = PathCandidates(world: candidates.world, patience: patience).list(prefix)
    return paths.isEmpty ? others : others.filter { $0.text != prefix } + paths
  }

  /// Behind the name of a fault, of a scheme or of a transport its value follows.
  private static func proposal(_ word: KnownWord) -> Proposal {
    Proposal(word.text, gloss: word.gloss, group: word.group, goesOn: word.text.last.map("=@/:".contains) ?? false)
  }

  /// Where the name of a field begins that is being typed: behind the last `.` of a `{{` that is still open.
  private static func openField(in text: String) -> String.Index? {
    guard let open = text.ranges(of: "{{").last else { return nil }
    let inner = text[open.upperBound...]
    guard !inner.contains("}}"), let dot = inner.lastIndex(of: ".") else { return nil }
    let start = inner.index(after: dot)
    let isFirst = dot == inner.startIndex || inner[inner.index(before: dot)] == " "
    return isFirst && inner[start...].allSatisfy(\.isLetter) ? start : nil
  }

  private static let transports: [(word: KnownWord, kind: ArgumentKind)] = [
    (KnownWord("docker://", gloss: "A registry"), .remoteImage),
    (KnownWord("oci:", gloss: "An image layout's folder"), .file),
    (KnownWord("oci-archive:", gloss: "An image layout in an archive"), .file),
    (KnownWord("docker-archive:", gloss: "What 'docker save' writes"), .file),
  ]
}
