import Archive
import ByteStreams
import Foundation
import ImageSpec
import TestSupport
import Testing

@testable import ContainerStore

/// What other tar programs write goes through a container and comes out for them as it was.
@Suite struct `Archives go in and out as GNU tar and Python have them` {
  /// Everything that a host without privileges can make of a tar archive's kinds.
  private static let tree = #"""
    mkdir -p t/sub/deep t/empty && cd t
    printf hello > sub/file && printf '' > sub/none && chmod 640 sub/file && chmod 4755 sub/none
    ln sub/file sub/deep/hard && ln sub/file another && ln -s ../file sub/deep/link && ln -s /etc/passwd absolute
    mkfifo pipe && head -c 700000 /dev/urandom > random
    truncate -s 3000000 holes && printf x | dd of=holes bs=1 seek=1500000 conv=notrunc status=none
    truncate -s 70000 only-a-hole
    printf 1 > "$(printf 'no-\xff\xfe-text')" && printf 2 > "$(printf 'caf\xc3\xa9')"
    mkdir -p "$(printf 'l%.0s' {1..120})/$(printf 'm%.0s' {1..90})"
    printf 3 > "$(printf 'l%.0s' {1..120})/$(printf 'm%.0s' {1..90})/$(printf 'n%.0s' {1..150})"
    ln -s "$(printf 'k%.0s' {1..180})" longlink
    find . -exec touch -h -d @1460000000 {} +
    cd ..
    """#

  /// Kind, mode, size, link, and the names that share a file, of everything below the folder.
  private static func list(_ folder: String) -> String {
    "cd \(folder) && find . -mindepth 1 ! -type d -printf '%p %y %m %s %l %n %T@\\n' -o -printf '%p %y %m %T@\\n' | LC_ALL=C sort"
      + "; find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2; cd .."
  }

  @Test(arguments: [
    "--format=gnu", "--format=pax", "--format=gnu -S", "--format=pax -S", "--format=pax -S --sparse-version=0.0",
  ])
  func `GNU tar reads again what it wrote`(_ options: String) async throws {
    let fixture = try await ContainerFixture()
    try shell(Self.tree + "\ntar \(options) -cf in.tar -C t .", in: fixture.folder)
    let archive = try Data(contentsOf: URL(filePath: fixture.folder("in.tar")))
    try await fixture.files.copyIn(archiveTo: "/tmp") { sink in try sink.write(Array(archive)) }
    let out = MemorySink(limit: 1 << 26)
    try await fixture.files.copyOut("/tmp/.", archiveInto: out)
    try Data(out.bytes).write(to: URL(filePath: fixture.folder("out.tar")))
    try shell("mkdir u && tar -xpf out.tar -C u", in: fixture.folder)
    try shell("{ \(Self.list("t")); } > t.txt; { \(Self.list("u")); } > u.txt", in: fixture.folder)
    // A difference is an error that shows it.
    try shell("diff -a t.txt u.txt", in: fixture.folder)
  }

  @Test func `A folder of the host goes in and comes out`() async throws {
    let fixture = try await ContainerFixture()
    try shell(Self.tree + "\nmkdir v", in: fixture.folder)
    try await fixture.files.copyIn(fixture.folder("t/."), to: "/tmp")
    try await fixture.files.copyOut("/tmp/.", to: fixture.folder("v"))
    // docker copies each name for itself, and no set-id bit goes out.
    let same =
      "find . ! -type d -printf '%p %y %s %l\\n' | LC_ALL=C sort; find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2"
    #expect(try shell("cd v; \(same)", in: fixture.folder) == shell("cd t; \(same)", in: fixture.folder))
    #expect(try shell("stat -c '%a %Y' v/sub/file", in: fixture.folder) == "640 1460000000\n")
  }

  @Test func `Python sees the same members with attributes, owners and devices`() async throws {
    let fixture = try await ContainerFixture([[]])
    try shell(
      #"""
      cat > make.py <<'P'
      import io, tarfile
      t = tarfile.open("in.tar", "w", format=tarfile.PAX_FORMAT)
      def add(name, data=b"", **members):
          i = tarfile.TarInfo(name); i.size = len(data); i.mtime = 1460000000
          for key, value in members.items(): setattr(i, key, value)
          t.addfile(i, io.BytesIO(data))
      add("dev", type=tarfile.CHRTYPE, devmajor=5, devminor=1)
      own = dict(uid=3000000000, gid=7, mode=0o2755, pax_headers={
          "SCHILY.xattr.user.x": "a=b\nc", "MSWINDOWS.fileattr": "32", "LIBARCHIVE.creationtime": "12"})
      add("file", b"x", **own)
      add("hard", type=tarfile.LNKTYPE, linkname="file", **own)
      add("link", type=tarfile.SYMTYPE, linkname="../é")
      add("old", mtime=-5)
      add("pipe", type=tarfile.FIFOTYPE)
      t.close()
      P
      cat > list.py <<'P'
      import sys, tarfile
      for m in sorted(tarfile.open(sys.argv[1]), key=lambda m: m.name):
          if m.name == ".": continue
          records = sorted((k, v) for k, v in m.pax_headers.items() if k.split(".")[0] in ("SCHILY", "MSWINDOWS", "LIBARCHIVE"))
          print(m.name.removeprefix("./"), m.type, oct(m.mode), m.uid, m.gid, m.size, int(m.mtime), m.linkname.removeprefix("./"), m.devmajor, m.devminor, records)
      P
      python3 make.py
      """#, in: fixture.folder)
    let archive = try Data(contentsOf: URL(filePath: fixture.folder("in.tar")))
    var options = CopyOptions()
    options.keepsOwners = true
    try await fixture.files.copyIn(archiveTo: "/", options: options) { sink in try sink.write(Array(archive)) }
    let out = MemorySink(limit: 1 << 26)
    try await fixture.files.copyOut("/", archiveInto: out)
    try Data(out.bytes).write(to: URL(filePath: fixture.folder("out.tar")))
    try Data(try await fixture.layer()).write(to: URL(filePath: fixture.folder("layer.tar")))
    let seen = try shell("python3 list.py in.tar", in: fixture.folder)
    #expect(seen.split(separator: "\n").count == 6)
    #expect(try shell("python3 list.py out.tar", in: fixture.folder) == seen)
    #expect(try shell("python3 list.py layer.tar", in: fixture.folder) == seen)
  }

  @Test func `A file with holes comes out of a layer, to the host, as an archive and by itself`() async throws {
    let folder = try ScratchFolder()
    try shell(Self.tree + "\ntar -S --format=gnu -cf in.tar -C t holes only-a-hole", in: folder)
    let archive = [UInt8](try Data(contentsOf: URL(filePath: folder("in.tar"))))
    let fixture = try await ContainerFixture(archives: [archive])
    #expect(archive.count < 100_000)
    try await fixture.files.copyOut("/holes", to: folder("a"))
    try await fixture.files.copyOut("/only-a-hole", to: folder("b"))
    let out = MemorySink(limit: 1 << 26)
    try await fixture.files.rootFilesystem.export(into: out)
    try Data(out.bytes).write(to: URL(filePath: folder("out.tar")))
    let cat = MemorySink(limit: 1 << 26)
    let root = fixture.files.rootFilesystem
    try await root.read(try await root.file("/holes"), into: cat)
    try Data(cat.bytes).write(to: URL(filePath: folder("c")))
    try shell(
      """
      cmp a t/holes && cmp b t/only-a-hole && cmp c t/holes && test $(stat -c %b a) -lt 100
      mkdir x && tar -xf out.tar -C x && cmp x/holes t/holes && cmp x/only-a-hole t/only-a-hole
      """, in: folder)
  }

  @Test(arguments: ["gnu", "pax"]) func `A size that no octal field holds goes in and out`(_ format: String)
    async throws
  {
    let fixture = try await ContainerFixture()
    try shell(
      "truncate -s 9G big && tar -S --format=\(format) -cf in.tar big && test $(stat -c %s in.tar) -lt 20000",
      in: fixture.folder)
    let archive = [UInt8](try Data(contentsOf: URL(filePath: fixture.folder("in.tar"))))
    try await fixture.files.copyIn(archiveTo: "/tmp") { sink in try sink.write(archive) }
    try await fixture.files.copyOut("/tmp/big", to: fixture.folder("out"))
    try await fixture.files.copyIn(fixture.folder("out"), to: "/tmp/again")
    try await fixture.files.copyOut("/tmp/again", to: fixture.folder("out2"))
    #expect(
      try shell("stat -c %s out out2; test $(stat -c %b out2) -lt 100", in: fixture.folder)
        == "9663676416\n9663676416\n")
    #expect(try await fixture.files.rootFilesystem.list("/tmp/big").first?.entry.size == 9_663_676_416)
  }

  @Test func `A map that does not fit its data is refused`() async throws {
    let folder = try ScratchFolder()
    try shell(
      """
      truncate -s 100000 s && printf x | dd of=s bs=1 seek=50000 conv=notrunc status=none
      tar -S --format=pax --sparse-version=0.1 -cf in.tar s && sed -i 's/GNU.sparse.map=4/GNU.sparse.map=9/' in.tar
      """, in: folder)
    let archive = [UInt8](try Data(contentsOf: URL(filePath: folder("in.tar"))))
    #expect(throws: TarError.malformedSparseMap(name: "s")) { try ContainerFixture.members(archive) }
  }
}
