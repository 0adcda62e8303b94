import CommandLanguage
import ContainerStore
import ImageCommands
import ImageOperations
import ImageSpec
import Presentation

/// The define–use walk over a page's stories: what a replay finds about them, found without running anything.
///
/// It keeps the same ``Ledger`` as a replay and weighs requirements by the same rules, so that both say the same.
struct StoryWalk {
  private(set) var findings: [Finding] = []
  private let page: Page
  private let table: CommandTable
  private let start: StartingWorld
  private var ledger = Ledger()
  private var identities: ImageIdentities
  /// Ids that samples showed, of whatever.
  private var shownIDs: Set<String> = []
  /// What is one container under several names, by each of them.
  private var containers: [FactKey: Set<FactKey>] = [:]
  /// `<name>`s that a sample gave a value, with what stands for it here.
  private var placeholders: [String: String] = [:]

  init(_ page: Page, from start: StartingWorld, table: CommandTable) {
    self.page = page
    self.start = start
    self.table = table
    identities = ImageIdentities(start)
    for container in start.containers { for key in container.keys { containers[key] = container.keys } }
  }

  /// Walks over a step.
  mutating func walk(_ step: Step) {
    for command in step.commands {
      findings += Finding.typography(of: command, on: page) + Finding.wildcards(of: command)
      if step.switches.skip {
        ledger.withhold(command, reader)
      } else if let done = judge(command) {
        keep(done, command)
      } else if !command.expectsFailure {
        ledger.withhold(command, reader)
        for case .image(let name) in story(of: command)?.provides ?? [] { name.reference.map { identities.forget($0) } }
        for key in PageWords.named(in: command.words) where key.kind == .image {
          (try? ImageReference(parsing: key.name)).map { identities.forget($0) }
        }
      }
    }
  }

  private func story(of command: PageCommand) -> Story? {
    try? Dispatcher(table).parse(words(of: command)).story
  }

  /// Reads the story of words as they stand on the page.
  private var reader: (_ words: [String]) -> Story? {
    let walk = self
    return { try? Dispatcher(walk.table).parse(walk.bound($0)).story }
  }

  private func words(of command: PageCommand) -> [String] { bound(command.words) }

  private func bound(_ words: [String]) -> [String] {
    words.map { word in
      placeholders.reduce(word) { $0.replacing("<\($1.key)>", with: $1.value) }
    }
  }

  private struct Done {
    let parsed: (any DrydockCommand)?
    let story: Story
  }

  /// Returns what a command does; nothing for one that a replay would not do in the page's world.
  private mutating func judge(_ command: PageCommand) -> Done? {
    if case .unmet(let unmet) = command.kind { return refuse(unmet.finding(of: command)) }
    let words = words(of: command)
    if let name = PageWords.placeholder(in: words) {
      return ledger.withholder(ofName: name) == nil ? refuse(.placeholder(name, command)) : nil
    }
    do { _ = try command.filters } catch { return refuse(.filter(error, command)) }
    let parsed: any DrydockCommand
    var story: Story
    do {
      parsed = try Dispatcher(table).parse(words)
      story = try Story(of: parsed, words: words)
    } catch {
      if let usage = error as? UsageError, let finding = Finding.missingVerb(usage, command) { return refuse(finding) }
      if command.expectsFailure { return nil }
      if Self.asksForHelp(words) { return Done(parsed: nil, story: Story()) }
      return refuse(
        Finding(
          line: command.line, kind: .syntax, verdict: .fail, expected: command.source,
          reason: "it can't be run as it stands: \(ErrorWording.headline(of: error))"))
    }
    for fact in story.requires {
      let key = FactKey(fact)
      if comesByItself(fact, key, for: parsed) {
        story.provides.append(fact)
        continue
      }
      let isInvented = start.invented.contains(key)
      switch ledger.demand(
        key, isThere: isThere(fact), isInvented: isInvented, expectsFailure: command.expectsFailure)
      {
      case .met: if let finding = refusal(fact, key, command) { return refuse(finding) }
      case .supplied:
        findings.append(.undefined(key, line: command.line))
        return command.expectsFailure ? nil : Done(parsed: parsed, story: story)
      case .withheld, .maker: return nil
      case .removed(let removal):
        // A replay judges it in the world as it was before: its sample shows ids all the same.
        if parsed is HistoryCommand { _ = read(parsed, command) }
        return refuse(.removed(key, on: removal.line, line: command.line))
      case .undefined:
        return refuse(key.kind == .file ? .missingFile(key, command) : .undefined(key, line: command.line))
      }
    }
    return command.expectsFailure ? nil : Done(parsed: parsed, story: story)
  }

  /// Whether a command only says something of itself, and no story is to be had.
  private static func asksForHelp(_ words: [String]) -> Bool {
    words.contains("--help") || words.contains("-h") || words.first == "--version" || words.first == "-v"
  }

  /// Whether a command fetches an image that is not here: `create` does.
  private func comesByItself(_ fact: Story.Fact, _ key: FactKey, for parsed: any DrydockCommand) -> Bool {
    guard parsed is CreateCommand, case .image(let name) = fact, let reference = name.reference, !isThere(fact),
      ledger.withholder(of: key) == nil
    else { return false }
    return start.serves(reference) || ledger.holds(FactKey(.remote(reference)))
  }

  private mutating func refuse(_ finding: Finding) -> Done? {
    findings.append(finding)
    return nil
  }

  /// What the registry would refuse: a push before the login that the page shows, or a name that is not there.
  private func refusal(_ fact: Story.Fact, _ key: FactKey, _ command: PageCommand) -> Finding? {
    guard !command.expectsFailure else { return nil }
    switch fact {
    case .credential(let host):
      return start.needsLogin(host) && !ledger.holds(key) ? .undefined(key, line: command.line) : nil
    case .remote(let reference):
      return start.serves(reference) || ledger.holds(key) ? nil : .missingRemote(reference, command)
    default: return nil
    }
  }

