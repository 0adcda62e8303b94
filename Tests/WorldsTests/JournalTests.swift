import ContentStore
import Foundation
import ImageSpec
import LayoutStore
import TestSupport
import Testing
import Worlds

@Suite struct JournalTests {
  let scratch: ScratchFolder
  let descriptor: Descriptor
  let reference: ImageReference

  init() throws {
    scratch = try ScratchFolder()
    descriptor = Descriptor(mediaType: .ociManifest, digest: try Digest(of: Array("a".utf8)), size: 1)
    reference = try ImageReference(parsing: "alice/tiny:v1")
  }

  private func entry(_ verb: String) -> JournalEntry {
    JournalEntry(
      time: Timestamp(seconds: 1_700_000_000), verb: verb,
      effects: [.reference(reference, before: nil, after: descriptor)])
  }

  @Test func `What was noted is read again, every kind of effect`() async throws {
    let journal = Journal(path: scratch("store/journal"))
    #expect(try await journal.entries().isEmpty)
    let all: [Effect] = [
      .reference(reference, before: nil, after: descriptor), .reference(reference, before: descriptor, after: nil),
      .contentAdded(descriptor.digest), .contentRemoved(descriptor.digest),
      .imageAdded(descriptor), .imageRemoved(descriptor), .containerPurged(id: "1"),
      .containerCreated(id: "1", name: "web", image: descriptor.digest), .containerChanged(id: "1"),
      .containerRemoved(id: "1"), .credentialStored(.dockerHub, username: "ali\nce"), .credentialErased(.localhost),
      .remoteReference(reference, before: nil, after: descriptor.digest),
      .remoteReference(reference, before: descriptor.digest, after: nil),
    ]
    let noted = JournalEntry(time: Timestamp(seconds: 5, nanoseconds: 70), verb: "tag a \"b\"\nc", effects: all)
    try await journal.append(noted)
    try await journal.append(entry("second"))
    let entries = try await journal.entries()
    #expect(entries.map(\.effects) == [all, entry("second").effects])
    #expect(entries.map(\.verb) == [noted.verb, "second"] && entries.map(\.time) == [noted.time, entry("").time])
    #expect(entries.map(\.number) == [1, 2])
  }

  @Test func `A run that changes several things is one entry, also beside others`() async throws {
    let journal = Journal(path: scratch("journal"))
    let (one, two) = (
      JournalRun("pull", in: journal, clock: SystemClock()),
      JournalRun("rmi", in: journal, clock: SystemClock(), undoes: 7)
    )
    let other = Descriptor(mediaType: .ociManifest, digest: try Digest(of: [2]), size: 1)
    try one.note([])
    #expect(one.number == nil)
    #expect(try await journal.entries().isEmpty)
    try one.note([.reference(reference, before: nil, after: descriptor), .imageAdded(descriptor)])
    try two.note([.containerRemoved(id: "1")])
    try one.note([
      .reference(reference, before: descriptor, after: other), .imageRemoved(descriptor), .imageAdded(other),
    ])
    try two.fail()
    let entries = try await journal.entries()
    #expect(entries.map(\.number) == [1, 2] && [one.number, two.number] == [1, 2])
    #expect(entries[0].effects == [.reference(reference, before: nil, after: other), .imageAdded(other)])
    #expect(entries.map(\.undoes) == [nil, 7] && entries.map(\.hasFailed) == [false, true])
    #expect(try await journal.append(entry("third")) == 3)
  }

  @Test func `A line that a crash cut is skipped and swallows none that follows`() async throws {
    let journal = Journal(path: scratch("journal"))
    try await journal.append(entry("first"))
    let whole = try Data(contentsOf: URL(fileURLWithPath: journal.path))
    for length in stride(from: 0, to: whole.count, by: 7) {
      try (whole + whole.prefix(length)).write(to: URL(fileURLWithPath: journal.path))
      #expect(try await journal.entries().map(\.verb) == ["first"])
      try await journal.append(entry("next"))
      #expect(try await journal.entries().map(\.verb) == ["first", "next"])
    }
  }

