import Archive
import ByteStreams
import Foundation
import ImageSpec
import TestSupport
import Testing

@testable import ContainerStore

@Suite struct `Copying into a container` {
  /// Source, target and the files that are then there, by docker's recordings.
  @Test(arguments: [
    ("f", "/", ["A /f"]), ("f", "rel", ["A /rel"]), ("f", "/tmp/g", ["C /tmp", "A /tmp/g"]),
    ("f", "/tmp/", ["C /tmp", "A /tmp/f"]), ("f", "/tmp", ["C /tmp", "A /tmp/f"]), ("f", "/t", ["C /tmp", "A /tmp/f"]),
    ("f", "/t/x", ["C /tmp", "A /tmp/x"]), ("f", "/etc/passwd", ["C /etc", "C /etc/passwd"]),
    ("f", "/etc/abs", ["C /etc", "C /etc/passwd"]), ("f", "/etc/out", ["C /etc", "C /etc/group"]),
    ("f", "/opt/deep", ["C /opt", "C /opt/deep", "A /opt/deep/f"]), ("f", "/../../x", ["A /x"]),
    ("d", "/tmp", ["C /tmp", "A /tmp/d", "A /tmp/d/a", "A /tmp/d/l", "A /tmp/d/sub", "A /tmp/d/sub/b"]),
    ("d", "/newdir", ["A /newdir", "A /newdir/a", "A /newdir/l", "A /newdir/sub", "A /newdir/sub/b"]),
    ("d/", "/newdir/", ["A /newdir", "A /newdir/a", "A /newdir/l", "A /newdir/sub", "A /newdir/sub/b"]),
    ("d/.", "/tmp", ["C /tmp", "A /tmp/a", "A /tmp/l", "A /tmp/sub", "A /tmp/sub/b"]),
    (
      "d/.", "/tmp/flat",
      ["C /tmp", "A /tmp/flat", "A /tmp/flat/a", "A /tmp/flat/l", "A /tmp/flat/sub", "A /tmp/flat/sub/b"]
    ),
    ("d/l", "/", ["A /l"]), ("d/sub/..", "/q", ["A /q", "A /q/a", "A /q/l", "A /q/sub", "A /q/sub/b"]),
  ])
  func `docker's rules decide where it goes`(source: String, target: String, changes: [String]) async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["f": "F", "d/a": "A", "d/sub/b": "B"])
    symlink("a", fixture.folder("d/l"))
    try await fixture.files.copyIn(fixture.folder(source), to: target)
    #expect(try await fixture.diff() == changes)
  }

  @Test(arguments: [
    ("f", "/nosuch/x", CopyPathError.notInContainer("/nosuch")), ("f", "/nosuch/", .noSuchFolder("/nosuch/")),
    ("d", "/bin/busybox", .folderOverFile("/bin/busybox")), ("f", "/etc/passwd/", .notAFolder("/etc/passwd/")),
    ("f", "/etc/passwd/x", .notAFolder("/etc/passwd")), ("d", "/nosuch/x", .notInContainer("/nosuch")),
    ("over", "/", .fileOverFolder("/tmp")), ("f", "/loop", .tooManyLinks("/loop")), ("f", "/\0", .malformed("/\0")),
  ])
  func `What does not fit is refused and changes nothing`(
    source: String, target: String, error: CopyPathError
  ) async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["f": "F", "d/a": "A", "over/tmp": "no folder"])
    let path = source == "over" ? fixture.folder("over/.") : fixture.folder(source)
    await #expect(throws: error) { try await fixture.files.copyIn(path, to: target) }
    #expect(try await fixture.diff().isEmpty)
    let data = try FileManager.default.contentsOfDirectory(
      atPath: "\(fixture.store.path(of: fixture.container.id))/changes")
    #expect(data.isEmpty)
  }

  @Test func `A missing source is told`() async throws {
    let fixture = try await ContainerFixture()
    await #expect(throws: CopyPathError.notOnHost(fixture.folder("nosuch"))) {
      try await fixture.files.copyIn(fixture.folder("nosuch"), to: "/")
    }
  }

  @Test func `Root owns what is copied in, unless owners are kept; the data comes back`() async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["f": "content"])
    chmod(fixture.folder("f"), 0o640)
    try await fixture.files.copyIn(fixture.folder("f"), to: "/a")
    var options = CopyOptions()
    options.keepsOwners = true
    try await fixture.files.copyIn(fixture.folder("f"), to: "/b", options: options)
    let members = try ContainerFixture.members(try await fixture.layer())
    #expect(members.map(\.mode) == [0o640, 0o640])
    #expect(members.map(\.userID) == [0, Int64(getuid())])
    #expect(try await fixture.content("/a") == "content")
    #expect(try await fixture.files.changedBytes() == 14)
  }

  @Test func `A second copy replaces the first, and its old data goes`() async throws {
    let fixture = try await ContainerFixture()
    for text in ["one", "second"] {
      try fixture.host(["f": text])
      try await fixture.files.copyIn(fixture.folder("f"), to: "/etc/passwd")
    }
    #expect(try await fixture.content("/etc/passwd") == "second")
    #expect(try await fixture.files.changedBytes() == 6)
    let data = try FileManager.default.contentsOfDirectory(
      atPath: "\(fixture.store.path(of: fixture.container.id))/changes")
    #expect(data.count == 1)
  }

  @Test func `An archive is unpacked into a folder, its hard links share their data`() async throws {
    let fixture = try await ContainerFixture()
    let archive = try ContainerFixture.archive([
      (TarEntry(name: "x/y/file"), "12345"), (TarEntry(name: "x/hard", kind: .hardLink, linkName: "x/y/file"), ""),
      (TarEntry(name: "./", kind: .directory), ""),
      (TarEntry(name: "dev", kind: .characterDevice, deviceMajor: 1, deviceMinor: 3), ""),
    ])
    let summary = try await fixture.files.copyIn(archiveTo: "/tmp") { try $0.write(archive) }
    #expect(summary.entries == 4 && summary.bytes == 10)
    #expect(
      try await fixture.layerLines()
        == [
          "1777 tmp/ 0", "644 tmp/dev 0", "755 tmp/x/ 0", "644 tmp/x/hard 5", "755 tmp/x/y/ 0",
          "644 tmp/x/y/file tmp/x/hard",
        ].map { $0.replacing("1777 tmp/", with: "644 tmp/") })
    #expect(try await fixture.content("/tmp/x/y/file") == "12345")
  }

  @Test(arguments: ["../evil", "a/../../evil", "t/evil", "etc/passwd/evil"])
  func `A hostile archive changes nothing`(name: String) async throws {
    let fixture = try await ContainerFixture()
    let archive = try ContainerFixture.archive([(TarEntry(name: "good"), "1"), (TarEntry(name: name), "2")])
    await #expect(throws: (any Error).self) {
      try await fixture.files.copyIn(archiveTo: "/") { try $0.write(archive) }
    }
    await #expect(throws: (any Error).self) {
      try await fixture.files.copyIn(archiveTo: "/") { try $0.write(Array(archive.prefix(1100))) }
    }
    #expect(try await fixture.diff().isEmpty)
  }
}
