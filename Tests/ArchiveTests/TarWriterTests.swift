import Archive
import ByteStreams
import Foundation
import ImageSpec
import TestSupport
import Testing

@Suite struct `The tar writer is read by others` {
  private let members: [(TarEntry, [UInt8])] = [
    (TarEntry(name: "Files/", kind: .directory, mode: 0o40755), []),
    (
      TarEntry(
        name: "Files/hello", size: 5, mode: 0o100644,
        modified: Timestamp(seconds: 1_460_000_000, nanoseconds: 500_000_000),
        records: PAXRecords(["MSWINDOWS.fileattr": Array("32".utf8)])), Array("hello".utf8)
    ),
    (TarEntry(name: String(repeating: "p", count: 120) + "/" + String(repeating: "n", count: 90)), []),
    (TarEntry(name: String(repeating: "q", count: 300)), []),
    (TarEntry(name: "ü", userID: 5_000_000), []),
    (TarEntry(name: "link", kind: .symbolicLink, mode: 0o777, linkName: String(repeating: "k", count: 150)), []),
    (TarEntry(name: "hard", kind: .hardLink, linkName: "Files/hello"), []),
    (TarEntry(name: "dev", kind: .blockDevice, deviceMajor: 8, deviceMinor: 1), []),
    (TarEntry(name: "old", modified: Timestamp(seconds: -2, nanoseconds: 250_000_000)), []),
  ]

  @Test func `GNU tar and Python list the same members`() throws {
    let folder = try ScratchFolder()
    try Data(try Recorder.archive(members)).write(to: URL(filePath: folder("t.tar")))
    let names = members.map(\.0.name)
    let listed = try shell("tar --quoting-style=literal -tf t.tar 2>/dev/null", in: folder).split(separator: "\n").map(
      String.init)
    #expect(listed == names)
    let seen = try shell(
      #"""
      python3 - <<'P'
      import tarfile
      t = tarfile.open("t.tar")
      for m in t: print(m.name, m.size, oct(m.mode), m.uid, m.mtime, m.linkname, m.devmajor, m.pax_headers.get("MSWINDOWS.fileattr"))
      print(t.extractfile("Files/hello").read().decode())
      P
      """#, in: folder)
    #expect(seen.contains("Files/hello 5 0o100644 0 1460000000.5 "))
    #expect(seen.contains("ü 0 0o644 5000000"))
    #expect(seen.contains("old 0 0o644 0 -1.75 "))
    #expect(seen.contains(" 8 None") && seen.contains(" 32\n") && seen.hasSuffix("hello\n"))
  }

  @Test func `What was written is read back the same, and written again has the same bytes`() throws {
    let archive = try Recorder.archive(members)
    let found = try Recorder.read(Data(archive))
    #expect(found.map(\.entry) == members.map(\.0))
    #expect(try Recorder.archive(found.map { ($0.entry, $0.data) }) == archive)
    #expect(archive.count % 512 == 0 && archive.suffix(1024).allSatisfy { $0 == 0 })
  }

  @Test func `A plain entry costs no extended header`() throws {
    #expect(try Recorder.archive([(TarEntry(name: "a/b", size: 1), [1])]).count == 512 * 4)
  }

  @Test func `Another number of bytes than declared is an error`() throws {
    #expect(throws: TarError.wrongDataSize(name: "a", declared: 2, found: 1)) {
      try Recorder.archive([(TarEntry(name: "a", size: 2), [1])])
    }
    #expect(throws: TarError.wrongDataSize(name: "a", declared: 2, found: 3)) {
      try Recorder.archive([(TarEntry(name: "a", size: 2), [1, 2, 3])])
    }
  }

  @Test(arguments: [9, 98, 99, 100, 987, 999, 1000, 9990])
  func `A record's length counts its own digits`(length: Int) throws {
    let value = [UInt8](repeating: 0x61, count: length)
    let archive = try Recorder.archive([(TarEntry(name: "a", records: PAXRecords(["k": value])), [])])
    #expect(try Recorder.read(Data(archive)).first?.entry.records.values == ["k": value])
  }
}
