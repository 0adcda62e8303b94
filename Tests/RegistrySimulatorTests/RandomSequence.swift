import ByteStreams
import DistributionSpec
import Foundation
import ImageSpec
import LayoutStore
import RegistrySimulator
import TestSupport

/// Random requests to a registry and to its model, side by side.
struct RandomSequence {
  /// The registry did what the model does not.
  struct Divergence: Error, CustomStringConvertible {
    let seed: UInt64
    let steps: [String]
    let found: String
    var description: String { "seed \(seed), step \(steps.count): \(found) after\n\(steps.joined(separator: "\n"))" }
  }

  private let seed: UInt64
  private var numbers: SeededNumbers
  private var model: RegistryModel
  private var test: TestRegistry
  private var now: Int64 = 1_500_000_000
  private var steps: [String] = []
  /// The folder of the storage; nil for one in memory.
  private let folder: String?

  init(seed: UInt64, folder: String?) async throws {
    self.seed = seed
    self.folder = folder
    numbers = SeededNumbers(seed: seed)
    model = try RegistryModel()
    test = try await Self.open(folder)
  }

  private static func open(_ folder: String?) async throws -> TestRegistry {
    try await TestRegistry(storage: folder.map { FolderStorage($0, durability: .scratch) } ?? MemoryStorage())
  }

  mutating func run(steps count: Int) async throws {
    for number in 0..<count {
      try await step()
      try await compare(readsContent: number % 10 == 0)
    }
    _ = await test.registry.sweep(idleFor: 0)
    try await compare(readsContent: true)
    if folder != nil { try await restart() }
  }

  private func diverge(_ found: String) -> Divergence { Divergence(seed: seed, steps: steps, found: found) }

  private mutating func ask(
    _ method: String, _ target: String, _ headers: RegistryHeaders = [:], body: [UInt8] = [], expecting status: Int
  ) async throws -> RegistryResponse {
    steps.append("\(method) \(target) \(headers.fields.map { "\($0.name): \($0.value)" }) \(body.count) bytes")
    let answer = await test.ask(method, target, headers, body: body)
    guard answer.status == status else { throw diverge("\(answer.status) and not \(status): \(answer.text)") }
    return answer
  }

  private mutating func step() async throws {
    let name = pick(RegistryModel.names)
    switch Int.random(in: 0..<20, using: &numbers) {
    case 0, 1: try await open(name)
    case 2, 3, 4: try await patch()
    case 5, 6: try await finish()
    case 7: try await cancel()
    case 8, 9: try await push(name, Int.random(in: 0..<model.contents.count, using: &numbers))
    case 10:
      try await push(name, 0)
      try await push(name, Int.random(in: 1..<model.contents.count, using: &numbers))
    case 11: try await mount(name)
    case 12, 13, 14: try await putManifest(name)
    case 15: try await deleteManifest(name)
    case 16: try await deleteBlob(name)
    case 17: try await sweep()
    case 18: try await pass()
    default: if folder != nil { try await restart() } else { try await pull(name) }
    }
  }

  private mutating func pick<Element>(_ all: [Element]) -> Element {
    all[Int.random(in: 0..<all.count, using: &numbers)]
  }

  // MARK: Uploads

  private mutating func open(_ name: String) async throws {
    let answer = try await ask("POST", "/v2/\(name)/blobs/uploads/", expecting: 202)
    model.uploads = model.uploads.filter { now - $0.value.touched <= 3_600 }
    guard let location = answer.headers["Location"] else { throw diverge("no location") }
    model.uploads[location] = RegistryModel.Upload(repository: name, touched: now, order: steps.count)
  }

  private mutating func anyUpload() -> String? {
    model.uploads.isEmpty ? nil : pick(model.uploads.keys.sorted { model.order($0) < model.order($1) })
  }

  private mutating func patch() async throws {
    guard let location = anyUpload(), let upload = model.uploads[location] else { return }
    // What is to come of one of the contents, where it is one so far.
    let whole = model.contents.filter { $0.starts(with: upload.bytes) && $0.count > upload.bytes.count }
    let rest = whole.isEmpty ? [9] : Array(pick(whole).dropFirst(upload.bytes.count))
    let chunk = Array(rest.prefix(Int.random(in: 1...rest.count, using: &numbers)))
    var headers: RegistryHeaders = [:]
    let start = upload.bytes.count
    switch Int.random(in: 0..<4, using: &numbers) {
    case 0: break
    case 1:
      headers["Content-Range"] = "\(start + 1)-\(start + chunk.count)"
      _ = try await ask("PATCH", location, headers, body: chunk, expecting: 416)
      model.uploads[location]?.touched = now
      return
    default: headers["Content-Range"] = "\(start)-\(start + chunk.count - 1)"
    }
    let answer = try await ask("PATCH", location, headers, body: chunk, expecting: 202)
    model.uploads[location]?.bytes += chunk
    model.uploads[location]?.touched = now
    guard answer.headers["Range"] == "0-\(start + chunk.count - 1)" else { throw diverge("wrong range") }
  }

