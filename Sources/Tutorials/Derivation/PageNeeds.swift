import CommandLanguage
import ContainerStore
import ImageCommands
import ImageOperations
import ImageSpec
import RegistryClient

/// What a page takes for granted: everything that its commands use and that none of them makes.
///
/// The commands' own stories tell; what only the samples know, as the rows of a search, is read there. A command that
/// the page shows failing needs nothing: whatever it names is meant to be absent.
struct PageNeeds {
  /// An image that a registry must have.
  struct RemoteImage {
    let reference: ImageReference
    /// The platforms that commands ask for; none where the world's is meant.
    var platforms: [Platform] = []
  }

  /// A container that must be there.
  struct GivenContainer {
    /// Its name or id, as written first.
    let name: String
    /// All ways in which the page writes it.
    var spellings: Set<String>
    /// What had been pulled when it was first used.
    let pulled: [ImageReference]
    /// What it is committed as.
    var targets: [ImageReference] = []
    /// Whether its base must be in the store.
    var usesBase = false
  }

  private(set) var remote: [RemoteImage] = []
  private(set) var givenImages: [ImageReference] = []
  private(set) var givenContainers: [GivenContainer] = []
  private(set) var pushed: [ImageReference] = []
  private(set) var searches: [(host: RegistryHost?, term: String, sample: Sample)] = []
  /// Who logs in where; accounts hold at every registry.
  private(set) var accounts: [Credential] = []
  private(set) var loginHosts: [RegistryHost] = []
  /// Files of the working folder that are copied into containers.
  private(set) var files: [String] = []
  /// Paths that containers must hold, by the container's name as written.
  private(set) var containerPaths: [(container: String, path: String)] = []
  /// The images that containers are created over, by name, or by the id that a sample shows.
  private(set) var bases: [String: ImageReference] = [:]
  /// The samples that tell of an image, by its reference.
  private(set) var samples: [(reference: ImageReference, verb: String, sample: Sample)] = []

  /// The tables that the samples show, in the page's order.
  let tables: [SampleTable]
  /// The rows of lists of images, by the image that they show.
  let rows: [ImageReference: [SampleTable.Row]]
  /// The rows of lists of containers, by their names.
  private let containerRows: ContainerRows
  private var madeImages: Set<ImageReference> = []
  private var knownContainers: Set<String> = []
  private var pulled: [ImageReference] = []
  private var madeFiles: Set<String> = []
  /// The ids that the page's own samples introduce.
  private var shownIDs: Set<String> = []

  init(of page: Page) {
    tables = page.steps.flatMap(\.commands).compactMap { SampleTable($0.sample.lines) }
    rows = Self.rows(of: tables)
    containerRows = ContainerRows(tables)
    let dispatcher = Dispatcher(CommandTable())
    for step in page.steps where !step.switches.skip {
      for command in step.commands where !command.words.isEmpty {
        let parsed = try? dispatcher.parse(command.words)
        if !command.expectsFailure, let parsed { read(parsed, command, step, page) }
        noteIDs(command.sample)
        if let file = command.commandLine?.output?.target.value { madeFiles.insert(file) }
      }
    }
  }

  private mutating func read(_ parsed: any DrydockCommand, _ command: PageCommand, _ step: Step, _ page: Page) {
    switch parsed {
    case let pull as PullCommand: for verb in (try? pull.verbs) ?? [] { read(verb, command, step) }
    case is SearchCommand: readSearch(command)
    case is LoginCommand: readLogin(command, page, (try? parsed.story) ?? Story())
    case let copy as CopyCommand:
      if let verb = try? copy.verb { read(verb) }
    case let commit as CommitCommand:
      guard let verb = try? commit.verb else { return }
      use(container: verb.container, base: true)
      guard let target = verb.reference?.withDefaultTag else { return }
      if let index = givenIndex(verb.container) {
        givenContainers[index].targets.append(target)
      }
      madeImages.insert(target)
    case let create as CreateCommand:
      guard let verb = try? create.verb, let image = use(image: verb.image) else { return }
      // A container without a name is known by the id that the command prints.
      for name in [verb.containerName?.description].compactMap({ $0 }) + Self.ids(in: command.sample) {
        knownContainers.insert(name)
        bases[name] = image
      }
    default:
      guard let story = try? parsed.story else { return }
      read(story, isDiff: parsed is DiffCommand, command)
    }
  }

