import ImageCommands
import RegistrySimulator
import Testing
import Worlds

/// `registry weather` in a simulated world, and at a registry that is served.
@Suite struct WeatherCommandTests {
  @Test func `Rules are added, strike, are counted and taken away`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    #expect(try await bench.run("registry weather").lines == ["NUMBER    RULE      STRUCK    MET"])
    let added = try await bench.run("registry weather add 404 on manifest 9 times")
    #expect(added.output == "Rule 1: 404 on manifest 9 times\n", "\(added)")
    #expect(try await bench.run("registry weather -q add 'wrong-digest  on HEAD'").output == "2\n")
    let pull = try await bench.run("pull tiny")
    #expect(pull.status == 1, "\(pull)")
    let listed = try await bench.run("registry weather")
    #expect(listed.lines[1].hasPrefix("1         404 on manifest 9 times   "), "\(listed)")
    #expect(try await bench.run("registry weather --format '{{.Number}} {{ne .Struck `0`}}'").lines[0] == "1 true")
    let removed = try await bench.run("registry weather rm 1 7")
    #expect(removed.output.hasPrefix("Removed rule 1: 404 on manifest 9 times, which struck "), "\(removed)")
    #expect(removed.status == 1 && removed.headline == "no rule has the number 7")
    #expect(try await bench.run("registry weather rm all").output.hasPrefix("Removed rule 2"))
    #expect(try await bench.run("registry weather -q").output == "")
    #expect(try await bench.run("pull -q tiny").status == 0)
  }

  @Test func `Each host of a world has its own weather`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    #expect(try await bench.run("registry weather --at registry.example.com add 500").status == 0)
    let own = try await bench.run("registry weather -q")
    #expect(own.output == "" && own.errors == "")
    #expect(try await bench.run("registry weather").errors.contains("too: see it with '--at'"))
    #expect(try await bench.run("registry weather -q --at registry.example.com").output == "1\n")
    #expect(try await bench.run("pull -q tiny").status == 0)
  }

  @Test(arguments: [
    ("add", "a weather rule begins with what goes wrong, such as reset or 503"),
    ("add rezet@4 on blob", "there is no fault \"rezet@4\""),
    ("add 503 on chunks", "\"chunks\" is no kind of requests"),
    ("503 once", "a new rule needs 'add'"), ("rain", "'registry weather rain' means nothing"), ("rm", "which rules?"),
    ("rm first", "\"first\" is no rule's number"), ("ls 3", "\"3\" means nothing here"),
  ])
  func `Mistakes are named, with what helps`(words: String, headline: String) async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let ended = try await bench.run("registry weather \(words)")
    #expect(ended.status == 1 && ended.headline.hasPrefix(headline), "\(ended)")
    if words.contains("rezet") { #expect(ended.errors.contains("Did you mean \"reset\"?")) }
    #expect(try await bench.run("registry weather -q").output == "")
  }

  @Test func `A served registry is controlled from afar`() async throws {
    let bench = try Workbench()
    let rule = try WeatherRule(parsing: "delay=1ms")
    let server = try await RegistryServer.start(weather: [rule], control: .loopback)
    let host = "127.0.0.1:\(server.port)"
    #expect(
      try await bench.run("registry weather --at \(host) add 503 on tags once").output == "Rule 2: 503 on tags once\n")
    #expect(
      try await bench.run("registry weather --at \(host) --format '{{.Rule}}'").lines == [
        "delay=1ms", "503 on tags once",
      ])
    #expect(server.registry.weather.entries.count == 2)
    #expect(try await bench.run("registry weather --at \(host) rm 9").headline == "no rule has the number 9")
    #expect(try await bench.run("registry weather --at \(host) -q rm 1").output == "1\n")
    #expect(try await bench.run("registry weather --at \(host) -q rm all").output == "2\n")
    for _ in 0..<Weather.limit { server.registry.changeWeather { _ = $0.add(rule) } }
    #expect(try await bench.run("registry weather --at \(host) add 503").headline == "there are 100 rules already")
    await server.stop()
  }

  @Test func `Accounts, registries of others and the real world alone are told`() async throws {
    let bench = try Workbench()
    let server = try await RegistryServer.start(
      users: [RegistryUser(name: "alice", password: "secret", isAdministrator: true)], control: .loopback)
    let host = "127.0.0.1:\(server.port)"
    let refused = try await bench.run("registry weather --at \(host)")
    #expect(refused.status == 1 && refused.headline.contains("unauthorized"), "\(refused)")
    let login = try await bench.run("login -u alice -p secret \(host)")
    #expect(login.status == 0, "\(login)")
    #expect(try await bench.run("registry weather --at \(host) add 503").output == "Rule 1: 503\n")
    await server.stop()
    let closed = try await RegistryServer.start()
    let other = try await bench.run("registry weather --at 127.0.0.1:\(closed.port)")
    #expect(other.status == 1 && other.headline == "127.0.0.1:\(closed.port) can't be controlled", "\(other)")
    await closed.stop()
    let nowhere = try await bench.run("registry weather")
    #expect(nowhere.status == 1 && nowhere.headline == "the real world has no registry of its own", "\(nowhere)")
  }

  @Test func `help weather tells of every fault and is narrow`() async throws {
    let help = try await Workbench().run("help weather")
    #expect(help.status == 0 && help.lines.filter { $0.count > 80 } == [])
    for word in WeatherFault.words { #expect(help.output.contains(word.prefix { $0 != "=" && $0 != "@" }), "\(word)") }
    for kind in RequestKind.allCases { #expect(help.output.contains(kind.rawValue)) }
  }
}
