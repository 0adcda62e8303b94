import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials

/// What learners did is kept, whoever else writes there.
@Suite struct ProgressTests {
  @Test func `A record is plain text, a step a line`() {
    var record = ProgressRecord()
    record.set(.done, step: "a1-1", of: "first-steps")
    record.set(.skipped, step: "b2-1", of: "/home/ann b/x\\n\ny.md")
    record.set(.skipped, step: "c3-1", of: "first-steps")
    record.set(.done, step: "c3-1", of: "first-steps")
    let text = "done a1-1 first-steps\nskipped b2-1 /home/ann b/x\\\\n\\ny.md\ndone c3-1 first-steps\n"
    #expect(String(decoding: record.bytes, as: UTF8.self) == text)
    let again = ProgressRecord(parsing: Array(text.utf8))
    #expect(again == record)
    #expect(again.marks(of: "first-steps") == ["a1-1": .done, "c3-1": .done])
    #expect(again.marks(of: "/home/ann b/x\\n\ny.md") == ["b2-1": .skipped])
    #expect(again.marks(of: "first").isEmpty)
    #expect(again.unreadableLines.isEmpty)
  }

  @Test func `A mark is taken away, a page is forgotten, and nothing else`() {
    var record = ProgressRecord(parsing: Array("done a p\ndone b p\ndone a q\ndone a p\n".utf8))
    record.set(nil, step: "a", of: "p")
    #expect(record.bytes == Array("done b p\ndone a q\n".utf8))
    record.forget("p")
    #expect(record.bytes == Array("done a q\n".utf8))
  }

  @Test func `What can't be read stays byte for byte, and is counted`() {
    let bytes: [UInt8] =
      Array("# a note\n\npassed a p 2031\ndone a\n".utf8) + [0xFF, 0x00, 0x0A] + Array("done a p\ndone b".utf8)
    var record = ProgressRecord(parsing: bytes)
    #expect(record.unreadableLines == [3, 4, 5, 7])
    record.set(.skipped, step: "a", of: "p")
    record.set(.done, step: "c", of: "p")
    #expect(
      record.bytes == Array("# a note\n\npassed a p 2031\ndone a\n".utf8) + [0xFF, 0x00, 0x0A]
        + Array("skipped a p\ndone b\ndone c p\n".utf8))
  }

  @Test func `The file is its owner's, and made when something is kept`() async throws {
    let folder = try ScratchFolder()
    let progress = LessonProgress(path: folder("state/drydock/tutorial-progress"))
    #expect(try await progress.read() == ProgressRecord())
    #expect(!FileManager.default.fileExists(atPath: folder("state")))
    try await progress.change { $0.set(.done, step: "a", of: "p") }
    #expect(try mode(folder("state/drydock/tutorial-progress")) == 0o600)
    #expect(try mode(folder("state/drydock")) == 0o700)
    #expect(try await progress.read().marks(of: "p") == ["a": .done])
    try await LessonProgress.none.change { $0.set(.done, step: "a", of: "p") }
    #expect(try await LessonProgress.none.read() == ProgressRecord())
  }

  @Test func `Many that write at once lose nothing`() async throws {
    let folder = try ScratchFolder()
    let path = folder("tutorial-progress")
    try await withThrowingTaskGroup { group in
      for writer in 0..<8 {
        group.addTask {
          for step in 0..<12 {
            try await LessonProgress(path: path).change { $0.set(.done, step: "s\(step)", of: "page \(writer)") }
          }
        }
      }
      try await group.waitForAll()
    }
    let record = try await LessonProgress(path: path).read()
    for writer in 0..<8 { #expect(record.marks(of: "page \(writer)").count == 12) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["tutorial-progress"])
  }

  @Test func `What can't be written is told, and not lost`() async throws {
    let folder = try ScratchFolder()
    try FileManager.default.createDirectory(atPath: folder("tutorial-progress"), withIntermediateDirectories: true)
    let progress = LessonProgress(path: folder("tutorial-progress"))
    await #expect(throws: (any Error).self) { try await progress.read() }
    await #expect(throws: (any Error).self) { try await progress.change { $0.forget("p") } }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["tutorial-progress"])
  }

  @Test func `A page of the library goes by its name, another by its whole path`() throws {
    let folder = try ScratchFolder()
    try FileManager.default.createDirectory(atPath: folder("tutorials"), withIntermediateDirectories: true)
    for name in ["tutorials/first.md", "first.md"] { try Data().write(to: URL(filePath: folder(name))) }
    let library = Library(folders: ["/nowhere", folder("tutorials")])
    #expect(LessonProgress.key(ofPageAt: folder("tutorials/first.md"), in: library) == "first")
    #expect(LessonProgress.key(ofPageAt: folder("tutorials/../tutorials/first.md"), in: library) == "first")
    let whole = LessonProgress.key(ofPageAt: folder("./first.md"), in: library)
    #expect(whole.hasPrefix("/") && whole.hasSuffix("/first.md") && !whole.contains("/./"))
    #expect(LessonProgress.key(ofPageAt: folder("absent.md"), in: library) == folder("absent.md"))
  }

  // MARK: The list

  @Test func `The list says how far one came`() async throws {
    let bench = try Bench()
    let folder = bench.folder
    try FileManager.default.createDirectory(atPath: folder("tutorials"), withIntermediateDirectories: true)
    let page =
      "# Three steps\n\n## One\n\n```\n$ docker images\n```\n\n## Two\n\n```\n$ docker pull a\n$ docker tag a b\n$ docker tag b c\n```\n"
    for name in ["open", "begun", "finished", "skipped"] {
      try page.write(toFile: folder("tutorials/\(name).md"), atomically: true, encoding: .utf8)
    }
    let steps = try Page(parsing: Array(page.utf8), path: "page.md").steps.map(\.identity)
    let progress = LessonProgress(path: folder("progress"))
    try await progress.change { record in
      record.set(.done, step: steps[0], of: "begun")
      record.set(.done, step: "of-another-day", of: "begun")
      for step in steps { record.set(.done, step: step, of: "finished") }
      record.set(.done, step: steps[0], of: "skipped")
      record.set(.skipped, step: steps[1], of: "skipped")
    }
    let library = Library(folders: [folder("tutorials")])
    #expect(
      try await bench.run(["tutorial", "list"], library: library, progress: progress).output == """
        NAME       STEPS     PROGRESS          FIXTURE   TITLE
        begun      2         1 of 2            derived   Three steps
        finished   2         done              derived   Three steps
        open       2         not begun         derived   Three steps
        skipped    2         done, 1 skipped   derived   Three steps

        """)
    #expect(
      try await bench.run(["tutorial", "list", "skipped"], library: library, progress: progress).output == """
        STEP      PROGRESS   COMMANDS    HEADING
        1         done       images      One
        2         skipped    pull, tag   Two

        """)
    try "nonsense\n".write(toFile: folder("progress"), atomically: true, encoding: .utf8)
    #expect(
      try await bench.run(["tutorial", "list"], library: library, progress: progress).errors
        == "Notice: line 1 of \(folder("progress")) can't be read and stays as it is.\n")
  }

  @Test func `The list has the shipped pages`() async throws {
    let ended = try await Bench().run(["tutorial", "list"])
    let row = try #require(ended.lines.first { $0.hasPrefix("windows-container-images ") })
    #expect(
      row.split(separator: " ").map(String.init)
        == ["windows-container-images", "16", "not", "begun", "windows-2016", "Windows", "container", "images"])
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }
}
