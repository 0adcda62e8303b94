import ContainerStore
import Foundation
import ImageCommands
import ImageOperations
import ImageSpec
import Presentation
import Testing
import Worlds

/// `ls`, `cat`, `container delete`, `rename` and `cp -`: looking into images and containers without running them.
@Suite struct FilesTests {
  private static let world = """
    platform: linux/amd64
    clock: 2026-01-01T00:00:00Z
    images:
      small:
        created: 2023-11-14T22:13:20Z
        command: [/bin/sh]
        history:
          - {files: {etc/passwd: "root:x\\n", etc/group: "wheel\\n", etc/.hidden: x, bin/sh: {text: abc, executable: true}}}
          - files: {etc/new: "new\\n", etc/group: "changed\\n"}
            links: {etc/link: ../etc/new}
            removed: [etc/passwd]
      win:
        created: 2023-11-14T22:13:20Z
        platform: windows(10.0.14393)/amd64
        command: [cmd]
        history: [{foreign: true, files: {"Windows/base.dll": x}}, {files: {"Program Files/App/a.txt": "hello\\r\\n"}}]
    given:
      images: {"small:1": small, "small:2": small, "win:1": win}
    """

  private static let terminal = TerminalTraits(isTerminal: true, columns: 80, style: .plain)

  private func bench() async throws -> Workbench {
    let bench = try await Workbench(yaml: Self.world)
    #expect(try await bench.run("create --name c1 small:1").status == 0)
    return bench
  }

  static let lists: [(line: String, lines: [String])] = [
    ("ls small:1", ["bin", "etc"]), ("ls small:1:/etc", ["group", "link", "new"]),
    ("ls -a small:1:etc/", [".hidden", "group", "link", "new"]), ("ls c1:/etc/new", ["new"]),
    ("ls -R c1", ["bin", "bin/sh", "etc", "etc/group", "etc/link", "etc/new"]),
    ("ls --layer 1 small:1", ["A /bin", "A /bin/sh", "A /etc", "A /etc/.hidden", "A /etc/group", "A /etc/passwd"]),
    ("ls --layer 2 c1:/etc", ["C /etc", "C /etc/group", "A /etc/link", "A /etc/new", "D /etc/passwd"]),
    ("ls 'win:1:C:\\program files'", ["App"]), ("ls win:1:/PROGRAM\\ FILES/app", ["a.txt"]),
  ]

  @Test(arguments: lists) func `A list has what is there`(_ line: String, _ lines: [String]) async throws {
    let ended = try await bench().run(line)
    #expect(ended.lines == lines && ended.status == 0)
    #expect(ended.errors.isEmpty == !line.contains("win:1"))
  }

  @Test func `A long list has types, owners, sizes and times, and layers on demand`() async throws {
    let bench = try await bench()
    try bench.write("mine", to: "mine")
    try await bench.run("cp mine c1:/etc/mine")
    let lines = try await bench.run("ls -l --layers c1:/etc").lines
    #expect(lines.count == 4)
    let words = lines.map { $0.split(separator: " ").map(String.init) }
    #expect(words.map(\.last) == ["group", "../etc/new", "mine", "new"])
    #expect(words[2].first == "container" && words[0].first == "2" && words[1].contains("lrwxrwxrwx"))
    #expect(words[0].contains("8") && words[0].contains("-rw-r--r--") && words[0].contains("0:0"))
  }

  @Test func `A foreign layer whose files are not here is told`() async throws {
    let ended = try await bench().run("ls -R win:1")
    #expect(ended.lines.contains("Program Files/App/a.txt") && !ended.output.contains("base.dll"))
    #expect(ended.errors.hasPrefix("Notice: layer 1 (") && ended.errors.contains("foreign layer"))
    let file = try await bench().run("cat win:1:/Windows/base.dll")
    #expect(file.status == 1 && file.headline.contains("is a foreign layer"))
  }

  @Test func `A file's bytes are those of the image, and a terminal is safe from them`() async throws {
    let bench = try await bench()
    let bytes = [UInt8]("a\tb\u{1B}[31mü\n".utf8) + [0xFF, 0x0A]
    try Data(bytes).write(to: URL(filePath: bench.world.folder.resolve("raw")))
    try await bench.run("cp raw c1:/raw")
    #expect(try await bench.run("cat c1:/raw").bytes == bytes)
    let shown = try await bench.run("cat c1:/raw", terminal: Self.terminal)
    #expect(shown.output == "a\tb\\x1b[31mü\n\\xff\n" && shown.bytes.isEmpty)
    #expect(try await bench.run("cat small:1:/etc/link c1:/etc/group").bytes == Array("new\nchanged\n".utf8))
  }

  @Test func `A container comes before an image of the same name`() async throws {
    let bench = try await bench()
    try bench.write("x", to: "f")
    #expect(try await bench.run("create --name small small:1").status == 0)
    #expect(try await bench.run("tag small:1 small:latest").status == 0)
    try await bench.run("cp f small:/only-here")
    #expect(try await bench.run("ls small").lines.contains("only-here"))
    #expect(try await !bench.run("ls small:latest").lines.contains("only-here"))
  }

