import ContainerStore
import Foundation
import ImageOperations
import ImageSpec
import LayoutStore
import Presentation
import TestSupport
import Testing
import Worlds

@testable import ImageCommands

/// `export` and `import`: a container's whole file system as an archive, and an image of an archive.
@Suite struct ImportExportTests {
  private static let world = """
    platform: linux/amd64
    clock: 2026-01-01T00:00:00Z
    images:
      small:
        created: 2023-11-14T22:13:20Z
        command: [/bin/sh]
        format: oci
        history:
          - {files: {etc/passwd: "root:x\\n", etc/old: x, bin/sh: {text: abc, executable: true}}}
          - {files: {etc/new: "new\\n"}, links: {etc/link: new}, removed: [etc/old]}
      win:
        platform: windows(10.0.14393)/amd64
        created: 2023-11-14T22:13:20Z
        command: [cmd]
        history: [{files: {"Windows/a.txt": x}, hives: {"System_Base": h}}]
      foreign:
        platform: windows(10.0.14393)/amd64
        created: 2023-11-14T22:13:20Z
        command: [cmd]
        history: [{foreign: true, files: {"Windows/a.txt": x}}]
    given:
      images: {"small:1": small, "win:1": win, "foreign:1": foreign}
    """

  private func bench() async throws -> Workbench {
    let bench = try await Workbench(yaml: Self.world)
    #expect(try await bench.run("create --name c1 small:1").status == 0)
    return bench
  }

  private func image(_ bench: Workbench, _ name: String) async throws -> LocalImage {
    try await LocalImages(in: bench.world).find(try ImageName(parsing: name))
  }

