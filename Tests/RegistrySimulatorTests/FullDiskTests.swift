import DistributionSpec
import Foundation
import ImageSpec
import RegistrySimulator
import TestSupport
import Testing

/// A registry's folder on a disk that is full.
@Suite(.enabled(if: SmallDisk.canMount)) struct RegistryFullDiskTests {
  private let disk: SmallDisk

  init() throws { disk = try #require(SmallDisk()) }

  /// Takes all room but so many bytes.
  private func fill(leaving rest: Int) throws {
    let path = disk.scratch("filler")
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let file = try #require(FileHandle(forWritingAtPath: path))
    var piece = 1 << 20
    while piece >= 4_096 {
      do { try file.write(contentsOf: Data(count: piece)) } catch { piece /= 2 }
    }
    let size = try file.seekToEnd()
    try file.truncate(atOffset: size > UInt64(rest) ? size - UInt64(rest) : 0)
  }

  private func makeRoom() throws { try FileManager.default.removeItem(atPath: disk.scratch("filler")) }

  private var litter: [String] {
    let names = FileManager.default.enumerator(atPath: disk.scratch("store"))?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".new") || $0.hasPrefix("uploads/") }
  }

  @Test func `A push that does not fit is refused, leaves nothing, and fits when there is room`() async throws {
    let test = try await TestRegistry(storage: FolderStorage(disk.scratch("store")))
    let manifest = try await test.pushImage("app", "1")
    let layer = [UInt8](repeating: 7, count: 1 << 20)
    let target = "/v2/app/blobs/uploads/?digest=\(try Digest(of: layer))"
    try fill(leaving: 64 << 10)
    let refused = await test.ask("POST", target, body: layer)
    #expect(refused.status == 503)
    #expect(refused.codes == [.unavailable])
    #expect(litter == [])
    #expect(try await test.ask("GET", "/v2/app/manifests/1").collect() == manifest.bytes)
    try makeRoom()
    #expect(await test.ask("POST", target, body: layer).status == 201)
  }

  @Test func `A chunk that does not fit can be sent again`() async throws {
    let test = try await TestRegistry(storage: FolderStorage(disk.scratch("store")))
    let location = try #require(await test.ask("POST", "/v2/app/blobs/uploads/").headers["Location"])
    let layer = [UInt8](repeating: 7, count: 1 << 20)
    #expect(await test.ask("PATCH", location, body: [1]).status == 202)
    try fill(leaving: 64 << 10)
    #expect(await test.ask("PATCH", location, body: layer).status == 503)
    let kept = try #require(await test.ask("GET", location).headers["Range"]?.split(separator: "-").last)
    let sent = try #require(Int(kept))
    try makeRoom()
    let rest = Array(layer.dropFirst(sent))
    #expect(await test.ask("PATCH", location, body: rest).status == 202)
    let digest = try Digest(of: [1] + layer)
    #expect(await test.ask("PUT", "\(location)?digest=\(digest)").status == 201)
  }

  @Test func `An index that does not fit leaves the one before`() async throws {
    let test = try await TestRegistry(storage: FolderStorage(disk.scratch("store")))
    let manifest = try await test.pushImage("app", "1")
    try fill(leaving: 0)
    for number in 2...40 {
      let answer = await test.ask(
        "PUT", "/v2/app/manifests/\(number)", ["Content-Type": manifest.mediaType.description], body: manifest.bytes)
      #expect([201, 503].contains(answer.status))
    }
    #expect(litter == [])
    let listed = try TagList(parsing: try await test.ask("GET", "/v2/app/tags/list").collect()).tags
    await test.registry.close()
    try makeRoom()
    let again = try await TestRegistry(storage: FolderStorage(disk.scratch("store")))
    #expect(try TagList(parsing: try await again.ask("GET", "/v2/app/tags/list").collect()).tags == listed)
    #expect(again.registry.damaged.isEmpty)
  }
}
