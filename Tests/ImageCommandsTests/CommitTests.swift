import ContainerStore
import ContentStore
import Foundation
import ImageOperations
import ImageSpec
import Testing
import Worlds

/// `commit`, and the instructions that `commit -c` takes: the results and refusals that a real engine was recorded with.
@Suite struct CommitTests {
  static let world = """
    platform: linux/amd64
    clock: 2026-01-01T00:00:00Z
    images:
      small:
        created: 2023-11-14T22:13:20Z
        command: [/bin/sh]
        environment: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
        labels: {org.example.set: peers}
        history:
          - {files: {etc/passwd: "root:x\\n", etc/group: "wheel\\n"}, by: "ADD bb1 in /"}
          - {by: 'CMD ["/bin/sh"]'}
    given:
      images: {"base:1": small}
    """

  private static let path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// Instructions, and what the engine made of the configuration: members that differ from the container's own.
  static let changes: [(changes: [String], members: String)] = [
    (["CMD [\"a\",\"b\"]"], #"{"Cmd":["a","b"]}"#),
    (["CMD a b"], #"{"Cmd":["/bin/sh","-c","a b"]}"#),
    (["ENTRYPOINT [\"/bin/sh\",\"-c\"]"], #"{"Cmd":null,"Entrypoint":["/bin/sh","-c"]}"#),
    (["ENTRYPOINT x y"], #"{"Cmd":null,"Entrypoint":["/bin/sh","-c","x y"]}"#),
    (["CMD z", "ENTRYPOINT [\"e\"]"], #"{"Cmd":["/bin/sh","-c","z"],"Entrypoint":["e"]}"#),
    (["ENV A=1 B=\"two words\""], #"{"Env":["\#(path)","A=1","B=two words"]}"#),
    (["ENV A 1 2"], #"{"Env":["\#(path)","A=1 2"]}"#),
    (["ENV A=$PATH:/x"], #"{"Env":["\#(path)","A=\#(path.dropFirst(5)):/x"]}"#),
    (["ENV A=1\nENV B=2"], #"{"Env":["\#(path)","A=1","B=2"]}"#),
    (["EXPOSE 80"], #"{"ExposedPorts":{"80/tcp":{}}}"#),
    (
      ["EXPOSE 80/udp 443 8000-8002"],
      #"{"ExposedPorts":{"443/tcp":{},"80/udp":{},"8000/tcp":{},"8001/tcp":{},"8002/tcp":{}}}"#
    ),
    (["LABEL k=v \"a b\"=\"c d\""], #"{"Labels":{"a b":"c d","k":"v","org.example.set":"peers"}}"#),
    (["LABEL k v"], #"{"Labels":{"k":"v","org.example.set":"peers"}}"#),
    (["ONBUILD RUN echo x"], #"{"OnBuild":["RUN echo x"]}"#),
    (["USER www:www"], #"{"User":"www:www"}"#),
    (["VOLUME /data"], #"{"Volumes":{"/data":{}}}"#),
    (["VOLUME [\"/a\",\"/b\"]"], #"{"Volumes":{"/a":{},"/b":{}}}"#),
    (["WORKDIR /srv"], #"{"WorkingDir":"/srv"}"#),
    (["WORKDIR rel"], #"{"WorkingDir":"/rel"}"#),
    (["WORKDIR a", "WORKDIR b"], #"{"WorkingDir":"/a/b"}"#),
    (
      ["HEALTHCHECK --interval=5s CMD true"],
      #"{"Healthcheck":{"Test":["CMD-SHELL","true"],"Interval":5000000000}}"#
    ),
    (["HEALTHCHECK NONE"], #"{"Healthcheck":{"Test":["NONE"]}}"#),
    (["cmd lower"], #"{"Cmd":["/bin/sh","-c","lower"]}"#),
    (["CMD"], #"{"Cmd":["/bin/sh","-c"]}"#),
    (
      ["ENV A=1", "LABEL x=y", "CMD [\"z\"]"],
      #"{"Env":["\#(path)","A=1"],"Labels":{"org.example.set":"peers","x":"y"},"Cmd":["z"]}"#
    ),
    // Not recorded: what the reference of Dockerfiles says.
    (["# a comment\nENV A=1 \\\n  # another\n  B=2"], #"{"Env":["\#(path)","A=1","B=2"]}"#),
    (["ENV A='$PATH' B=\\$PATH C=\"\\$PATH \\\" \\x\""], #"{"Env":["\#(path)","A=$PATH","B=$PATH","C=$PATH \" \\x"]}"#),
    (["ENV A=${NO:-x}", "ENV B=${A:+set}${A:-no}$NO"], #"{"Env":["\#(path)","A=x","B=setx"]}"#),
    (["ENV A=1 B=$A"], #"{"Env":["\#(path)","A=1","B="]}"#),
    (["ENV PATH=/x"], #"{"Env":["PATH=/x"]}"#),
    (["ENV P=\"80 81\"", "EXPOSE $P"], #"{"Env":["\#(path)","P=80 81"],"ExposedPorts":{"80/tcp":{},"81/tcp":{}}}"#),
    (["ENTRYPOINT []"], #"{}"#),
    (["# escape=`\nENV A=a`\n b=2"], #"{"Env":["\#(path)","A=a","b=2"]}"#),
  ]

  /// Instructions, and the error that the engine was recorded with, behind `Error response from daemon: `.
  static let refusals: [(change: String, error: String)] = [
    ("STOPSIGNAL SIGTERM", "stopsignal is not a valid change command"),
    ("SHELL [\"/bin/bash\"]", "shell is not a valid change command"),
    ("RUN echo", "run is not a valid change command"), ("FROM x", "from is not a valid change command"),
    ("COPY a b", "copy is not a valid change command"), ("ARG x", "arg is not a valid change command"),
    ("MAINTAINER me", "maintainer is not a valid change command"), ("BOGUS x", "bogus is not a valid change command"),
    ("", "file with no instructions"), ("# comment", "file with no instructions"),
    ("ENV", "ENV requires at least one argument"), ("ENV A", "ENV must have two arguments"),
    ("EXPOSE x", "Invalid containerPort: x"), ("EXPOSE 99999", "Invalid containerPort: 99999"),
    ("LABEL x", "LABEL must have two arguments"), ("LABEL \"unterminated", "LABEL must have two arguments"),
    ("USER", "USER requires exactly one argument"), ("VOLUME []", "VOLUME requires at least one argument"),
    ("ONBUILD ONBUILD RUN x", "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"),
    ("ONBUILD FROM x", "FROM isn't allowed as an ONBUILD trigger"),
    ("WORKDIR", "WORKDIR requires exactly one argument"),
    // Not recorded.
    ("ENV A=\"x", "unexpected end of statement while looking for matching double-quote"),
    ("ENV A=1 B", "Syntax error - can't find = in \"B\". Must be of the form: name=value"),
    ("CMD [1]", "when using JSON array syntax, arrays must be comprised of strings only"),
    ("HEALTHCHECK --interval=5 CMD x", "time: invalid duration \"5\""),
    ("HEALTHCHECK --retries=0 CMD x", "--retries must be at least 1 (not 0)"),
    ("HEALTHCHECK CMD", "Missing command after HEALTHCHECK CMD"), ("HEALTHCHECK --x=1 CMD y", "Unknown flag: x"),
  ]

  private func bench() async throws -> Workbench {
    let bench = try await Workbench(yaml: Self.world)
    #expect(try await bench.run("create --name c1 base:1 sh -c 'echo hi'").status == 0)
    return bench
  }

  private func configuration(_ bench: Workbench, _ name: String) async throws -> ImageConfiguration {
    let image = try await LocalImages(in: bench.world).find(try ImageName(parsing: name))
    return try #require(image.configuration).body
  }

  @Test(arguments: changes) func `An instruction changes the configuration as docker's does`(
    _ changes: [String], _ members: String
  ) async throws {
    let bench = try await bench()
    let options = changes.map { "-c \(Self.quoted($0))" }.joined(separator: " ")
    let ended = try await bench.run("commit \(options) c1 out:1")
    #expect(ended.errors == "" && ended.status == 0)
    var expected = try #require(
      JSON(
        parsing: Array(
          #"{"Env":["\#(Self.path)"],"Cmd":["sh","-c","echo hi"],"Labels":{"org.example.set":"peers"}}"#.utf8)
      )
      .object)
    for (key, value) in try #require(JSON(parsing: Array(members.utf8)).object).members {
      expected[key] = value == .null ? nil : value
    }
    #expect(JSON.object(try await configuration(bench, "out:1").execution) == .object(expected))
  }

  @Test(arguments: refusals) func `What docker refuses is refused with its words`(
    _ change: String, _ error: String
  ) async throws {
    let bench = try await bench()
    let ended = try await bench.run("commit -c \(Self.quoted(change)) c1 out:1")
    #expect(ended.headline == "Error response from daemon: \(error)")
    #expect(ended.status == 1 && ended.output == "")
    #expect(try await LocalImages(in: bench.world).all.count == 1)
  }

  @Test func `The history says who, why and what, and an unchanged container adds no layer`() async throws {
    let bench = try await bench()
    let base = try await configuration(bench, "base:1")
    let ended = try await bench.run("commit -a 'An Author <author@example.com>' -m 'my message' c1 out:2")
    let new = try await configuration(bench, "out:2")
    #expect(ended.output.hasPrefix("sha256:") && ended.status == 0)
    #expect(new.author == "An Author <author@example.com>" && new.diffIDs == base.diffIDs)
    #expect(new.history.dropLast() == base.history[...])
    let last = try #require(new.history.last)
    #expect(last.createdBy == "sh -c echo hi" && last.comment == "my message" && last.isEmptyLayer)
    #expect(last.author == new.author)
    #expect(JSON.object(new.execution).object?["Hostname"] == nil)
  }

  @Test func `The former holder of the name stays without one`() async throws {
    let bench = try await bench()
    let first = try await bench.run("commit c1 out:1").output
    try bench.write("x", to: "f")
    try await bench.run("cp f c1:/etc/f")
    let second = try await bench.run("commit c1 out:1").output
    let images = try await LocalImages(in: bench.world)
    let dangling = images.all.filter(\.isDangling).map { $0.id.description + "\n" }
    #expect(first != second && dangling == [first])
    #expect(try images.find(ImageName(parsing: "out:1")).manifest.body.layers.count == 2)
  }

  @Test(arguments: [
    ("commit nosuch x:1", "Error response from daemon: No such container: nosuch"),
    ("commit c1 UPPER", "invalid reference format: repository name (library/UPPER) must be lowercase"),
    ("commit c1 a:b:c", "invalid reference format"),
    (
      "commit c1 x@sha256:0000000000000000000000000000000000000000000000000000000000000000",
      "refusing to create a tag with a digest reference"
    ), ("commit base:1", "Error response from daemon: No such container: base:1"),
  ]) func `What can't be committed is told as docker does`(_ line: String, _ error: String) async throws {
    let ended = try await bench().run(line)
    #expect(ended.headline == error && ended.status == 1)
  }

  /// A word for the lexer that keeps every character.
  static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