  @Test func `The file stays within its bound and keeps the newest`() async throws {
    let journal = Journal(path: scratch("journal"), limit: 4_000)
    for number in 0..<200 {
      try await journal.append(entry("verb \(number)"))
      let size = try FileManager.default.attributesOfItem(atPath: journal.path)[.size] as? Int
      #expect(try #require(size) <= 4_000)
    }
    let verbs = try await journal.entries().map(\.verb)
    #expect(verbs.count > 3 && verbs == (200 - verbs.count..<200).map { "verb \($0)" })
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["journal"])
  }

  @Test func `An entry that is too long loses what undo does not need, then says that it is not complete`() async throws
  {
    let journal = Journal(path: scratch("journal"), limit: 4_000)
    let digests = try (0..<100).map { try Digest(of: Array("\($0)".utf8)) }
    let long = JournalEntry(
      time: Timestamp(seconds: 1), verb: "rmi",
      effects: digests.map { .contentRemoved($0) } + [.reference(reference, before: descriptor, after: nil)])
    try await journal.append(long)
    let names = try #require(try await journal.entries().first)
    #expect(names.effects == [.reference(reference, before: descriptor, after: nil)] && !names.isComplete)
    let endless = JournalEntry(
      time: Timestamp(seconds: 1), verb: "rmi",
      effects: (0..<100).map { _ in .reference(reference, before: descriptor, after: nil) })
    try await journal.append(endless)
    #expect(try await journal.entries().last?.effects.isEmpty == true)
  }

  @Test func `Many who write at once lose nothing, also while the file is cut`() async throws {
    let journal = Journal(path: scratch("journal"), limit: 20_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for number in 0..<25 { try await journal.append(entry("\(writer) \(number)")) }
        }
      }
      try await group.waitForAll()
    }
    let verbs = try await journal.entries().map(\.verb)
    #expect(Set(verbs).count == verbs.count && verbs.count > 20)
    // Of each writer the latest are there, without a gap.
    for writer in 0..<8 {
      let own = verbs.filter { $0.hasPrefix("\(writer) ") }
      #expect(own == (25 - own.count..<25).map { "\(writer) \($0)" })
    }
  }

  @Test func `Two journals of one file take turns`() async throws {
    let path = scratch("journal")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<2 {
        group.addTask {
          let journal = Journal(path: path)
          for number in 0..<20 { try await journal.append(entry("\(writer) \(number)")) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await Journal(path: path).entries().count == 40)
  }

  @Test func `Numbers go on where the older half was cut off, and where a crash cut the last line`() async throws {
    let journal = Journal(path: scratch("journal"), limit: 4_000)
    for number in 1...100 { #expect(try await journal.append(entry("x")) == number) }
    #expect(try #require(try await journal.entries().first).number > 1)
    let whole = try Data(contentsOf: URL(fileURLWithPath: journal.path))
    try whole.dropLast(5).write(to: URL(fileURLWithPath: journal.path))
    #expect(try await journal.append(entry("y")) == 100)
  }

  @Test func `A change of the index is noted before it is made`() async throws {
    let store = LayoutStore(folder: scratch("store"), durability: .scratch)
    let journal = Journal(path: scratch("journal"))
    let run = JournalRun("tag", in: journal, clock: SystemClock())
    let (name, named) = (reference, descriptor)
    struct Cut: Error {}
    let cut = store.recording { before, after in
      try run.note(LayoutIndex.effects(from: before, to: after))
      throw Cut()
    }
    await #expect(throws: Cut.self) { _ = try await cut.update { $0.set(name, to: named) } }
    #expect(try await store.references().isEmpty)
    let noted = try #require(try await journal.entries().first)
    #expect(noted.effects == [.reference(name, before: nil, after: named), .imageAdded(named)])
    #expect(Set(noted.roots) == [named])
  }
}