  private mutating func read(_ story: Story, isDiff: Bool, _ command: PageCommand) {
    for fact in story.requires {
      switch fact {
      case .image(let name):
        guard let image = use(image: name) else { continue }
        samples.append((image, command.verb ?? "", command.sample))
      case .container(let name): use(container: name, base: isDiff)
      case .credential, .remote, .file: continue
      }
    }
    for fact in story.provides {
      switch fact {
      case .image(let name): if let made = name.reference { madeImages.insert(made) }
      case .remote(let reference): pushed.append(reference.withDefaultTag)
      case .container(let name): knownContainers.insert(name)
      case .file(let path): madeFiles.insert(path)
      case .credential: continue
      }
    }
  }

  private mutating func read(_ verb: Pull, _ command: PageCommand, _ step: Step) {
    // What a digest names can't be made up.
    guard verb.reference.digest == nil else { return }
    let platform = verb.platform ?? step.switches.platform.flatMap { try? Platform(parsing: $0) }
    let reference = verb.reference.withDefaultTag
    if !pushed.contains(reference) {
      let index = remote.firstIndex { $0.reference == reference } ?? remote.endIndex
      if index == remote.endIndex { remote.append(RemoteImage(reference: reference)) }
      if let platform, !remote[index].platforms.contains(platform) { remote[index].platforms.append(platform) }
      samples.append((reference, "pull", command.sample))
    }
    madeImages.insert(reference)
    pulled.append(reference)
  }

  /// Notes that an image is used; one that nobody made is given, unless its name is an id that a sample shows.
  @discardableResult
  private mutating func use(image name: ImageName) -> ImageReference? {
    if let reference = name.reference, madeImages.contains(reference) { return reference }
    if let prefix = name.idPrefix, prefix.count >= 12 || isShown(prefix) { return nil }
    guard let reference = name.reference, reference.digest == nil else { return nil }
    madeImages.insert(reference)
    givenImages.append(reference)
    return reference
  }

  private mutating func use(container text: String, base: Bool) {
    let name = text.hasPrefix("/") ? String(text.dropFirst()) : text
    if let index = givenIndex(name) {
      if base { givenContainers[index].usesBase = true }
      givenContainers[index].spellings.insert(name)
      return
    }
    let isKnown = knownContainers.contains { $0 == name || Self.isID(name) && $0.hasPrefix(name) }
    // What is neither a name nor an id can't be given: the command will say so.
    guard !isKnown, !name.isEmpty, (try? ContainerName(parsing: name)) != nil || name.utf8.allSatisfy(\.isHex) else {
      return
    }
    knownContainers.insert(name)
    givenContainers.append(GivenContainer(name: name, spellings: [name], pulled: pulled, usesBase: base))
  }

  /// The given container that a name or an id means: a list of containers may show both.
  private func givenIndex(_ name: String) -> Int? {
    let row = containerRow(name)
    return givenContainers.firstIndex { given in
      given.spellings.contains(name) || row != nil && containerRow(given.name)?.line == row?.line
    }
  }

  /// The row of a list of containers that shows a name or an id.
  func containerRow(_ name: String) -> SampleTable.Row? { containerRows.row(name) }

  private static func rows(of tables: [SampleTable]) -> [ImageReference: [SampleTable.Row]] {
    var found: [ImageReference: [SampleTable.Row]] = [:]
    for row in tables.flatMap(\.rows) {
      guard let repository = row.cells["REPOSITORY"], let name = try? ImageReference(parsing: repository),
        let tag = try? Tag(parsing: row.cells["TAG"] ?? Tag.latest.description)
      else { continue }
      found[name.bare.with(tag: tag), default: []].append(row)
    }
    return found
  }

