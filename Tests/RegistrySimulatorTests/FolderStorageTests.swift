import ContentStore
import DistributionSpec
import Foundation
import ImageSpec
import LayoutStore
import RegistrySimulator
import TestSupport
import Testing

@Suite struct FolderStorageTests {
  @Test func aRestartKeepsEverythingThatWasAnswered() async throws {
    let folder = try ScratchFolder()
    let manifest: Document<Manifest>
    let sha512: Digest
    do {
      let test = try await TestRegistry(storage: FolderStorage(folder("store")))
      manifest = try await test.pushImage("team/app", "1")
      try await test.pushImage("team/app/blobs", "latest", layer: [9])
      try await test.pushImage("team/app", "gone", layer: [1, 2, 3])
      sha512 = try await test.push([5, 5], to: "team/app", algorithm: .sha512)
      #expect(await test.ask("DELETE", "/v2/team/app/manifests/gone").status == 202)
      #expect(await test.ask("DELETE", "/v2/team/app/blobs/\(try Digest(of: [1, 2, 3]))").status == 202)
      _ = await test.ask("POST", "/v2/team/app/blobs/uploads/")
    }
    let test = try await TestRegistry(storage: FolderStorage(folder("store")))
    #expect(test.registry.repositories.map(\.description) == ["team/app", "team/app/blobs"])
    #expect(try await test.ask("GET", "/v2/team/app/manifests/1").collect() == manifest.bytes)
    #expect(await test.ask("GET", "/v2/team/app/blobs/\(try Digest(of: Array("layer".utf8)))").text == "layer")
    #expect(try await test.ask("GET", "/v2/team/app/blobs/\(sha512)").collect() == [5, 5])
    #expect(await test.ask("GET", "/v2/team/app/blobs/\(try Digest(of: [1, 2, 3]))").status == 404)
    #expect(await test.ask("GET", "/v2/team/app/manifests/gone").status == 404)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder("store/uploads")) == [])
    let swept = folder("store/blobs/sha256/\(try Digest(of: [1, 2, 3]).hex)")
    #expect(!FileManager.default.fileExists(atPath: swept))
  }

  @Test func eachRepositoryIsALayoutOfItsOwnThatOthersRead() async throws {
    let folder = try ScratchFolder()
    let test = try await TestRegistry(storage: FolderStorage(folder("store")))
    let manifest = try await test.pushImage("a", "1")
    let indexOfA = try Data(contentsOf: URL(fileURLWithPath: folder("store/repositories/a/_layout/index.json")))
    try await test.pushImage("a/b", "2", layer: [7])
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: folder("store/repositories/a/_layout/index.json"))) == indexOfA)
    let inspect = try await run("skopeo", "inspect", "--raw", "oci:\(folder("store/repositories/a/_layout")):1")
    #expect(inspect.status == 0)
    #expect(Array(inspect.output.utf8) == manifest.bytes)
    let ours = try await LayoutStore(folder: folder("store/repositories/a/_layout")).images()
    #expect(ours.map(\.descriptor.digest) == [manifest.digest])
  }

  @Test func contentOfSeveralRepositoriesIsOnTheDiskOnce() async throws {
    let folder = try ScratchFolder()
    let test = try await TestRegistry(storage: FolderStorage(folder("store")))
    let digest = try await test.push([1, 2, 3], to: "a")
    #expect(await test.ask("POST", "/v2/b/blobs/uploads/?mount=\(digest)&from=a").status == 201)
    func inode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: folder(path))[.systemFileNumber] as? Int
    }
    let pool = try inode("store/blobs/sha256/\(digest.hex)")
    #expect(pool != nil)
    for name in ["a", "b"] {
      #expect(try inode("store/repositories/\(name)/_layout/blobs/sha256/\(digest.hex)") == pool)
    }
  }

  @Test func aFolderHasOneRegistry() async throws {
    let folder = try ScratchFolder()
    let test = try await TestRegistry(storage: FolderStorage(folder("store")))
    await #expect(throws: StorageError.inUse(folder("store"))) {
      _ = try await TestRegistry(storage: FolderStorage(folder("store")))
    }
    #expect(test.registry.repositories == [])
  }

  @Test func aDamagedLayoutIsToldAndLeftAloneAndTheOthersAreServed() async throws {
    let folder = try ScratchFolder()
    do {
      let test = try await TestRegistry(storage: FolderStorage(folder("store")))
      try await test.pushImage("app", "1")
      try await test.pushImage("app/other", "1", layer: [8])
    }
    let index = folder("store/repositories/app/_layout/index.json")
    try Data("{".utf8).write(to: URL(fileURLWithPath: index))
    let test = try await TestRegistry(storage: FolderStorage(folder("store")))
    #expect(test.registry.damaged.keys.map { $0 } == [.repository(try RepositoryName(parsing: "app"))])
    #expect(test.registry.damaged.values.first?.description.contains("app/_layout") == true)
    #expect(await test.ask("GET", "/v2/app/other/manifests/1").status == 200)
    for (method, target) in [("GET", "/v2/app/manifests/1"), ("POST", "/v2/app/blobs/uploads/")] {
      let answer = await test.ask(method, target)
      #expect(answer.status == 503)
      #expect(answer.codes == [.unavailable])
    }
    #expect(try String(contentsOfFile: index, encoding: .utf8) == "{")
    // Its content is still there for who mends it.
    _ = await test.registry.sweep(idleFor: 0)
    let layer = try Digest(of: Array("layer".utf8))
    #expect(
      FileManager.default.fileExists(atPath: folder("store/repositories/app/_layout/blobs/sha256/\(layer.hex)")))
  }
}