  private mutating func finish() async throws {
    guard let location = anyUpload(), let upload = model.uploads.removeValue(forKey: location) else { return }
    let whole = model.contents.filter { $0.starts(with: upload.bytes) }
    if whole.isEmpty || Int.random(in: 0..<5, using: &numbers) == 0 {
      let wrong = try Digest(of: Array("wrong".utf8))
      _ = try await ask("PUT", "\(location)?digest=\(wrong)", expecting: 400)
    } else {
      let bytes = pick(whole)
      let digest = try Digest(of: bytes)
      _ = try await ask(
        "PUT", "\(location)?digest=\(digest)", body: Array(bytes.dropFirst(upload.bytes.count)), expecting: 201)
      model.repositories[upload.repository]?.blobs.insert(digest)
    }
    _ = try await ask("GET", location, expecting: 404)
  }

  private mutating func cancel() async throws {
    guard let location = anyUpload() else { return }
    _ = try await ask("DELETE", location, expecting: 204)
    model.uploads[location] = nil
    _ = try await ask("PATCH", location, body: [1], expecting: 404)
  }

  private mutating func push(_ name: String, _ number: Int) async throws {
    let (bytes, digest) = (model.contents[number], model.digests[number])
    let isRight = Int.random(in: 0..<6, using: &numbers) > 0
    _ = try await ask(
      "POST", "/v2/\(name)/blobs/uploads/?digest=\(digest)", body: isRight ? bytes : bytes + [1],
      expecting: isRight ? 201 : 400)
    model.uploads = model.uploads.filter { now - $0.value.touched <= 3_600 }
    if isRight { model.repositories[name]?.blobs.insert(digest) }
  }

  private mutating func mount(_ name: String) async throws {
    let (source, digest) = (pick(RegistryModel.names), pick(model.digests))
    let isNamed = Bool.random(using: &numbers)
    let isThere =
      isNamed
      ? model.repositories[source]?.blobs.contains(digest) ?? false
      : model.repositories.values.contains { $0.blobs.contains(digest) }
    let target = "/v2/\(name)/blobs/uploads/?mount=\(digest)\(isNamed ? "&from=\(source)" : "")"
    let answer = try await ask("POST", target, expecting: isThere ? 201 : 202)
    if isThere {
      model.repositories[name]?.blobs.insert(digest)
    } else if let location = answer.headers["Location"] {
      model.uploads = model.uploads.filter { now - $0.value.touched <= 3_600 }
      model.uploads[location] = RegistryModel.Upload(repository: name, touched: now, order: steps.count)
    }
  }

  // MARK: Content

  private mutating func putManifest(_ name: String) async throws {
    let image = pick(model.images)
    let tag = pick(RegistryModel.tags + [""])
    let target = "/v2/\(name)/manifests/\(tag.isEmpty ? image.digest.description : tag)"
    let isWhole = model.holdsParts(of: image, in: name)
    steps.append("PUT \(target)")
    let answer = await test.ask("PUT", target, ["Content-Type": image.mediaType.description], body: image.bytes)
    guard (answer.status == 201) == isWhole, answer.status < 500 else { throw diverge("\(answer.status)") }
    guard isWhole else { return }
    model.repositories[name]?.manifests[image.digest] = image
    if !tag.isEmpty { model.repositories[name]?.tags[try Tag(parsing: tag)] = image.digest }
  }

  private mutating func deleteManifest(_ name: String) async throws {
    let repository = model.repositories[name] ?? RegistryModel.Repository()
    if Bool.random(using: &numbers) {
      let tag = try Tag(parsing: pick(RegistryModel.tags))
      let isThere = repository.tags[tag] != nil
      _ = try await ask("DELETE", "/v2/\(name)/manifests/\(tag)", expecting: isThere ? 202 : 404)
      model.repositories[name]?.tags[tag] = nil
    } else {
      let digest = pick(model.images).digest
      let isThere = repository.manifests[digest] != nil
      _ = try await ask("DELETE", "/v2/\(name)/manifests/\(digest)", expecting: isThere ? 202 : 404)
      model.repositories[name]?.manifests[digest] = nil
      model.repositories[name]?.tags = repository.tags.filter { $0.value != digest }
    }
  }