  private mutating func read(_ copy: CopyFiles) {
    switch (copy.source, copy.destination) {
    case (.host(let file), .container(let name, let path)):
      use(container: name, base: true)
      if !madeFiles.contains(file), !files.contains(file) { files.append(file) }
      // The folder that the file goes to must be there.
      let parts = ContainerPath.parts(path)
      let folder = path.hasSuffix("/") || path.hasSuffix("\\") ? parts : parts.dropLast()
      if !folder.isEmpty { containerPaths.append((name, (folder + [DerivedText.fileName]).joined(separator: "/"))) }
    case (.container(let name, let path), .host(let file)):
      use(container: name, base: true)
      let parts = ContainerPath.parts(path)
      if !parts.isEmpty { containerPaths.append((name, parts.joined(separator: "/"))) }
      madeFiles.insert(file)
    default: return
    }
  }

  private mutating func readSearch(_ command: PageCommand) {
    guard let term = command.words.last, !term.hasPrefix("-"), command.words.count > 1 else { return }
    let search = try? Search(term)
    let isHost = search.map { $0.term != term } ?? false
    searches.append((isHost ? search?.host : nil, search?.term ?? term, command.sample))
  }

  private mutating func readLogin(_ command: PageCommand, _ page: Page, _ story: Story) {
    for case .credential(let host) in story.provides where !loginHosts.contains(host) { loginHosts.append(host) }
    let shown = command.sample.answers.first { !$0.isSecret && !$0.answer.isEmpty }?.answer
    var answered: String?
    if case .text(let text)? = page.frontMatter.answers["username"] { answered = text }
    let name = Self.option("u", "username", in: command.words) ?? shown ?? answered ?? "user"
    let password = Self.option("p", "password", in: command.words) ?? DerivedText.password(of: name)
    guard !name.contains(":"), !name.hasPrefix("<"), !accounts.contains(where: { $0.username == name }) else { return }
    accounts.append(Credential(username: name, password: password))
  }

  /// The value of an option in a command's words.
  private static func option(_ short: Character, _ long: String, in words: [String]) -> String? {
    for (index, word) in words.enumerated() {
      if word == "-\(short)" || word == "--\(long)" { return index + 1 < words.count ? words[index + 1] : nil }
      if word.hasPrefix("--\(long)=") { return String(word.dropFirst(long.count + 3)) }
      if word.hasPrefix("-\(short)"), word.count > 2, !word.hasPrefix("--") { return String(word.dropFirst(2)) }
    }
    return nil
  }

  // MARK: Ids

  private func isShown(_ prefix: String) -> Bool { shownIDs.contains { $0.hasPrefix(prefix) || prefix.hasPrefix($0) } }

  private mutating func noteIDs(_ sample: Sample) {
    for id in Self.ids(in: sample) { shownIDs.insert(id) }
  }

  /// The words of a sample that look like ids: 12 or 64 hexadecimal digits.
  private static func ids(in sample: Sample) -> [String] {
    sample.lines.flatMap { $0.text.split { !($0.isLetter || $0.isNumber) } }.map(String.init).filter(isID)
  }

  private static func isID(_ text: String) -> Bool {
    (text.utf8.count == 12 || text.utf8.count == 64)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}

/// A path in a container, as a page writes it, in the terms of a fixture.
enum ContainerPath {
  /// The components, without a drive; none where the path leads upwards or to nothing that a fixture may hold.
  static func parts(_ path: String) -> [String] {
    var text = path
    if text.dropFirst().first == ":", text.first?.isLetter == true { text = String(text.dropFirst(2)) }
    let parts = text.split { $0 == "/" || $0 == "\\" }.map(String.init).filter { $0 != "." }
    return parts.allSatisfy(isName) ? parts : []
  }

  private static func isName(_ part: String) -> Bool {
    part != ".." && !part.hasPrefix(".wh.") && !part.hasPrefix("<")
      && part.unicodeScalars.allSatisfy { $0.value >= 0x20 }
  }
}

extension UInt8 {
  fileprivate var isHex: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }
}