  // MARK: What is there

  private func isThere(_ fact: Story.Fact) -> Bool {
    let key = FactKey(fact)
    if isThere(key) || placeholders.values.contains(where: key.name.contains) { return true }
    switch fact {
    case .image(let name): return name.idPrefix.map(isShown) ?? false
    case .container(let name): return isShown(name)
    case .credential: return ledger.holds(key)
    case .remote(let reference): return ledger.withholder(of: key) == nil && start.serves(reference)
    case .file(let path): return start.holds(file: path)
    }
  }

  private func isThere(_ key: FactKey) -> Bool {
    ledger.holds(key) || !ledger.isRemoved(key) && (start.given.contains(key) || start.invented.contains(key))
  }

  private func isShown(_ id: String) -> Bool {
    id.utf8.allSatisfy(\.isLowercaseHexDigit) && shownIDs.contains { $0.hasPrefix(id) || id.hasPrefix($0) }
  }

  // MARK: What is left

  private mutating func keep(_ done: Done, _ command: PageCommand) {
    let line = command.line
    ledger.provide(done.story.provides.map { FactKey($0) }, line: line)
    if let path = command.commandLine?.output?.target.value { ledger.provide([.file(path)], line: line) }
    for fact in done.story.removes { remove(fact, line: line) }
    let phantoms = read(done.parsed, command)
    for shown in command.sample.lines where !phantoms.contains(shown.number) {
      for id in PageWords.ids(in: Sample([shown])) { shownIDs.insert(id) }
      for case .placeholder(let name) in LinePattern(shown.text).tokens where placeholders[name] == nil {
        placeholders[name] = "0f" + String(String(placeholders.count + 0x1000_0000_0000, radix: 16).suffix(10))
      }
    }
  }

  private mutating func remove(_ fact: Story.Fact, line: Int) {
    let removal = Ledger.Removal(line: line, snapshot: nil)
    var gone: Set<FactKey> = [FactKey(fact)]
    if case .container = fact {
      gone.formUnion(containers[FactKey(fact)] ?? [])
      shownIDs.subtract(gone.map(\.name))
    }
    if case .image(let name) = fact {
      if let reference = name.reference, ledger.holds(.image(reference)) || start.given.contains(.image(reference)) {
        identities.forget(reference)
      } else if let image = identities.image(name) {
        let names = identities.names(of: image)
        gone.formUnion(names.map { .image($0) })
        for name in names { identities.forget(name) }
      }
    }
    ledger.remove(gone, removal)
  }

  /// Follows what a command does to images and containers, and reads what its sample shows of them.
  ///
  /// - Returns: the lines that show what no step makes.
  private mutating func read(_ parsed: (any DrydockCommand)?, _ command: PageCommand) -> Set<Int> {
    switch parsed {
    case let pull as PullCommand: for verb in (try? pull.verbs) ?? [] { identities.pull(verb.reference) }
    case let tag as TagCommand:
      if let verb = try? tag.verb { identities.tag(verb.source, as: verb.target) }
    case let push as PushCommand:
      if let verb = try? push.verb { identities.push(verb.reference) }
    case let create as CreateCommand:
      guard let verb = try? create.verb else { break }
      var keys = Set(
        PageWords.ids(in: command.sample).flatMap { id -> [FactKey] in
          [.container(id), .container(String(id.prefix(12)))]
        })
      if let name = verb.containerName?.description { keys.insert(FactKey.container(name)) }
      ledger.provide(keys, line: command.line)
      for key in keys { containers[key] = keys }
      identities.create(keys, over: verb.image)
    case let commit as CommitCommand:
      guard let verb = try? commit.verb else { break }
      let new = identities.commit(.container(verb.container), as: verb.reference)
      if let id = PageWords.ids(in: command.sample).first, let line = command.sample.lines.first?.number,
        let finding = identities.show(id, for: new, line: line)
      {
        findings.append(finding)
      }
    case let history as HistoryCommand:
      guard let table = SampleTable(command.sample.lines), let name = try? ImageName(parsing: history.image),
        let image = identities.imageOfBefore(name)
      else { break }
      findings += identities.showHistory(table, of: image)
    case let images as ImagesCommand:
      // `images -q REFERENCE` shows one id.
      if images.quiet, let text = images.repository,
        let image = identities.onlyImage(of: text), command.sample.lines.count == 1,
        let line = command.sample.lines.first,
        let id = PageWords.ids(in: command.sample).first,
        let finding = identities.show(id, for: image, line: line.number)
      {
        findings.append(finding)
      }
      return readImages(command)
    default: break
    }
    return []
  }

  /// The rows of a list of images: each shows an image that is there, under the id that it has everywhere.
  private mutating func readImages(_ command: PageCommand) -> Set<Int> {
    var phantoms: Set<Int> = []
    for row in SampleTable(command.sample.lines)?.rows ?? [] {
      guard let repository = row.cells["REPOSITORY"], let tag = row.cells["TAG"],
        let reference = try? ImageReference(parsing: "\(repository):\(tag)")
      else { continue }
      let key = FactKey.image(reference)
      if !isThere(key) {
        if case .undefined = ledger.lack(of: key) {
          phantoms.insert(row.line)
          findings.append(.phantom(reference, row))
        }
      } else if let image = identities.image(ImageName(reference)), let id = row.cells["IMAGE ID"], IDText.isID(id),
        let finding = identities.show(id, for: image, line: row.line)
      {
        findings.append(finding)
      }
    }
    return phantoms
  }
}

extension UInt8 {
  fileprivate var isLowercaseHexDigit: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }
}
