import Archive
import ByteStreams
import Foundation
import ImageSpec
import TestSupport
import Testing

@testable import ContainerStore

@Suite struct `Several at one container, and kills` {
  @Test func `Copies at the same time all arrive, while others read`() async throws {
    let fixture = try await ContainerFixture()
    for number in 0..<8 { try fixture.host(["f\(number)": "content \(number)"]) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask { try await fixture.files.copyIn(fixture.folder("f\(number)"), to: "/tmp/") }
        group.addTask { _ = try await fixture.layer() }
      }
      try await group.waitForAll()
    }
    #expect(try await fixture.diff() == ["C /tmp"] + (0..<8).map { "A /tmp/f\($0)" })
    for number in 0..<8 { #expect(try await fixture.content("/tmp/f\(number)") == "content \(number)") }
  }

  @Test func `What a killed copy left counts for nothing and goes with the next`() async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["f": "F"])
    try await fixture.files.copyIn(fixture.folder("f"), to: "/f")
    let own = fixture.store.path(of: fixture.container.id)
    // A copy that was killed behind its data, and another within the table.
    try Data("half".utf8).write(to: URL(filePath: "\(own)/changes/2"))
    try Data("half".utf8).write(to: URL(filePath: "\(own)/attributes.abc.partial"))
    #expect(try await fixture.diff() == ["A /f"])
    #expect(try await fixture.files.changedBytes() == 1)
    try await fixture.files.copyIn(fixture.folder("f"), to: "/g")
    #expect(try await fixture.diff() == ["A /f", "A /g"])
    #expect(try await fixture.content("/g") == "F")
    let names = try FileManager.default.contentsOfDirectory(atPath: own).sorted()
    #expect(names == ["attributes", "changes", "container.json", "lock"])
  }

  @Test func `A copy that fails in its middle changes nothing`() async throws {
    struct Cut: Error {}
    let fixture = try await ContainerFixture()
    let archive = try ContainerFixture.archive([(TarEntry(name: "a"), "1"), (TarEntry(name: "b"), "2")])
    await #expect(throws: Cut.self) {
      try await fixture.files.copyIn(archiveTo: "/") { sink in
        try sink.write(Array(archive.prefix(1600)))
        throw Cut()
      }
    }
    #expect(try await fixture.diff().isEmpty)
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: "\(fixture.store.path(of: fixture.container.id))/changes"
      ).isEmpty)
  }

  @Test func `Removing waits for nobody who is done, and a reader of a removed container is told`() async throws {
    let fixture = try await ContainerFixture()
    try fixture.host(["f": "F"])
    try await fixture.files.copyIn(fixture.folder("f"), to: "/f")
    try await fixture.store.remove(fixture.container.id)
    await #expect(throws: ContainerError.notFound(fixture.container.id.description)) { try await fixture.layer() }
  }
}
