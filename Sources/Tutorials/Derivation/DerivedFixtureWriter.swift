import ImageSpec
import RegistryClient

/// Writes what a page needs as a fixture's YAML.
struct DerivedFixtureWriter {
  let page: Page
  let needs: PageNeeds
  let platform: Platform
  /// What is given though no step makes it.
  private(set) var invented: Set<FactKey> = []
  /// The lines of the file.
  private(set) var lines: [String] = []

  /// The images in the file's order, by the names that they have in it.
  private var images: [(name: String, reference: ImageReference, platform: Platform?)] = []
  private var indexes: [(name: String, images: [String])] = []
  /// What each tag of the registries names in the file.
  private var tags: [ImageReference: String] = [:]
  private var repositories: [DerivedRepository] = []
  /// Files that an image must hold, by its reference.
  private var paths: [ImageReference: [String]] = [:]
  private var containers: [(need: PageNeeds.GivenContainer, base: ImageReference)] = []
  private var givenImages: [ImageReference] = []
  /// What lists show under one id with another name is one image; it is made under the name that stands here.
  private let twins: [ImageReference: ImageReference]

  init(_ page: Page) {
    self.page = page
    needs = PageNeeds(of: page)
    twins = Self.twins(in: needs.rows)
    platform = DerivedPlatform.platform(of: page)
    for image in needs.remote { add(image.reference, image.platforms) }
    for search in needs.searches { add(search) }
    for need in needs.givenContainers { add(need) }
    for reference in needs.givenImages {
      give(reference)
      invented.insert(.image(reference))
    }
    for (name, path) in needs.containerPaths {
      let given = containers.first { $0.need.spellings.contains(name) }?.base
      let created = needs.bases.first { $0.key == name || $0.key.count >= 12 && $0.key.hasPrefix(name) }?.value
      if let image = given ?? created { paths[image, default: []].append(path) }
    }
    write()
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  // MARK: What is needed

  private mutating func add(_ reference: ImageReference, _ platforms: [Platform]) {
    guard tags[reference] == nil else { return }
    if platforms.count > 1 {
      let names = platforms.map { image(reference, $0) }
      indexes.append((reference.familiar, names))
      tags[reference] = reference.familiar
    } else {
      tags[reference] = image(reference, platforms.first)
    }
    let place = repositories.firstIndex { $0.isNamed(reference) } ?? repositories.endIndex
    if place == repositories.endIndex { repositories.append(DerivedRepository(reference)) }
    repositories[place].tags.append(reference)
  }

  /// The names that share an id with others, each with the first of these. A name that shows two ids is left alone: it
  /// means one image after the other.
  private static func twins(in rows: [ImageReference: [SampleTable.Row]]) -> [ImageReference: ImageReference] {
    var names: [String: [ImageReference]] = [:]
    for (reference, rows) in rows {
      let ids = Set(rows.compactMap { $0.cells["IMAGE ID"] })
      guard ids.count == 1, let id = ids.first, id.utf8.count >= 12, id.utf8.allSatisfy(\.isHexDigit) else { continue }
      names[id, default: []].append(reference)
    }
    var twins: [ImageReference: ImageReference] = [:]
    for names in names.values where names.count > 1 {
      let first = names.min { $0.familiar < $1.familiar }
      for name in names { twins[name] = first }
    }
    return twins
  }

  private mutating func image(_ reference: ImageReference, _ platform: Platform?) -> String {
    let reference = twins[reference] ?? reference
    let name = platform.map { "\(reference.familiar) for \($0)" } ?? reference.familiar
    if !images.contains(where: { $0.name == name }) { images.append((name, reference, platform)) }
    return name
  }

  /// The rows of a search become repositories, in their order, each with an image.
  private mutating func add(_ search: (host: RegistryHost?, term: String, sample: Sample)) {
    guard let table = SampleTable(search.sample.lines) else { return }
    for row in table.rows {
      guard let cell = row.cells["NAME"], !cell.isEmpty,
        let reference = try? ImageReference(parsing: search.host.map { "\($0)/\(cell)" } ?? cell)
      else { continue }
      if !repositories.contains(where: { $0.isNamed(reference) }) { add(reference.withDefaultTag, []) }
      guard let place = repositories.firstIndex(where: { $0.isNamed(reference) }) else { continue }
      repositories[place].show(row, term: search.term)
      let order = repositories.compactMap(\.rank).max() ?? 0
      repositories[place].rank = repositories[place].rank ?? order + 1
    }
  }

  private mutating func add(_ need: PageNeeds.GivenContainer) {
    let base = base(of: need)
    add(base, [])
    containers.append((need, base))
    invented.formUnion(need.spellings.map { FactKey.container($0) })
    // The content of a container's base comes by a pull only.
    guard need.usesBase, !need.pulled.contains(base) else { return }
    give(base)
    invented.insert(.image(base))
  }

  private mutating func give(_ reference: ImageReference) {
    guard !givenImages.contains(reference) else { return }
    givenImages.append(reference)
    if tags[reference] == nil { _ = image(reference, nil) }
  }

  /// The most plausible image that a container of unknown origin was made over: what a list of containers shows, else a
  /// pulled one that the new image is named after, else the last one pulled before, else any that the page pulls.
  private func base(of need: PageNeeds.GivenContainer) -> ImageReference {
    if let row = containerRow(need.name), let image = row.cells["IMAGE"],
      let shown = try? ImageReference(parsing: image),
      shown.digest == nil
    {
      return shown.withDefaultTag
    }
    let all = need.pulled + needs.remote.map(\.reference)
    let names = need.targets.compactMap { $0.repository.components.last }
    let related = all.filter { image in
      image.repository.components.last.map { last in names.contains { $0.contains(last) } } ?? false
    }
    let longest = related.max { $0.repository.description.utf8.count < $1.repository.description.utf8.count }
    if let chosen = longest ?? need.pulled.last ?? needs.remote.first?.reference { return chosen }
    let stem = platform.os == "windows" ? "microsoft/windowsservercore" : "library/debian"
    let name = try? RepositoryName(parsing: stem)
    return name.map { ImageReference(host: .dockerHub, repository: $0, tag: .latest) } ?? needs.givenImages[0]
  }

  private func containerRow(_ name: String) -> SampleTable.Row? {
    needs.containerRow(name)
  }

  // MARK: The file

  private mutating func write() {
    let scalar = DerivedText.scalar
    lines.append("# Derived from a page's commands and samples: stand-ins for what they take for granted.")
    lines.append("title: \(scalar("What \(page.title) takes for granted"))")
    lines.append("platform: \(scalar(platform.description))")
    lines.append("clock: \(DerivedFixture.clock)")
    if !needs.accounts.isEmpty {
      lines += ["", "accounts:"]
      for account in needs.accounts {
        var members = [("username", scalar(account.username)), ("password", scalar(account.secret))]
        let others = needs.pushed.map(\.repository.description).filter { !$0.hasPrefix(account.username + "/") }
        if !others.isEmpty { members.append(("pushes", DerivedText.list(Array(Set(others)).sorted()))) }
        lines.append("  - " + DerivedText.mapping(members))
      }
    }
    if !images.isEmpty { lines += ["", "images:"] }
    let samples = Dictionary(grouping: needs.samples, by: \.reference)
    for image in images {
      let evidence = ImageEvidence(
        rows: needs.rows[image.reference.withDefaultTag] ?? [],
        samples: (samples[image.reference] ?? []).map { ($0.verb, $0.sample) })
      lines +=
        DerivedImageText(
          name: image.name, platform: image.platform ?? platform, isOtherPlatform: image.platform != nil,
          evidence: evidence, paths: paths[image.reference] ?? []
        ).lines
    }
    if !indexes.isEmpty { lines += ["", "indexes:"] }
    for index in indexes { lines.append("  \(scalar(index.name)): \(DerivedText.list(index.images))") }
    writeRegistries()
    writeGiven()
    let files = needs.files.compactMap(Self.file).filter { !$0.isEmpty }
    let unique = files.enumerated().filter { index, file in
      !files[..<index].contains(file) && !files.contains { $0.hasPrefix(file + "/") }
    }
    if !unique.isEmpty { lines += ["", "files:"] }
    for (_, file) in unique { lines.append("  \(scalar(file)): \(scalar("a stand-in for \(file)\n"))") }
  }

  /// A file of the working folder; one in the folder where the page names a folder.
  private static func file(_ path: String) -> String? {
    guard !path.hasPrefix("/"), !path.hasPrefix("~"), !path.contains(":"), path != "-" else { return nil }
    let parts = ContainerPath.parts(path)
    guard let last = path.last else { return nil }
    if parts.isEmpty { return path == "." || path == "./" ? DerivedText.fileName : nil }
    let isFolder = last == "/" || last == "\\" || path.hasSuffix("/.") || path.hasSuffix("\\.")
    return (parts + (isFolder ? [DerivedText.fileName] : [])).joined(separator: "/")
  }

  private mutating func writeRegistries() {
    let scalar = DerivedText.scalar
    var hosts: [RegistryHost] = []
    for host in repositories.map(\.host) + needs.pushed.map(\.host) + needs.loginHosts where !hosts.contains(host) {
      hosts.append(host)
    }
    if !hosts.isEmpty { lines += ["", "registries:"] }
    for host in hosts {
      let login = needs.loginHosts.contains(host) ? host == .dockerHub ? "token" : "basic" : "none"
      lines += ["  \(scalar(host.description)):", "    authentication: \(login)"]
      let own = repositories.filter { $0.host == host }
      if own.isEmpty { continue }
      lines.append("    repositories:")
      for repository in own { lines += repository.lines(tags) }
      let found = own.filter { $0.rank != nil }.sorted { $0.rank ?? 0 < $1.rank ?? 0 }
      lines.append("    search: \(DerivedText.list(found.map(\.name.description)))")
    }
  }

  private mutating func writeGiven() {
    let scalar = DerivedText.scalar
    guard !givenImages.isEmpty || !containers.isEmpty else { return }
    lines += ["", "given:"]
    if !givenImages.isEmpty { lines.append("  images:") }
    for image in givenImages {
      let name = tags[image] ?? (twins[image] ?? image).familiar
      lines.append("    \(scalar(image.familiar)): \(scalar(name))")
    }
    if !containers.isEmpty { lines.append("  containers:") }
    for (need, base) in containers {
      let row = containerRow(need.name)
      let id = need.name.utf8.allSatisfy(\.isHexDigit) && need.name.utf8.count <= 64 ? need.name : nil
      let shownID = row?.cells["CONTAINER ID"].flatMap { $0.utf8.allSatisfy(\.isHexDigit) ? $0 : nil }
      var hash = FNV1a()
      hash.combine(need.name)
      lines.append("    - id: \(scalar(id ?? shownID ?? String(hash.hex.prefix(12))))")
      if let name = id == nil ? need.name : row?.cells["NAMES"], !name.isEmpty {
        lines.append("      name: \(scalar(name))")
      }
      lines.append("      image: \(scalar(base.familiar))")
      if let age = row?.cells["CREATED"].flatMap({ AgeText($0) })?.seconds {
        lines.append("      created: \(Timestamp(seconds: DerivedFixture.clock.seconds - age))")
      }
      lines.append("      changes:")
      lines.append("        \(scalar(DerivedText.fileName)): \(DerivedText.mapping(fill(changed(need), "changed ")))")
    }
  }

  /// How much a given container changed: what the history of the image that it becomes shows for it.
  private func changed(_ need: PageNeeds.GivenContainer) -> Int {
    let targets = Set(need.targets)
    let shown = needs.samples.lazy.filter { targets.contains($0.reference) && $0.verb == "history" }
      .compactMap { SampleTable($0.sample.lines)?.rows.first?.cells["SIZE"].flatMap(ImageEvidence.size) }.first
    return max(1, shown ?? 1000)
  }

  private func fill(_ size: Int, _ text: String) -> [(key: String, value: String)] {
    [("size", String(size)), ("fill", DerivedText.scalar(text))]
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }
}
