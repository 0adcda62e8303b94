import ByteStreams
import Foundation
import TestSupport
import Testing

@testable import LineEditing

@Suite struct HistoryFileTests {
  @Test func `Entries come back as they were, without adjacent repeats, blanks and what the policy refuses`() throws {
    let folder = try ScratchFolder()
    let file = HistoryFile(path: folder("a/b/history"), policy: HistoryPolicy { !$0.contains("secret") })
    #expect(try file.load() == [])
    let lines = ["one", #"C:\new \\ \n"#, "two\nlines\r", "größe"]
    for line in lines + ["größe", " blank", "\ttab", "", "a secret", "nul\0"] { try file.append(line) }
    #expect(try file.load() == lines)
    #expect(mode(folder("a")) == 0o700)
    #expect(mode(folder("a/b")) == 0o700)
    #expect(mode(folder("a/b/history")) == 0o600)
  }

  @Test func `A torn last line does not swallow the next entry`() throws {
    let folder = try ScratchFolder()
    try Data("one\ntor".utf8).write(to: URL(fileURLWithPath: folder("history")))
    let file = HistoryFile(path: folder("history"))
    try file.append("two")
    #expect(try file.load() == ["one", "tor", "two"])
    #expect(mode(folder("history")) == 0o600)
  }

  @Test func `What is no regular file is left alone`() throws {
    #expect(throws: HistoryError.notAFile(path: "/dev/null")) { try HistoryFile(path: "/dev/null").append("one") }
  }

  @Test func `Many writers lose nothing`() async throws {
    let folder = try ScratchFolder()
    let path = folder("state/history")
    await withTaskGroup { group in
      for writer in 0..<8 {
        group.addTask {
          for line in 0..<50 { _ = try? HistoryFile(path: path).append("writer \(writer) line \(line)") }
        }
      }
    }
    let all = try HistoryFile(path: path).load()
    #expect(all.count == 400)
    for writer in 0..<8 {
      #expect(all.filter { $0.hasPrefix("writer \(writer) ") } == (0..<50).map { "writer \(writer) line \($0)" })
    }
  }

  @Test func `A full file keeps its newer entries, with many writers too`() async throws {
    let folder = try ScratchFolder()
    let link = folder("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder("history"))
    await withTaskGroup { group in
      for writer in 0..<4 {
        group.addTask {
          for line in 0..<100 {
            _ = try? HistoryFile(path: link, sizeLimit: 1000).append("writer \(writer) line \(line)")
          }
        }
      }
    }
    let all = try HistoryFile(path: link).load()
    #expect(all.count > 15 && all.count < 60)
    #expect(all.allSatisfy { $0.hasPrefix("writer ") })
    #expect(all.contains { $0.hasSuffix("line 99") })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["history", "link"])
  }

  @Test func `An addition waits for the lock, and follows the file that has come in its place`() async throws {
    let folder = try ScratchFolder()
    let path = folder("history")
    try HistoryFile(path: path).append("old")
    let holder = open(path, O_RDONLY | O_CLOEXEC)
    #expect(flock(holder, LOCK_EX) == 0)
    var status = stat()
    fstat(holder, &status)
    let inode = status.st_ino
    let isDone = Locked(false)
    async let addition: Void = BlockingThreads.run {
      defer { isDone.withLock { $0 = true } }
      _ = try HistoryFile(path: path).append("new")
    }
    // The kernel's list of locks marks who waits with an arrow.
    while !isDone.withLock({ $0 }) {
      let locks = try String(contentsOfFile: "/proc/locks", encoding: .utf8).split(separator: "\n")
      if locks.contains(where: { $0.contains("-> FLOCK") && $0.contains(":\(inode) ") }) { break }
      await Task.yield()
    }
    #expect(!isDone.withLock { $0 })
    try Data("other\n".utf8).write(to: URL(fileURLWithPath: folder("next")))
    #expect(rename(folder("next"), path) == 0)
    close(holder)
    try await addition
    #expect(try HistoryFile(path: path).load() == ["other", "new"])
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    stat(path, &status)
    return status.st_mode & 0o777
  }
}