  static let refusals: [(line: String, error: String)] = [
    ("ls nosuch:1", "Error: No such object: nosuch:1"), ("ls small:3:/etc", "Error: No such object: small:3:/etc"),
    ("ls small:1:/nosuch", "Could not find the file /nosuch in image small:1"),
    ("cat c1:/nosuch", "Error response from daemon: Could not find the file /nosuch in container c1"),
    ("cat c1:/etc", "/etc is a folder"), ("ls --layer 3 small:1", "no such layer: 3"),
    ("container delete c1:/etc", "/etc is a folder"),
    ("container delete -r c1:/", "the root of a container can't be removed"),
    ("container delete c1:/no", "Error response from daemon: Could not find the file /no in container c1"),
    ("container delete c1", "'c1' names no path in a container"),
    ("container delete nosuch:/x", "Error response from daemon: No such container: nosuch"),
    ("rename nosuch c9", "Error response from daemon: No such container: nosuch"),
    ("rename c1 c1", "Error response from daemon: Renaming a container with the same name as its current name"),
    (
      "rename c1 'a b'",
      "Error response from daemon: Invalid container name (a b), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
    ),
    ("rm -l c1", "containers are not linked to each other here"),
    ("cp c1:/nosuch .", "Error response from daemon: Could not find the file /nosuch in container c1"),
    ("cp c1:/a c1:/b", "copying between containers is not supported"),
    ("cp f g", "must specify at least one container source"), ("cp - -", "must specify at least one container source"),
  ]

  @Test(arguments: refusals) func `What can't be is told`(_ line: String, _ error: String) async throws {
    let bench = try await bench()
    let ended = try await bench.run(line)
    #expect(ended.headline == error && ended.status == 1 && ended.output == "")
    #expect(try await bench.run("diff c1").output == "")
  }

  @Test func `Files and folders are removed by whiteouts, which a commit keeps`() async throws {
    let bench = try await bench()
    let told = try await bench.run("container delete -r --dry-run c1:/bin c1:/etc/new")
    #expect(told.lines == ["Would remove: /bin in container c1", "Would remove: /etc/new in container c1"])
    #expect(try await bench.run("diff c1").output == "")
    #expect(try await bench.run("container delete -r c1:/bin c1:/etc/new").status == 0)
    #expect(try await bench.run("diff c1").lines == ["D /bin", "C /etc", "D /etc/new"])
    #expect(try await bench.run("commit c1 out:1").status == 0)
    #expect(try await bench.run("ls -R out:1").lines == ["etc", "etc/group", "etc/link"])
    #expect(try await bench.run("ls --layer 3 out:1").lines == ["D /bin", "C /etc", "D /etc/new"])
  }

  @Test func `Either all paths are removed or none`() async throws {
    let bench = try await bench()
    #expect(try await bench.run("container delete c1:/etc/new c1:/no").status == 1)
    #expect(try await bench.run("diff c1").output == "")
  }

  @Test func `A container gets another name and keeps its id`() async throws {
    let bench = try await bench()
    let id = try await bench.world.containers.container("c1").id
    #expect(try await bench.run("rename c1 c2").output == "")
    #expect(try await bench.world.containers.container("c2").id == id)
    #expect(try await bench.run("create --name c1 small:1").status == 0)
    let taken = try await bench.run("rename c1 c2")
    #expect(
      taken.headline.hasPrefix("Error response from daemon: Conflict. The container name \"/c2\" is already in use"))
  }

  @Test func `An archive goes in and out through the pipes`() async throws {
    let bench = try await bench()
    let out = try await bench.run("cp c1:/etc -")
    #expect(out.status == 0 && out.bytes.count % 512 == 0 && out.output == "")
    #expect(try await bench.run("cp - c1:/bin", input: out.bytes).status == 0)
    #expect(try await bench.run("ls c1:/bin").lines == ["etc", "sh"])
    let cut = try await bench.run("cp - c1:/", input: Array("garbage".utf8))
    #expect(cut.headline == "Error response from daemon: Error processing tar file(exit status 1): unexpected EOF")
    let seen = try await bench.run("cp c1:/etc -", terminal: Self.terminal)
    #expect(seen.status == 1 && seen.bytes.isEmpty && seen.headline.hasPrefix("cowardly refusing"))
  }

  @Test func `A copy's size is that of its archive, told on a terminal only`() async throws {
    let bench = try await bench()
    for name in ["a", "b"] { try bench.write("x\n", to: name) }
    #expect(try await bench.run("cp a c1:/a").errors == "")
    let told = try await bench.run("cp a c1:/tmpdir", terminal: Self.terminal)
    #expect(told.errors == "Successfully copied 2.05kB to c1:/tmpdir\n")
    #expect(try await bench.run("cp -q a c1:/a", terminal: Self.terminal).errors == "")
  }
}
