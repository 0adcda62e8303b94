import Archive
import Foundation
import ImageSpec
import TestSupport
import Testing

@testable import ContainerStore

@Suite struct `The layer of a container's changes` {
  private let now = Timestamp(seconds: 1_490_000_000)

  @Test func `Nothing changed makes no layer`() async throws {
    let fixture = try await ContainerFixture()
    #expect(try await fixture.layer().isEmpty)
    #expect(try await fixture.diff().isEmpty)
  }

  @Test func `Removals become whiteouts where the image has something`() async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["f": "x"])
    try await fixture.files.copyIn(fixture.folder("f"), to: "/etc/mine")
    try await fixture.files.delete(["/etc/mine"], isRecursive: true, at: now)
    #expect(try await fixture.diff() == ["C /etc"])
    try await fixture.files.delete(["/etc/passwd"], isRecursive: true, at: now)
    try await fixture.files.delete(["/opt"], isRecursive: true, at: now)
    #expect(try await fixture.diff() == ["C /etc", "D /etc/passwd", "D /opt"])
    #expect(try await fixture.layerLines() == ["755 etc/ 0", "600 etc/.wh.passwd 0", "600 .wh.opt 0"])
    await #expect(throws: CopyPathError.notInContainer("/opt/deep/file")) {
      try await fixture.content("/opt/deep/file")
    }
    await #expect(throws: CopyPathError.notInContainer("/opt")) {
      try await fixture.files.delete(["/opt"], isRecursive: true, at: now)
    }
  }

  @Test func `A folder made anew is opaque`() async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["d/new": "x"])
    try await fixture.files.delete(["/opt"], isRecursive: true, at: now)
    try await fixture.files.copyIn(fixture.folder("d"), to: "/opt")
    #expect(try await fixture.diff() == ["C /opt", "D /opt/deep", "A /opt/new"])
    let lines = try await fixture.layerLines()
    #expect(lines.map { $0.split(separator: " ")[1] } == ["opt/", "opt/.wh..wh..opq", "opt/new"])
    await #expect(throws: CopyPathError.self) { try await fixture.content("/opt/deep/file") }
  }

  @Test func `The same changes give the same bytes, and others' tar reads them`() async throws {
    var layers: [[UInt8]] = []
    for order in [["/z", "/etc/passwd", "/tmp/q"], ["/tmp/q", "/z", "/etc/passwd"]] {
      let fixture = try await ContainerFixture()
      try fixture.host(["f": "data"])
      let times = [timespec(tv_sec: 1_400_000_000, tv_nsec: 55), timespec(tv_sec: 1_400_000_000, tv_nsec: 55)]
      utimensat(AT_FDCWD, fixture.folder("f"), times, 0)
      for target in order { try await fixture.files.copyIn(fixture.folder("f"), to: target) }
      layers.append(try await fixture.layer())
      let path = fixture.folder("layer.tar")
      try Data(layers[0]).write(to: URL(filePath: path))
      let tar = Process()
      tar.executableURL = URL(filePath: "/bin/tar")
      tar.arguments = ["-tf", path]
      let pipe = Pipe()
      tar.standardOutput = pipe
      try tar.run()
      let listed = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      #expect(listed == "etc/\netc/passwd\ntmp/\ntmp/q\nz\n")
    }
    #expect(layers[0] == layers[1])
  }

  @Test func `What a layer says is what its container showed`() async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["d/a": "A", "f": "F"])
    try await fixture.files.copyIn(fixture.folder("d"), to: "/tmp")
    try await fixture.files.copyIn(fixture.folder("f"), to: "/etc/passwd")
    try await fixture.files.delete(["/etc/group"], isRecursive: true, at: now)
    let members = try ContainerFixture.members(try await fixture.layer())
    #expect(members.map(\.name) == ["etc/", "etc/.wh.group", "etc/passwd", "tmp/", "tmp/d/", "tmp/d/a"])
    #expect(members[3].mode == 0o1777 && members[0].modified == Timestamp(seconds: 5))
  }

  @Test func `A table that was cut is told, never taken for no changes`() async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["f": "F"])
    try await fixture.files.copyIn(fixture.folder("f"), to: "/f")
    let table = "\(fixture.store.path(of: fixture.container.id))/attributes"
    let bytes = try Data(contentsOf: URL(filePath: table))
    try bytes.dropLast(3).write(to: URL(filePath: table))
    await #expect(throws: FileIndexError.self) { try await fixture.diff() }
    await #expect(throws: FileIndexError.self) { try await fixture.files.copyIn(fixture.folder("f"), to: "/g") }
  }
}
