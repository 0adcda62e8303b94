import ImageSpec
import RegistryClient
import Testing
import Worlds

@Suite struct FixtureTests {
  /// A fixture with everything that errors are made of, and its places.
  private static let whole = """
    platform: linux/amd64
    clock: 2026-01-01T00:00:00Z
    accounts: [{username: alice, password: secret}]
    layers: {base: {files: {etc/motd: hello}}}
    images:
      tiny: {created: 2026-01-01T00:00:00Z, history: [{layer: base, by: ADD}]}
    indexes: {both: [tiny]}
    registries:
      docker.io: {repositories: {alice/tiny: {tags: {latest: tiny}, description: A tiny image}}}
    given:
      images: {"tiny:old": tiny}
      containers: [{id: abc, image: alice/tiny}]
    files: {motd: hello}
    """

  /// A part of the fixture, what is put in its place, and the path and the words of the error.
  static let mistakes: [(String, String, path: String, words: String)] = [
    ("platform: linux/amd64", "platfrom: linux/amd64", "", "no key \"platfrom\"; did you mean \"platform\"?"),
    ("platform: linux/amd64\n", "", "", "the key \"platform\" is missing"),
    ("linux/amd64", "plan9x/amd64/v1/v2", "platform", "not valid"),
    ("clock: 2026-01-01T00:00:00Z", "clock: yesterday", "clock", "\"yesterday\" is not valid"),
    ("clock: 2026-01-01T00:00:00Z", "clock: [1]", "clock", "must be a text"),
    ("accounts: [{", "accounts: {", "", "not YAML"),
    ("username: alice", "username: \"a:b\"", "accounts[0].username", "colon"),
    ("password: secret", "pasword: secret", "accounts[0]", "did you mean \"password\"?"),
    ("{files: {etc/motd: hello}}", "{file: {etc/motd: hello}}", "layers.base", "did you mean \"files\"?"),
    ("etc/motd: hello", "../motd: hello", "layers.base.files.../motd", "not a relative path"),
    ("etc/motd: hello", "/etc/motd: hello", "layers.base.files./etc/motd", "not a relative path"),
    ("etc/motd: hello", "etc/motd: {size: -1}", "layers.base.files.etc/motd.size", "not in 0..."),
    ("etc/motd: hello", "etc/motd: {size: 1, text: a}", "layers.base.files.etc/motd", "stands beside"),
    ("etc/motd: hello", "etc/motd: {base64: \"%\"}", "layers.base.files.etc/motd.base64", "not base64"),
    ("layer: base", "layer: bass", "images.tiny.history[0].layer", "did you mean \"base\"?"),
    ("layer: base,", "layer: base, files: {a: b},", "images.tiny.history[0]", "stands beside the name of a layer"),
    ("tiny: {created", "tiny: {from: tiny, created", "images.tiny", "built on itself"),
    ("tiny: {created", "tiny: {from: tinny, created", "images.tiny.from", "did you mean \"tiny\"?"),
    ("tiny: {created", "tiny: {format: oic, created", "images.tiny.format", "not one of docker, oci"),
    ("both: [tiny]", "both: [tidy]", "indexes.both[0]", "no image \"tidy\""),
    ("both: [tiny]", "tiny: [tiny]", "indexes.tiny", "an image has this name"),
    ("password: secret", "password: s, read-only: true, admin: true", "accounts[0].admin", "only \"pulls\""),
    ("password: secret", "password: s, pulls: [UP]", "accounts[0].pulls[0]", "not valid"),
    ("repositories:", "rate-limit: 100, repositories:", "registries.docker.io.rate-limit", "not of the form 100/6h"),
    (
      "repositories:", "rate-limit: {anonymous: 1/6x}, repositories:", "registries.docker.io.rate-limit.anonymous",
      "not of the form 100/6h"
    ),
    ("repositories:", "anonymous: false, repositories:", "registries.docker.io.anonymous", "no \"authentication\""),
    (
      "description: A", "private: true, description: A", "registries.docker.io.repositories.alice/tiny.private",
      "no \"authentication\""
    ),
    ("repositories:", "limits: {page-size: 0}, repositories:", "registries.docker.io.limits.page-size", "not in 1..."),
    ("repositories:", "limits: {pages: 1}, repositories:", "registries.docker.io.limits", "no key \"pages\""),
    ("docker.io: {", "dock_er: {", "registries.dock_er", "not a registry's host"),
    ("alice/tiny: {", "Alice/tiny: {", "registries.docker.io.repositories.Alice/tiny", "not a repository's name"),
    ("latest: tiny", "-x: tiny", "registries.docker.io.repositories.alice/tiny.tags.-x", "not a tag"),
    ("latest: tiny", "latest: huge", "registries.docker.io.repositories.alice/tiny.tags.latest", "no image or index"),
    (
      "description: A", "stars: many, description: A", "registries.docker.io.repositories.alice/tiny.stars",
      "whole number"
    ),
    (
      "description: A", "official: yes, description: A", "registries.docker.io.repositories.alice/tiny.official",
      "true or false"
    ),
    (
      "repositories:", "search: [alice/tidy], repositories:", "registries.docker.io.search[0]",
      "did you mean \"alice/tiny\"?"
    ),
    (
      "repositories:", "authentication: psk, repositories:", "registries.docker.io.authentication",
      "not one of none, basic, token"
    ),
    ("\"tiny:old\": tiny", "\"Tiny:old\": tiny", "given.images.Tiny:old", "not a name"),
    ("id: abc", "id: XYZ", "given.containers[0].id", "hexadecimal"),
    (
      "image: alice/tiny", "image: alice/tiny:v9", "given.containers[0].image", "no tag in a registry \"alice/tiny:v9\""
    ),
    (
      "repositories:", "weather: [503 on blob sometimes], repositories:", "registries.docker.io.weather[0]",
      "\"503 on blob sometimes\" is not valid: \"sometimes\""
    ),
    ("files: {motd: hello}", "weather: {503: once}", "weather", "must be a list"),
    ("files: {motd: hello}", "files: hello", "files", "must be a mapping"),
  ]

