import Archive
import ByteStreams
import Foundation
import ImageSpec
import TestSupport
import Testing

@testable import ContainerStore

@Suite struct `Copying out of a container` {
  private func tree(_ path: String) throws -> [String] {
    (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
  }

  @Test(arguments: [
    ("/etc/passwd", "out", ["out"]), ("/etc/passwd", "dir", ["dir", "dir/passwd"]),
    ("/etc/passwd", "dir/x", ["dir", "dir/x"]), ("/etc/passwd", "dir/.", ["dir", "dir/passwd"]),
    ("/etc", "dir", ["dir", "dir/etc", "dir/etc/abs", "dir/etc/group", "dir/etc/out", "dir/etc/passwd"]),
    ("/etc/.", "new", ["new", "new/abs", "new/group", "new/out", "new/passwd"]),
    ("/etc", "new/", ["new", "new/abs", "new/group", "new/out", "new/passwd"]),
    ("/etc/.", "dir", ["dir", "dir/abs", "dir/group", "dir/out", "dir/passwd"]),
    ("/bin", "new", ["new", "new/busybox", "new/sh"]), ("/opt", "new", ["new", "new/deep", "new/deep/file"]),
    ("/t", "out", ["out"]), ("/t/", "new", ["new"]), ("/etc/abs", "dir", ["dir", "dir/abs"]),
  ])
  func `docker's rules decide where it goes`(source: String, target: String, files: [String]) async throws {
    let fixture = try await ContainerFixture()
    if files.contains("dir") { try fixture.host(["host/dir/": ""]) } else { try fixture.host(["host/": ""]) }
    try await fixture.files.copyOut(source, to: fixture.folder("host/\(target)"))
    #expect(try tree(fixture.folder("host")) == files)
  }

  @Test(arguments: [
    ("/nosuch", "out", CopyPathError.notInContainer("/nosuch")), ("/etc/passwd", "nodir/", .noSuchFolder("nodir/")),
    ("/etc/passwd", "nodir/x", .noParentOnHost("nodir")), ("/etc", "file", .folderOverFile("file")),
    ("/etc/passwd/", "out", .notAFolder("/etc/passwd/")), ("/loop/", "out", .tooManyLinks("/loop")),
    ("/etc/passwd", "blocked", .fileOverFolder("passwd")), ("/opt", "file/x", .notAFolder("file/x")),
  ])
  func `What does not fit is refused`(source: String, target: String, error: CopyPathError) async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["host/file": "1", "host/blocked/passwd/x": "1"])
    let host = fixture.folder("host/")
    do {
      try await fixture.files.copyOut(source, to: host + target)
      Issue.record("copied")
    } catch let found as CopyPathError {
      #expect("\(found)".replacing(host, with: "") == "\(error)")
    }
    #expect(try tree(fixture.folder("host")) == ["blocked", "blocked/passwd", "blocked/passwd/x", "file"])
  }

  @Test func `Contents, permissions, times and links are right; set-id bits and owners stay behind`() async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["new": "mine"])
    try await fixture.files.copyIn(fixture.folder("new"), to: "/etc/group")
    try await fixture.files.copyOut("/", to: fixture.folder("all"))
    let all = fixture.folder("all/")
    func text(_ name: String) throws -> String { try String(contentsOfFile: all + name, encoding: .utf8) }
    #expect(try text("etc/passwd") == "root\n" && text("etc/group") == "mine" && text("opt/deep/file") == "deep")
    #expect(try text("bin/busybox") == "busybox" && text("bin/sh") == "busybox")
    var status = stat()
    stat(all + "bin/busybox", &status)
    #expect(status.st_mode & 0o7777 == 0o755 && status.st_nlink == 2)
    stat(all + "tmp", &status)
    #expect(status.st_mode & 0o7777 == 0o777)
    stat(all + "etc", &status)
    #expect(status.st_mtim.tv_sec == 5)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: all + "etc/out") == "../../../../../etc/group")
    #expect(!(try tree(fixture.folder("all"))).contains { $0.contains(".drydock") })
  }

  @Test func `No link of the host is followed below the target`() async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["outside/": "", "host/": "", "victim": "safe"])
    symlink(fixture.folder("outside"), fixture.folder("host/etc"))
    await #expect(throws: CopyPathError.folderOverFile("etc")) {
      try await fixture.files.copyOut("/etc", to: fixture.folder("host"))
    }
    #expect(try tree(fixture.folder("outside")).isEmpty)
    symlink(fixture.folder("victim"), fixture.folder("host/passwd"))
    try await fixture.files.copyOut("/etc/passwd", to: fixture.folder("host"))
    #expect(try String(contentsOfFile: fixture.folder("victim"), encoding: .utf8) == "safe")
    #expect(try String(contentsOfFile: fixture.folder("host/passwd"), encoding: .utf8) == "root\n")
  }

  @Test func `An archive has the names that docker gives`() async throws {
    let fixture = try await ContainerFixture()
    func names(_ path: String) async throws -> [String] {
      let memory = MemorySink(limit: 1 << 20)
      try await fixture.files.copyOut(path, archiveInto: memory)
      return try ContainerFixture.members(memory.bytes).map(\.name)
    }
    #expect(try await names("/etc/passwd") == ["passwd"])
    #expect(Set(try await names("/etc")) == ["etc/", "etc/abs", "etc/out", "etc/passwd", "etc/group"])
    #expect(try await names("/bin") == ["bin/", "bin/busybox", "bin/sh"])
    #expect(try await names("/opt/deep/.") == ["./", "./file"])
  }

  @Test func `Upper layers win, whiteouts and opaque marks hide`() async throws {
    let fixture = try await ContainerFixture([
      ContainerFixture.linux,
      [
        (TarEntry(name: "etc/.wh.group"), ""), (TarEntry(name: "etc/passwd"), "upper"),
        (TarEntry(name: "opt/", kind: .directory, mode: 0o700), ""), (TarEntry(name: "opt/.wh..wh..opq"), ""),
        (TarEntry(name: "opt/new"), "n"), (TarEntry(name: "tmp"), "a file in a folder's place"),
        (TarEntry(name: ".wh.t"), ""),
      ],
      [(TarEntry(name: "t/", kind: .directory, mode: 0o755), ""), (TarEntry(name: "t/again"), "1")],
    ])
    #expect(try await fixture.content("/etc/passwd") == "upper")
    #expect(try await fixture.content("/tmp") == "a file in a folder's place")
    for gone in ["/etc/group", "/opt/deep", "/opt/deep/file"] {
      await #expect(throws: CopyPathError.notInContainer(gone)) { try await fixture.content(gone) }
    }
    try await fixture.files.copyOut("/", to: fixture.folder("all"))
    #expect(
      try tree(fixture.folder("all")) == [
        "bin", "bin/busybox", "bin/sh", "etc", "etc/abs", "etc/out", "etc/passwd", "loop", "opt", "opt/new", "t",
        "t/again",
        "tmp",
      ])
  }
}
