import ContainerStore
import Foundation
import ImageSpec
import Testing
import Worlds

/// `create`: what its options make of a container's configuration, and what it refuses.
@Suite struct CreateTests {
  private static let world = CommitTests.world

  private func created(_ line: String, files: [String: String] = [:]) async throws -> Container {
    let bench = try await Workbench(yaml: Self.world)
    for (name, text) in files { try bench.write(text, to: name) }
    let ended = try await bench.run(line)
    #expect(ended.errors == "" && ended.status == 0)
    let containers = try await bench.world.containers.list()
    #expect(ended.output == containers.map { "\($0.id)\n" }.joined())
    return try #require(containers.first)
  }

  @Test func `Options become members of the configuration`() async throws {
    let container = try await created(
      """
      create --name c3 -e A=1 -e PATH=/bin -w /tmp -u www -l x=y --entrypoint /bin/echo -p 127.0.0.1:8080:80 --expose 53/udp \
      -v /data --hostname hh -it --stop-signal SIGINT --health-cmd 'true x' --health-interval 5s base:1 a b
      """)
    #expect(container.name.description == "c3" && container.command == ["/bin/echo", "a", "b"])
    let configuration = container.configuration
    #expect(configuration.environment == ["A=1", "PATH=/bin"])
    #expect(configuration.labels == ["x": "y", "org.example.set": "peers"])
    #expect(configuration.exposedPorts == ["80/tcp", "53/udp"] && configuration.volumes == ["/data"])
    #expect(configuration.user == "www" && configuration.workingDirectory == "/tmp")
    #expect(configuration.healthCheck?["Test"] == ["CMD-SHELL", "true x"])
    #expect(configuration.healthCheck?["Interval"] == 5_000_000_000)
    let object = configuration.object
    #expect(object["Hostname"] == "hh" && object["Tty"] == true && object["OpenStdin"] == true)
    #expect(object["Image"] == "base:1" && object["StopSignal"] == "SIGINT")
  }

  @Test func `Without options the image's configuration holds, and the id is the host's name`() async throws {
    let container = try await created("create base:1")
    #expect(container.configuration.command == ["/bin/sh"] && container.configuration.entryPoint == nil)
    #expect(container.configuration.object["Hostname"] == .string(container.id.short))
  }

  @Test func `An entry point of one's own keeps the image's command away`() async throws {
    let container = try await created("create --entrypoint /bin/echo base:1")
    #expect(container.command == ["/bin/echo"] && container.configuration.command == nil)
  }

  @Test func `Variables and labels come from files too`() async throws {
    let container = try await created(
      "create --env-file vars -e B=3 --label-file labels base:1",
      files: ["vars": "# a comment\n  A=1 2\nB=2\nNOT_SET_ANYWHERE\n", "labels": "k=v\nempty\n"])
    #expect(container.configuration.environment.prefix(2) == ["A=1 2", "B=3"])
    #expect(container.configuration.labels["k"] == "v" && container.configuration.labels["empty"] == "")
    #expect(container.configuration.variable("NOT_SET_ANYWHERE") == nil)
  }

  @Test func `What only matters to what runs is taken and told`() async throws {
    let bench = try await Workbench(yaml: Self.world)
    let ended = try await bench.run("create --rm -m 1g --network=host --restart always -v /srv:/data base:1 sh -c x")
    #expect(ended.status == 0)
    #expect(
      ended.errors == """
        Notice: nothing runs here, so this means nothing: --rm, -m, --network, --restart
        Notice: /srv:/data mounts nothing here: nothing runs.

        """)
    #expect(try await bench.world.containers.list().first?.command == ["sh", "-c", "x"])
  }

  @Test func `The id goes into a file that must be new`() async throws {
    let bench = try await Workbench(yaml: Self.world)
    let id = try await bench.run("create --cidfile id base:1").output
    #expect(try String(contentsOfFile: bench.world.folder.resolve("id"), encoding: .utf8) + "\n" == id)
    #expect(try await bench.run("create --cidfile id base:1").status == 1)
    #expect(try await bench.world.containers.list().count == 1)
  }

  @Test func `A container that an older version made is read and committed`() async throws {
    let bench = try await Workbench(yaml: Self.world)
    let id = try await bench.run("create --name old base:1 sh -c x").lines[0]
    let path = "\(bench.world.containers.folder)/\(id)/container.json"
    var object = try #require(try JSON(parsing: Array(Data(contentsOf: URL(filePath: path)))).object)
    object["version"] = nil
    object["configuration"] = nil
    try Data(JSON.object(object).encoded()).write(to: URL(filePath: path))
    #expect(try await bench.run("commit old out:1").status == 0)
    let container = try await bench.world.containers.container("old")
    #expect(container.command == ["sh", "-c", "x"])
    object["version"] = 3
    try Data(JSON.object(object).encoded()).write(to: URL(filePath: path))
    #expect(try await bench.world.containers.list().isEmpty)
  }

  static let refusals: [(line: String, error: String, status: Int32)] = [
    (
      "create --name 'bad name' base:1",
      "Error response from daemon: Invalid container name (bad name), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed", 1
    ), ("create UPPER", "invalid reference format: repository name (library/UPPER) must be lowercase", 1),
    ("create --pull never nosuch:1", "Error response from daemon: No such image: nosuch:1", 1),
    (
      "create -w rel base:1",
      "Error response from daemon: the working directory 'rel' is invalid, it needs to be an absolute path", 1
    ), ("create --bogus base:1", "unknown flag: --bogus", 125), ("create -p x base:1", "invalid containerPort: x", 125),
    ("create --pull sometimes base:1", "", 125),
    ("create --env-file nosuch base:1", "open nosuch: no such file or directory", 1),
    ("create --no-healthcheck --health-cmd x base:1", "--no-healthcheck conflicts with --health-* options", 125),
    ("create --memory", "flag needs an argument: --memory", 125),
  ]

  @Test(arguments: refusals) func `What can't be is told as docker does`(
    _ line: String, _ error: String, _ status: Int32
  ) async throws {
    let bench = try await Workbench(yaml: Self.world)
    let ended = try await bench.run(line)
    #expect(ended.status == status && ended.output == "")
    if !error.isEmpty { #expect(ended.headline == error) }
    #expect(try await bench.world.containers.list().isEmpty)
  }

  @Test func `A name that is taken is told with who has it`() async throws {
    let bench = try await Workbench(yaml: Self.world)
    let id = try await bench.run("create --name c1 base:1").lines[0]
    let ended = try await bench.run("create --name c1 base:1")
    #expect(
      ended.headline == "Error response from daemon: Conflict. The container name \"/c1\" is already in use by "
        + "container \"\(id)\". You have to remove (or rename) that container to be able to reuse that name.")
  }

  @Test func `An image that is not here is fetched, and standard output has the id alone`() async throws {
    let bench = try await Workbench(
      yaml: Self.world + "\nregistries: {docker.io: {repositories: {library/small: {tags: {latest: small}}}}}\n")
    let ended = try await bench.run("create --name c1 small")
    #expect(ended.status == 0 && ended.lines.count == 1)
    #expect(ended.errors.hasPrefix("Unable to find image 'small:latest' locally\nlatest: Pulling from library/small\n"))
    #expect(ended.errors.hasSuffix("Status: Downloaded newer image for small:latest\n"))
    #expect(try await bench.run("create small").errors == "")
    #expect(try await bench.run("create --pull always small").errors.contains("Status: Image is up to date"))
    #expect(try await bench.run("create --platform linux/arm64 small").status == 0)
    #expect(try await bench.run("create -q --pull always small").errors == "")
  }
}
