extension ArgumentKind {
  /// What such a word is, for people: `an image here, by name or id`; nil where nothing can be said.
  package var words: String? {
    switch self {
    case .text: nil
    case .localImage: "an image in the store, by name or id"
    case .localName: "an image in the store, by a name"
    case .localRepository: "a repository of the store, or a name or pattern in it"
    case .imageOrContainer: "an image in the store or a container, by name or id"
    case .newReference: "a name for an image, as HOST/REPOSITORY:TAG"
    case .remoteImage: "an image in a registry, as HOST/REPOSITORY:TAG"
    case .remoteRepository: "a repository in a registry, as HOST/REPOSITORY"
    case .container: "a container, by name or id"
    case .containerPath: "a path in a container, as NAME:PATH, or a file of this machine"
    case .pathInContainer: "a path in a container, as NAME:PATH"
    case .pathInImageOrContainer: "a path in an image or a container, as NAME:PATH"
    case .file: "a file or a folder"
    case .registry: "a registry's host"
    case .account: "a registry that you are logged in to"
    case .platform: "a platform, as linux/arm64"
    case .journalEntry: "an entry's number in the log"
    case .verb: "a command, or a topic"
    case .page: "a tutorial's name, or a file"
    case .step: "a step of the page, by number or id"
    case .job: "a command that was put aside, by its number"
    case .fixture: "a fixture's name, or a file"
    case .imagePlace: "a place of images: a name in the store, docker://NAME, oci:FOLDER, oci-archive:FILE"
    case .program: "a program of this machine"
    case .word(let words): Self.oneOf(words)
    case .known(let words): Self.oneOf(words.map(\.text))
    case .pair(let names): "NAME=VALUE; the names are \(names.map(\.name).joined(separator: ", "))"
    case .format(_, let words): "\(Self.oneOf(words.map(\.text))), or a template as '{{.ID}}'"
    case .anyOf(let kinds): kinds.compactMap(\.words).joined(separator: ", or ")
    }
  }

  private static func oneOf(_ words: [String]) -> String {
    if words.count > 6 { return "one of \(words.count) words, which Tab lists" }
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or \(last)"
  }
}
