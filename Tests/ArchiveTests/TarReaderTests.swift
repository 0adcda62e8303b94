import Archive
import ByteStreams
import Foundation
import ImageSpec
import TestSupport
import Testing

@Suite struct `The tar reader agrees with the writers of this world` {
  @Test(arguments: ["gnu", "pax", "ustar"])
  func `GNU tar's archives are read in each format`(format: String) throws {
    let folder = try ScratchFolder()
    let long = String(repeating: "d", count: 90)
    try shell(
      """
      mkdir -p t/\(long)/sub && cd t && printf hello > \(long)/sub/file && ln -s ../x \(long)/link
      printf %3000s x > big && ln big hard && mkfifo pipe && : > empty && chmod 4755 big
      tar --format=\(format) --sort=name --mtime=@1460000000 --owner=7 --group=8 --numeric-owner -cf ../t.tar .
      """, in: folder)
    let found = try Recorder.read(try Data(contentsOf: URL(filePath: folder("t.tar"))))
    let names = found.map(\.entry.name)
    #expect(
      names == [
        "./", "./big", "./\(long)/", "./\(long)/link", "./\(long)/sub/", "./\(long)/sub/file", "./empty", "./hard",
        "./pipe",
      ])
    let big = try #require(found.first { $0.entry.name == "./big" })
    #expect(big.entry.size == 3000 && big.data.count == 3000 && big.entry.permissions == 0o4755)
    #expect(big.entry.userID == 7 && big.entry.groupID == 8 && big.entry.modified == Timestamp(seconds: 1_460_000_000))
    let link = try #require(found.first { $0.entry.name.hasSuffix("link") })
    #expect(link.entry.kind == .symbolicLink && link.entry.linkName == "../x")
    let hard = try #require(found.first { $0.entry.name == "./hard" })
    #expect(hard.entry.kind == .hardLink && hard.entry.linkName == "./big")
    #expect(found.first { $0.entry.name == "./pipe" }?.entry.kind == .fifo)
    #expect(found.first { $0.entry.name.hasSuffix("sub/file") }?.data == Array("hello".utf8))
  }

  @Test(arguments: ["GNU_FORMAT", "PAX_FORMAT"])
  func `Python's archives with long names, big numbers and unknown records are read`(format: String) throws {
    let folder = try ScratchFolder()
    try shell(
      #"""
      python3 - <<'P'
      import tarfile, io
      t = tarfile.open("t.tar", "w", format=tarfile.\#(format), pax_headers={"comment": "global"} if "\#(format)" == "PAX_FORMAT" else {})
      i = tarfile.TarInfo("n" * 300 + "/ü"); i.size = 5; i.uid = 3000000; i.mtime = 12; i.mode = 0o640
      if "\#(format)" == "PAX_FORMAT": i.pax_headers = {"MSWINDOWS.fileattr": "32", "SCHILY.xattr.user.x": "a=b\nc"}
      t.addfile(i, io.BytesIO(b"12345"))
      i = tarfile.TarInfo("l"); i.type = tarfile.SYMTYPE; i.linkname = "k" * 200; t.addfile(i)
      i = tarfile.TarInfo("c"); i.type = tarfile.CHRTYPE; i.devmajor = 5; i.devminor = 1; t.addfile(i)
      t.close()
      P
      """#, in: folder)
    let found = try Recorder.read(try Data(contentsOf: URL(filePath: folder("t.tar"))))
    #expect(found.count == 3)
    let first = try #require(found.first)
    #expect(first.entry.name == String(repeating: "n", count: 300) + "/ü")
    #expect(first.entry.userID == 3_000_000 && first.data == Array("12345".utf8) && first.entry.mode == 0o640)
    if format == "PAX_FORMAT" {
      #expect(first.entry.records["MSWINDOWS.fileattr"] == "32")
      #expect(first.entry.records["SCHILY.xattr.user.x"] == "a=b\nc")
      #expect(first.entry.records["comment"] == "global")
      #expect(first.entry.records["path"] == nil && first.entry.records["uid"] == nil)
    }
    #expect(found[1].entry.linkName == String(repeating: "k", count: 200))
    #expect(found[2].entry.deviceMajor == 5 && found[2].entry.deviceMinor == 1)
  }

  @Test(arguments: [
    "--format=gnu", "--format=pax --sparse-version=1.0", "--format=pax --sparse-version=0.1",
    "--format=pax --sparse-version=0.0",
  ])
  func `A file with holes is read with the places of its parts`(options: String) throws {
    let folder = try ScratchFolder()
    try shell(
      """
      for i in $(seq 0 39); do printf x | dd of=s bs=1 seek=$((i * 65536)) conv=notrunc status=none; done
      printf after > z && tar \(options) -S -cf t.tar s z
      """, in: folder)
    let found = try Recorder.read(try Data(contentsOf: URL(filePath: folder("t.tar"))))
    #expect(found.map(\.entry.name) == ["s", "z"])
    #expect(found.map { $0.entry.sparse?.parts.count } == [40, nil])
    let file = try #require(found.first)
    #expect(file.entry.size == 39 * 65536 + 1 && !file.entry.records.values.keys.contains { $0.contains("sparse") })
    var content = [UInt8](repeating: 0, count: Int(file.entry.size))
    var placement = SparsePlacement(file.entry.sparse)
    try file.data.withUnsafeBytes { bytes in
      try placement.place(bytes) { offset, run in
        content.replaceSubrange(Int(offset)..<Int(offset) + run.count, with: run)
      }
    }
    #expect(try Data(contentsOf: URL(filePath: folder("s"))) == Data(content))
    #expect(found.last?.data == Array("after".utf8))
  }

  @Test(arguments: [1, 7, 511, 512, 513, 10_000])
  func `The size of the chunks does not matter`(chunk: Int) throws {
    let archive = try Recorder.archive([
      (TarEntry(name: String(repeating: "ä", count: 400), size: 700), [UInt8](repeating: 3, count: 700)),
      (TarEntry(name: "b", size: 512), [UInt8](repeating: 4, count: 512)),
      (TarEntry(name: "c/", kind: .directory, mode: 0o755), []),
    ])
    let found = try Recorder.read(Data(archive), chunk: chunk)
    #expect(found.map(\.data.count) == [700, 512, 0])
    for item in found where item.entry.size > 0 {
      #expect(archive[Int(item.offset)] == item.data[0] && archive[Int(item.offset) - 1] == 0)
    }
  }
}

@Suite struct `The tar reader refuses what readers understand differently` {
  private func block(_ entry: TarEntry, _ data: [UInt8] = []) throws -> [UInt8] {
    Array(try Recorder.archive([(entry, data)]).dropLast(1024))
  }

  /// An extended header with this body in front of what follows.
  private func extended(_ body: String, flag: Character = "x") throws -> [UInt8] {
    let bytes = Array(body.utf8)
    return Recorder.changing(try block(TarEntry(name: "h", size: Int64(bytes.count)), bytes)) {
      $0[156] = flag.asciiValue ?? 0
    }
  }

  @Test func `A damaged header is a wrong checksum`() throws {
    var bytes = try block(TarEntry(name: "a"))
    bytes[0] ^= 1
    #expect(throws: TarError.wrongChecksum(offset: 0)) { try Recorder.read(Data(bytes)) }
  }

  @Test(arguments: [100, 512, 600, 1023])
  func `A cut archive is told`(length: Int) throws {
    let bytes = try block(TarEntry(name: "a", size: 512), [UInt8](repeating: 1, count: 512))
    #expect(throws: TarError.truncated(offset: length < 512 ? 0 : Int64(length))) {
      try Recorder.read(Data(bytes.prefix(length)))
    }
  }

  @Test(arguments: ["9 path=", "x path=a\n", "99 path=a\n", "9 path:aa\n", "5 =a\n", "9 path=ab", "0 \n"])
  func `A malformed record is told`(body: String) throws {
    let bytes = try extended(body) + block(TarEntry(name: "a"))
    #expect(throws: TarError.self) { try Recorder.read(Data(bytes)) }
  }

  @Test func `The size of a record rules over the header's, for data and for the next header`() throws {
    // The header of the entry says 0; a reader that believed it would find "evil" as an entry.
    let evil = try block(TarEntry(name: "evil"))
    let bytes = try extended("12 size=512\n") + Recorder.changing(try block(TarEntry(name: "a"))) { _ in } + evil
    let found = try Recorder.read(Data(bytes))
    #expect(found.map(\.entry.name) == ["a"])
    #expect(found.first?.data.count == 512)
  }

  @Test func `Extensions that are repeated, dangling or global where they must not be`() throws {
    let extended = try extended("9 path=b\n"), entry = try block(TarEntry(name: "a"))
    #expect(throws: TarError.self) { try Recorder.read(Data(extended + extended + entry)) }
    #expect(throws: TarError.self) { try Recorder.read(Data(extended)) }
    #expect(throws: TarError.self) { try Recorder.read(Data(extended + [UInt8](repeating: 0, count: 1024))) }
    #expect(throws: TarError.globalRecord(key: "size")) {
      try Recorder.read(Data(try self.extended("10 size=1\n", flag: "g") + entry))
    }
  }

  @Test func `A folder with data, a lone zero block and a negative size`() throws {
    let folder = Recorder.changing(try block(TarEntry(name: "a"))) {
      $0[156] = UInt8(ascii: "5"); $0[134] = UInt8(ascii: "1")
    }
    #expect(throws: TarError.unexpectedData(name: "a")) { try Recorder.read(Data(folder)) }
    let entry = try block(TarEntry(name: "a"))
    #expect(throws: TarError.loneZeroBlock(offset: 1024)) {
      try Recorder.read(Data(entry + [UInt8](repeating: 0, count: 512) + entry))
    }
    let negative = Recorder.changing(entry) { for index in 124..<136 { $0[index] = 0xFF } }
    #expect(throws: TarError.impossibleSize(offset: 0)) { try Recorder.read(Data(negative)) }
  }

  @Test func `Limits hold`() throws {
    var limits = TarLimits()
    limits.nameLength = 10
    limits.extensionSize = 600
    limits.entries = 2
    let entry = try block(TarEntry(name: "a"))
    #expect(throws: TarError.tooManyEntries(limit: 2)) {
      try Recorder.read(Data(entry + entry + entry), limits: limits)
    }
    #expect(throws: TarError.nameTooLong(length: 11, limit: 10)) {
      try Recorder.read(Data(try block(TarEntry(name: "abcdefghijk"))), limits: limits)
    }
    let long = try block(TarEntry(name: String(repeating: "x/", count: 400)))
    #expect(throws: TarError.self) { try Recorder.read(Data(long), limits: limits) }
  }
}
