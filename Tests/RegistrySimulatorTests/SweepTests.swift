import ByteStreams
import DistributionSpec
import Foundation
import ImageSpec
import LayoutStore
import RegistrySimulator
import TestSupport
import Testing

/// Content that nothing needs is removed while the registry serves.
@Suite struct SweepTests {
  private func with(
    _ inFolder: Bool, _ body: (TestRegistry, _ isInPool: (Digest) -> Bool) async throws -> Void
  ) async throws {
    let folder = try ScratchFolder()
    let storage: any RegistryStorage =
      inFolder ? FolderStorage(folder("s"), durability: .scratch) : MemoryStorage()
    try await body(try await TestRegistry(storage: storage)) { (try? storage.size($0)) != nil }
  }

  @Test(arguments: [false, true])
  func `A deleted blob is gone at once and swept later`(inFolder: Bool) async throws {
    try await with(inFolder) { test, isInPool in
      let digest = try await test.push([1, 2, 3], to: "app")
      #expect(await test.ask("DELETE", "/v2/app/blobs/\(digest)").status == 202)
      #expect(await test.ask("GET", "/v2/app/blobs/\(digest)").status == 404)
      #expect(await test.registry.sweep(idleFor: 600) == SweptContent())
      #expect(isInPool(digest))
      test.clock.withLock { $0.seconds += 600 }
      let swept = await test.registry.sweep(idleFor: 600)
      #expect(swept.blobs == 1 && swept.bytes == 3)
      #expect(!isInPool(digest))
      #expect(await test.registry.sweep(idleFor: 0) == SweptContent())
    }
  }

  @Test(arguments: [false, true])
  func `What another repository shows stays`(inFolder: Bool) async throws {
    try await with(inFolder) { test, isInPool in
      let manifest = try await test.pushImage("a", "1")
      let layer = try Digest(of: Array("layer".utf8))
      #expect(await test.ask("POST", "/v2/b/blobs/uploads/?mount=\(layer)&from=a").status == 201)
      for target in ["manifests/\(manifest.digest)", "blobs/\(layer)", "blobs/\(try Digest(of: Image.configuration))"] {
        #expect(await test.ask("DELETE", "/v2/a/\(target)").status == 202)
      }
      #expect(await test.registry.sweep(idleFor: 0).blobs == 2)
      #expect(isInPool(layer))
      #expect(!isInPool(manifest.digest))
      #expect(await test.ask("GET", "/v2/b/blobs/\(layer)").text == "layer")
    }
  }

  @Test(arguments: [false, true])
  func `An answer that began before the sweep is whole`(inFolder: Bool) async throws {
    try await with(inFolder) { test, isInPool in
      let layer = [UInt8](repeating: 7, count: 600_000)
      let digest = try await test.push(layer, to: "app")
      let answer = await test.ask("GET", "/v2/app/blobs/\(digest)")
      #expect(await test.ask("DELETE", "/v2/app/blobs/\(digest)").status == 202)
      #expect(await test.registry.sweep(idleFor: 0).bytes == 600_000)
      #expect(try answer.collect() == layer)
    }
  }

  @Test(arguments: [false, true])
  func `Content that comes again is kept`(inFolder: Bool) async throws {
    try await with(inFolder) { test, isInPool in
      for _ in 1...3 {
        let digest = try await test.push([4], to: "app")
        #expect(await test.ask("DELETE", "/v2/app/blobs/\(digest)").status == 202)
        #expect(try await test.push([4], to: "app") == digest)
        #expect(await test.registry.sweep(idleFor: 0) == SweptContent())
        #expect(await test.ask("DELETE", "/v2/app/blobs/\(digest)").status == 202)
        #expect(await test.registry.sweep(idleFor: 0).blobs == 1)
      }
    }
  }

  /// Pushes, mounts and deletes of the same content from many tasks, with sweeps all the while.
  @Test(arguments: [false, true])
  func `No push loses its content to a sweep`(inFolder: Bool) async throws {
    try await with(inFolder) { test, isInPool in
      let sweeping = Task {
        while !Task.isCancelled {
          await test.registry.sweep(idleFor: 0)
          await Task.yield()
        }
      }
      await withTaskGroup(of: Void.self) { group in
        for worker in 0..<6 {
          group.addTask {
            for round in 0..<25 {
              let name = "app\(worker)"
              guard let manifest = try? await test.pushImage(name, "1", layer: [UInt8(round)]) else {
                Issue.record("a push was refused")
                return
              }
              #expect(
                await test.ask("GET", "/v2/\(name)/manifests/1").text == String(decoding: manifest.bytes, as: UTF8.self)
              )
              let layer = manifest.body.layers[0].digest
              let mounted = await test.ask("POST", "/v2/other\(worker)/blobs/uploads/?mount=\(layer)")
              #expect(mounted.status == 201)
              #expect(
                await test.ask("GET", "/v2/other\(worker)/blobs/\(layer)").text
                  == String(decoding: [UInt8(round)], as: UTF8.self))
              for target in [
                "manifests/\(manifest.digest)", "blobs/\(layer)", "blobs/\(manifest.body.configuration.digest)",
              ] {
                #expect(await test.ask("DELETE", "/v2/\(name)/\(target)").status == 202)
              }
              #expect(await test.ask("DELETE", "/v2/other\(worker)/blobs/\(layer)").status == 202)
            }
          }
        }
      }
      sweeping.cancel()
      await sweeping.value
      await test.registry.sweep(idleFor: 0)
      let configuration = try Digest(of: Image.configuration)
      #expect(!isInPool(configuration))
    }
  }

  @Test func `Uploads that nobody writes to go without the next one`() async throws {
    let folder = try ScratchFolder()
    let test = try await TestRegistry(storage: FolderStorage(folder("s")))
    let location = try #require(await test.ask("POST", "/v2/app/blobs/uploads/").headers["Location"])
    test.clock.withLock { $0.seconds += 3_601 }
    #expect(await test.registry.sweep().uploads == 1)
    #expect(await test.ask("GET", location).status == 404)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder("s/uploads")) == [])
  }
}