  @Test func `The whole file system comes out, layers and changes applied, and GNU tar reads it`() async throws {
    let bench = try await bench()
    try bench.write("mine\n", to: "mine")
    try await bench.run("cp mine c1:/etc/mine")
    try await bench.run("container delete c1:/etc/passwd")
    let ended = try await bench.run("export c1")
    #expect(ended.status == 0 && ended.errors == "")
    try Data(ended.bytes).write(to: URL(filePath: bench.scratch("e.tar")))
    let names = try shell("tar tf e.tar | LC_ALL=C sort", in: bench.scratch)
    #expect(names == "bin/\nbin/sh\netc/\netc/link\netc/mine\netc/new\n")
    let lines = try shell(
      "mkdir x && tar xpf e.tar -C x && cat x/etc/link x/etc/mine && stat -c %a x/bin/sh", in: bench.scratch)
    #expect(lines == "new\nmine\n755\n")
    #expect(try await bench.run("export -o e2.tar c1").status == 0)
    #expect(
      try shell("cmp e.tar $(find . -name e2.tar) && stat -c %a $(find . -name e2.tar)", in: bench.scratch) == "600\n")
  }

  @Test func `A Windows container keeps its layout and attributes, and comes back by import`() async throws {
    let bench = try await bench()
    try await bench.run("create --name w1 win:1")
    #expect(try await bench.run("export -o w.tar w1").status == 0)
    let listed = try await bench.run("import --platform 'windows(10.0.14393)/amd64' w.tar back:1")
    #expect(listed.status == 0 && listed.errors == "")
    #expect(try await bench.run("cat 'back:1:C:\\windows\\A.TXT'").bytes == Array("x".utf8))
    let path = try bench.world.folder.resolve("w.tar")
    let seen = try shell(
      "python3 -c \"import tarfile; [print(m.name, m.pax_headers.get('MSWINDOWS.fileattr')) for m in tarfile.open('\(path)')]\"",
      in: bench.scratch)
    #expect(seen.contains("Files/Windows/a.txt 32\n") && seen.contains("Hives/System_Base 32\n"))
  }

  static let refusals: [(line: String, error: String)] = [
    ("export nosuch", "Error response from daemon: No such container: nosuch"),
    ("export small:1", "Error response from daemon: No such container: small:1"),
    (
      "export c1 -o nosuch/x", "failed to export container: invalid output path: stat nosuch: no such file or directory"
    ),
    ("import nosuch.tar", "open nosuch.tar: no such file or directory"),
    ("import whole.tar UPPER", "invalid reference format: repository name (library/UPPER) must be lowercase"),
    ("import -c 'RUN x' whole.tar x", "Error response from daemon: run is not a valid change command"),
    ("import cut.tar x", "Error response from daemon: Error processing tar file(exit status 1): unexpected EOF"),
    ("import garbage x", "Error response from daemon: Error processing tar file(exit status 1): unexpected EOF"),
    ("import whole.tar.xz x", "the archive is compressed by xz, which no layer may be"),
    ("import http://example.com/x.tar x", "a simulated world has no web: http://example.com/x.tar"),
  ]

  @Test(arguments: refusals) func `What can't be is told, and leaves nothing`(
    _ line: String, _ error: String
  ) async throws {
    let bench = try await bench()
    try bench.write("garbage", to: "garbage")
    try await bench.run("export -o whole.tar c1")
    let folder = try bench.world.folder.resolve("whole.tar")
    try shell(
      "cd $(dirname \(folder)) && head -c 900 whole.tar > cut.tar && printf '\\xfd7zXZ\\0' > whole.tar.xz",
      in: bench.scratch)
    let ended = try await bench.run(line)
    #expect(ended.headline == error && ended.status == 1)
    #expect(try await LocalImages(in: bench.world).all.count == 3)
    #expect(try await bench.run("verify").status == 0)
  }

  @Test func `A foreign layer that is not here keeps an export from lacking its files`() async throws {
    let bench = try await bench()
    try await bench.run("create --name f1 foreign:1")
    let ended = try await bench.run("export f1")
    #expect(ended.status == 1 && ended.bytes.isEmpty && ended.headline.contains("is a foreign layer"))
  }

  @Test func `A terminal gets no archive and gives none`() async throws {
    let bench = try await bench()
    let terminal = TerminalTraits(isTerminal: true, columns: 80, style: .plain)
    let ended = try await bench.run("export c1", terminal: terminal)
    #expect(ended.headline == "cowardly refusing to save to a terminal. Use the -o flag or redirect")
    #expect(try await bench.run("import - x", terminal: terminal).status == 1)
  }

  @Test(arguments: ["cat", "gzip -c", "zstd -qc"]) func `An archive becomes an image of one layer`(
    _ program: String
  ) async throws {
    let bench = try await bench()
    let exported = try await bench.run("export c1").bytes
    try Data(exported).write(to: URL(filePath: bench.scratch("e.tar")))
    try shell("\(program) e.tar > packed", in: bench.scratch)
    let packed = [UInt8](try Data(contentsOf: URL(filePath: bench.scratch("packed"))))
    let ended = try await bench.run("import -m 'msg here' -c 'CMD [\"x\"]' -c 'ENV A=1' - imp:3", input: packed)
    #expect(ended.status == 0 && ended.errors == "")
    let image = try await image(bench, "imp:3")
    #expect(ended.output == "\(image.id)\n")
    let configuration = try #require(image.configuration?.body)
    #expect(configuration.diffIDs == [try Digest(of: exported)])
    #expect(JSON.object(configuration.execution) == ["Env": ["A=1"], "Cmd": ["x"]])
    #expect(configuration.platform == Platform(os: "linux", architecture: "amd64"))
    let history = try #require(configuration.history.first)
    #expect(history.comment == "msg here" && (history.createdBy ?? "") == "" && configuration.history.count == 1)
    // What is compressed already stays as it came.
    if program != "cat" { #expect(image.manifest.body.layers.map(\.digest) == [try Digest(of: packed)]) }
    #expect(try await bench.run("ls -R imp:3").output == bench.run("ls -R c1").output)
  }

  @Test func `A file is imported too, nothing at all is an empty image, and a platform is kept`() async throws {
    let bench = try await bench()
    try await bench.run("export -o e.tar c1")
    #expect(try await bench.run("import --platform linux/arm64 e.tar imp:4").status == 0)
    let configuration = try #require(try await image(bench, "imp:4").configuration?.body)
    #expect(configuration.platform.architecture == "arm64")
    #expect(configuration.history.first?.comment == "Imported from -")
    #expect(try await bench.run("import - empty", input: []).status == 0)
    #expect(try await bench.run("ls empty").output == "")
    let id = try await bench.run("import e.tar").lines[0]
    #expect(try await image(bench, id).isDangling)
  }

  @Test func `umoci unpacks what was committed, whiteouts and all`() async throws {
    let bench = try await bench()
    try bench.write("mine\n", to: "mine")
    try await bench.run("cp mine c1:/etc/mine")
    try await bench.run("container delete -r c1:/bin c1:/etc/passwd")
    #expect(try await bench.run("commit c1 out:1").status == 0)
    let store = bench.world.store.path
    try shell(
      """
      skopeo copy -q oci:\(store):docker.io/library/out:1 oci:plain:1
      umoci unpack --rootless --image plain:1 bundle
      """, in: bench.scratch)
    #expect(
      try shell("cd bundle/rootfs && find . | LC_ALL=C sort && cat etc/mine", in: bench.scratch) == """
        .
        ./etc
        ./etc/link
        ./etc/mine
        ./etc/new
        mine

        """)
  }
}