  private mutating func deleteBlob(_ name: String) async throws {
    let digest = pick(model.digests)
    let isThere = model.repositories[name]?.blobs.contains(digest) ?? false
    _ = try await ask("DELETE", "/v2/\(name)/blobs/\(digest)", expecting: isThere ? 202 : 404)
    model.repositories[name]?.blobs.remove(digest)
  }

  private mutating func pull(_ name: String) async throws {
    let digest = pick(model.digests)
    let isThere = model.repositories[name]?.blobs.contains(digest) ?? false
    _ = try await ask("HEAD", "/v2/\(name)/blobs/\(digest)", expecting: isThere ? 200 : 404)
  }

  // MARK: Time and processes

  private mutating func sweep() async throws {
    let age = pick([Int64(0), 600])
    steps.append("sweep \(age)")
    _ = await test.registry.sweep(idleFor: age)
    model.uploads = model.uploads.filter { now - $0.value.touched <= 3_600 }
  }

  private mutating func pass() async throws {
    now += pick([Int64(1), 500, 3_601])
    steps.append("now \(now)")
    let moment = now
    test.clock.withLock { $0 = Timestamp(seconds: moment) }
  }

  private mutating func restart() async throws {
    steps.append("restart")
    await test.registry.close()
    test = try await Self.open(folder)
    let moment = now
    test.clock.withLock { $0 = Timestamp(seconds: moment) }
    model.uploads = [:]
    try await compare(readsContent: true)
    try compareFolder()
  }

  // MARK: Comparing

  private func compare(readsContent: Bool) async throws {
    for (name, expected) in model.repositories {
      let contents = test.registry.repository(try RepositoryName(parsing: name)).contents
      guard Set(contents.blobs.keys) == expected.blobs else { throw diverge("\(name): other blobs") }
      guard Set(contents.manifests.keys) == Set(expected.manifests.keys) else {
        throw diverge("\(name): other manifests")
      }
      guard contents.tags == expected.tags else { throw diverge("\(name): other tags") }
      guard readsContent else { continue }
      for digest in expected.blobs {
        let answer = await test.registry.respond(to: RegistryRequest(path: "/v2/\(name)/blobs/\(digest)"))
        guard answer.status == 200, try Digest(of: try answer.collect()) == digest else {
          throw diverge("\(name): blob \(digest): \(answer.status)")
        }
      }
      for (digest, image) in expected.manifests {
        let answer = await test.registry.respond(to: RegistryRequest(path: "/v2/\(name)/manifests/\(digest)"))
        guard answer.status == 200, try answer.collect() == image.bytes else {
          throw diverge("\(name): manifest \(digest): \(answer.status)")
        }
      }
    }
  }

  /// Each layout holds what its repository shows, no more and no less, and nothing else lies about.
  private func compareFolder() throws {
    guard let folder else { return }
    var all: Set<String> = []
    for (name, expected) in model.repositories {
      let layout = "\(folder)/repositories/\(name)/_layout"
      let digests = expected.blobs.union(expected.manifests.keys)
      all.formUnion(digests.map(\.hex))
      guard FileManager.default.fileExists(atPath: layout) else {
        if digests.isEmpty { continue }
        throw diverge("\(name): no layout")
      }
      guard try Set(FileManager.default.contentsOfDirectory(atPath: layout)) == ["blobs", "index.json", "oci-layout"],
        try Set(FileManager.default.contentsOfDirectory(atPath: "\(layout)/blobs/sha256")) == Set(digests.map(\.hex))
      else { throw diverge("\(name): other files") }
      for digest in digests {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(layout)/blobs/sha256/\(digest.hex)"))
        guard try Digest(of: Array(bytes)) == digest else { throw diverge("\(name): \(digest) is damaged") }
      }
    }
    guard try Set(FileManager.default.contentsOfDirectory(atPath: "\(folder)/blobs/sha256")) == all else {
      throw diverge("the pool holds something else")
    }
    guard try FileManager.default.contentsOfDirectory(atPath: "\(folder)/uploads").isEmpty else {
      throw diverge("an upload was left")
    }
  }
}
