import Foundation
import ImageSpec
import RegistrySimulator
import TestSupport
import Testing

/// Content that is read without a thread of its own must be the content that a thread would read.
@Suite struct BlobsAtHandTests {
  private static let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 13 &+ $0 >> 9) }

  private func stored(in storage: any RegistryStorage) throws -> Digest {
    _ = try storage.load()
    let upload = try storage.beginUpload()
    try Self.bytes.withUnsafeBytes { try upload.append($0) }
    let digest = try Digest(of: Self.bytes)
    try upload.commit(as: digest)
    return digest
  }

  @Test(arguments: [false, true]) func whatIsAtHandIsTheSame(inFolder: Bool) throws {
    let folder = try ScratchFolder()
    let storage: any RegistryStorage = inFolder ? FolderStorage(folder("storage")) : MemoryStorage()
    let digest = try stored(in: storage)
    _ = try storage.open(digest)
    let blob = try #require(storage.openAtHand(digest))
    var found: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 100_001)
    while found.count < Self.bytes.count {
      let count = try buffer.withUnsafeMutableBytes { try blob.readAtHand(at: Int64(found.count), into: $0) }
      // A file system may know nothing of its cache; then a thread reads.
      let part = try count.map { Array(buffer[..<$0]) } ?? blob.read(at: Int64(found.count), count: buffer.count)
      if part.isEmpty { break }
      found += part
    }
    #expect(found == Self.bytes)
    #expect(try buffer.withUnsafeMutableBytes { try blob.readAtHand(at: blob.size, into: $0) } == nil)
    #expect(storage.openAtHand(try Digest(of: [])) == nil)
  }

  @Test(arguments: [false, true]) func whatWasRemovedIsNotAtHand(inFolder: Bool) throws {
    let folder = try ScratchFolder()
    let storage: any RegistryStorage = inFolder ? FolderStorage(folder("storage")) : MemoryStorage()
    let digest = try stored(in: storage)
    _ = try storage.open(digest)
    #expect(try storage.remove(digest) == Int64(Self.bytes.count))
    #expect(storage.openAtHand(digest) == nil)
  }

  @Test func filesAreKeptOpenOnlyUpToALimit() throws {
    let folder = try ScratchFolder()
    let storage = FolderStorage(folder("storage"))
    _ = try storage.load()
    let digests = try (0..<300).map { number -> Digest in
      let bytes = Array("blob \(number)".utf8)
      let upload = try storage.beginUpload()
      try bytes.withUnsafeBytes { try upload.append($0) }
      let digest = try Digest(of: bytes)
      try upload.commit(as: digest)
      return digest
    }
    for digest in digests { _ = try storage.open(digest) }
    #expect(digests.filter { storage.openAtHand($0) != nil } == Array(digests.suffix(256)))
  }
}
