import Archive
import Testing

@Suite struct `Paths in archives` {
  @Test(arguments: [
    ("a", "a"), ("./a", "a"), ("a/", "a"), ("/a//b/./c/", "a/b/c"), (".", ""), ("./", ""), ("/", ""), ("", ""),
    ("...", "..."), ("a/..b/.c", "a/..b/.c"), ("ü/ö", "ü/ö"), (".wh.x", ".wh.x"),
  ])
  func `Names are cleaned`(name: String, path: String) throws {
    #expect(try ArchivePath(cleaning: name).description == path)
  }

  @Test(arguments: ["..", "../a", "a/../b", "a/..", "/..", "a\0b"])
  func `Names that climb or hide are refused`(name: String) {
    #expect(throws: ArchivePathError.self) { try ArchivePath(cleaning: name) }
  }

  @Test func `A folder's content follows the folder when sorted`() throws {
    let names = ["a", "a/b", "a/b/c", "a-b", "a.b", "b"]
    #expect(try names.shuffled().map { try ArchivePath(cleaning: $0) }.sorted().map(\.description) == names)
  }

  @Test func `Relations between paths`() throws {
    let path = try ArchivePath(cleaning: "a/b/c")
    #expect(path.name == "c" && path.parent?.description == "a/b" && path.components == ["a", "b", "c"])
    #expect(path.ancestors.map(\.description) == ["", "a", "a/b"])
    #expect(path.isWithin(try ArchivePath(cleaning: "a")) && path.isWithin(.root) && path.isWithin(path))
    #expect(!path.isWithin(try ArchivePath(cleaning: "a/b/c/d")))
    #expect(!(try ArchivePath(cleaning: "ab")).isWithin(try ArchivePath(cleaning: "a")))
    #expect(path.relative(to: try ArchivePath(cleaning: "a"))?.description == "b/c")
    #expect(path.relative(to: path)?.isRoot == true)
  }

  @Test(arguments: [
    ("a/.wh.b", Whiteout.removes), (".wh.b", Whiteout.removes), ("a/.wh..b", Whiteout.removes),
  ])
  func `Whiteouts name what they hide and are written as they were read`(
    name: String, kind: @Sendable (ArchivePath) -> Whiteout
  ) throws {
    let path = try ArchivePath(cleaning: name)
    let mark = try #require(Whiteout(path))
    #expect(mark.path == path)
    #expect(mark == kind(try ArchivePath(cleaning: name.replacing(".wh.", with: ""))))
  }

  @Test func `Opaque marks, bookkeeping and plain names`() throws {
    #expect(Whiteout(try ArchivePath(cleaning: "a/.wh..wh..opq")) == .opaque(try ArchivePath(cleaning: "a")))
    #expect(Whiteout(try ArchivePath(cleaning: ".wh..wh..opq")) == .opaque(.root))
    for name in ["a/.wh..wh.plnk", ".wh.", ".wh..", ".wh..."] {
      #expect(Whiteout(try ArchivePath(cleaning: name)) == .bookkeeping, "\(name)")
    }
    #expect(Whiteout(try ArchivePath(cleaning: "a/wh.b")) == nil)
    #expect(Whiteout(.root) == nil)
  }
}
