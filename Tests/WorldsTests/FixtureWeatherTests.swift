import ImageSpec
import RegistryClient
import RegistrySimulator
import TestSupport
import Testing
import Worlds

/// The weather of a fixture: in its simulated world, and served to others.
@Suite struct FixtureWeatherTests {
  private static let text = """
    platform: linux/amd64
    clock: 2026-01-01T00:00:00Z
    seed: 7
    layers: {base: {foreign: true, files: {etc/motd: hello}}}
    images:
      tiny: {created: 2026-01-01T00:00:00Z, history: [{layer: base, by: ADD}]}
    weather:
      - delay=1ms
    registries:
      docker.io:
        repositories: {alice/tiny: {tags: {latest: tiny}}}
        weather:
          - 429 retry-after=2 on manifest 3 times
          - 503 on upload with 20%
      other.example: {}
    """

  @Test func `Each registry has its own rules behind those of all, with the fixture's seed`() async throws {
    let folder = try ScratchFolder()
    let fixture = try Fixture(parsing: Self.text, name: "test")
    let world = try await World.simulated(fixture: fixture, temporaryFolder: folder.path)
    let simulation = try #require(world.simulation)
    let all = try WeatherRule(parsing: "delay=1ms")
    let hub = simulation.registry(.dockerHub).weather
    #expect(hub.seed == 7)
    #expect(
      hub.entries.map(\.rule.description)
        == ["delay=1ms", "429 retry-after=2 on manifest 3 times", "503 on upload with 20%"])
    for host in ["other.example", "layers.example.com"] {
      let weather = simulation.registry(try RegistryHost(parsing: host)).weather
      #expect(weather.entries.map(\.rule) == [all] && weather.seed == 7)
    }
    await world.close()
  }

  @Test func `A snapshot of a world holds the weather of its registries`() async throws {
    let folder = try ScratchFolder()
    let fixture = try Fixture(parsing: Self.text, name: "test")
    let world = try await World.simulated(fixture: fixture, temporaryFolder: folder.path)
    let weather = try world.weather(of: nil)
    let snapshot = try await world.snapshot()
    let before = try await weather.entries()
    _ = try await weather.removeAll()
    try await world.restore(snapshot)
    #expect(try await weather.entries() == before)
    await world.close()
  }

  @Test func `A served fixture brings its weather, and more can be given`() async throws {
    let server = try await RegistryServer.start(
      fixture: try Fixture(parsing: Self.text, name: "test"), weather: [try WeatherRule(parsing: "html")])
    let weather = server.registry.weather
    #expect(weather.entries.map(\.rule.description).last == "html" && weather.entries.count == 4 && weather.seed == 7)
    await server.stop()
  }

  @Test func `A rule's mistake is found by its line`() {
    let text = Self.text.replacing("503 on upload", with: "503 on uplaod")
    let error = #expect(throws: FixtureError.self) { try Fixture(parsing: text, name: "wrong") }
    #expect(error?.line == 14)
    #expect(error?.path == "registries.docker.io.weather[1]")
  }
}