  @Test(arguments: mistakes) func `A mistake is told with its place and what is wrong`(
    _ part: String, _ replacement: String, path: String, words: String
  ) throws {
    let text = Self.whole.replacing(part, with: replacement, maxReplacements: 1)
    try #require(text != Self.whole)
    let error = #expect(throws: FixtureError.self) { try Fixture(parsing: text, name: "wrong") }
    #expect(error?.path == path)
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "no error")")
    #expect(error?.description.hasPrefix("wrong") == true)
  }

  @Test func `The fixture that mistakes are made in is right itself`() throws {
    let fixture = try Fixture(parsing: Self.whole, name: "whole")
    #expect(fixture.title == "whole")
    #expect(fixture.registries.first?.catalogue.map(\.description) == ["alice/tiny"])
    #expect(fixture.givenImages.first?.reference.description == "docker.io/library/tiny:old")
    let container = try #require(fixture.givenContainers.first)
    #expect(container.id.count == 64 && container.id.hasPrefix("abc"))
    #expect(container.image.description == "docker.io/alice/tiny:latest")
  }

  @Test func `A line number leads to the mistake`() {
    let text = Self.whole.replacing("layer: base", with: "layer: bass")
    let error = #expect(throws: FixtureError.self) { try Fixture(parsing: text, name: "wrong") }
    #expect(error?.line == 6)
  }

  @Test func `Versions keep their zeros`() throws {
    let text = Self.whole.replacing("latest: tiny", with: "latest: tiny, 1.10: tiny")
    let tags = try Fixture(parsing: text, name: "t").registries[0].repositories[0].tags
    #expect(tags.keys.map(\.description).sorted() == ["1.10", "latest"])
  }

  @Test func `A password is shown nowhere`() throws {
    let fixture = try Shipped.fixture("windows-2016")
    let secret = try #require(fixture.accounts.first?.credential.secret)
    var dumped = ""
    dump(fixture.accounts, to: &dumped)
    #expect(!dumped.contains(secret) && !"\(fixture)".contains(secret))
  }
}
