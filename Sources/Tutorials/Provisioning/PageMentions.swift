import ImageCommands
import ImageSpec
import Worlds

/// What a page speaks of in its commands and checks: which of a fixture's repositories a check of it can need.
struct PageMentions {
  private(set) var searches = false
  private var names: Set<ImageReference> = []

  init(_ page: Page) {
    for step in page.steps {
      for command in step.commands {
        if command.verb == "search" { searches = true }
        note(command.words)
      }
      for check in step.checks {
        let words = check.check.text.split(separator: " ").map(String.init)
        if words.contains("search") { searches = true }
        note(words)
      }
    }
  }

  private mutating func note(_ words: [String]) {
    // A word more than is meant copies an image more than is needed.
    for word in words {
      // `copy` writes a registry's image as `docker://NAME`.
      let name = word.hasPrefix("docker://") ? String(word.dropFirst(9)) : word
      if let reference = try? ImageReference(parsing: name) { names.insert(reference.bare) }
    }
  }

  /// The tags of a fixture's registries that the page needs: of the repositories that it names or whose containers are
  /// given; all where it searches.
  func images(of fixture: Fixture) -> [ImageReference] {
    let given = Set(fixture.givenContainers.map(\.image.bare))
    return fixture.registries.flatMap { registry in
      registry.repositories.flatMap { repository -> [ImageReference] in
        let name = ImageReference(host: registry.host, repository: repository.name)
        guard searches || names.contains(name) || given.contains(name) else { return [] }
        return repository.tags.keys.sorted().map { name.with(tag: $0) }
      }
    }
  }
}
