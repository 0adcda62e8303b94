import ContentStore
import ImageSpec
import Presentation
import Testing

@Suite struct ProgressPlainTests {
  @Test func `a pull gives every state of a layer one line`() throws {
    let display = Display(.pull())
    let (old, new, late) = try (display.digest(1), display.digest(2), display.digest(3))
    display.report(old, .exists)
    display.report(new, .queued)
    display.report(late, .queued)
    display.report(late, .waiting)
    display.report(new, .transferring, 500)
    display.report(new, .transferring, 1000)
    display.report(new, .retrying(seconds: 5))
    display.report(new, .transferring, 0)
    display.report(new, .retrying(seconds: 1))
    display.report(new, .retrying(seconds: 1))
    display.report(new, .complete)
    display.report(new, .complete)
    display.report(late, .complete)
    display.report(late, .transferring, 5)
    #expect(
      display.text == """
        010101010101: Already exists
        020202020202: Pulling fs layer
        030303030303: Pulling fs layer
        030303030303: Waiting
        020202020202: Retrying in 5 seconds
        020202020202: Retrying in 1 second
        020202020202: Download complete
        020202020202: Pull complete
        030303030303: Download complete
        030303030303: Pull complete

        """)
  }

  @Test func `an image that is up to date shows no layers`() throws {
    let display = Display(.pull())
    try display.report(display.digest(1), .exists)
    try display.report(display.digest(2), .skippedForeign)
    display.renderer.finish()
    #expect(display.text == "")
  }

  @Test func `content that is no layer is not shown, but shows that something is new`() throws {
    let configuration = try Display(.pull()).digest(9)
    let display = Display(.pull { $0 != configuration })
    try display.report(display.digest(1), .exists)
    display.report(configuration, .queued)
    display.report(configuration, .complete)
    #expect(display.text == "010101010101: Already exists\n")
  }

  @Test func `a push announces its layers, the top one first, by diffID`() throws {
    let some = Display(.pull())
    let layers = try (1...4).map { (blob: try some.digest($0), diffID: try some.digest($0 + 0xA0)) }
    let display = Display(.push(layers: layers + [layers[3]]))
    display.report(layers[0].blob, .skippedForeign)
    display.report(layers[1].blob, .exists)
    display.report(layers[2].blob, .queued)
    display.report(layers[3].blob, .queued)
    try display.report(some.digest(9), .queued)
    display.report(layers[3].blob, .waiting)
    display.report(layers[2].blob, .transferring, 10)
    display.report(layers[2].blob, .complete)
    try display.report(layers[3].blob, .mounted(from: RepositoryName(parsing: "library/busybox")))
    #expect(
      display.text == """
        a4a4a4a4a4a4: Preparing
        a3a3a3a3a3a3: Preparing
        a2a2a2a2a2a2: Preparing
        a1a1a1a1a1a1: Preparing
        a1a1a1a1a1a1: Skipped foreign layer
        a2a2a2a2a2a2: Layer already exists
        a4a4a4a4a4a4: Waiting
        a3a3a3a3a3a3: Pushed
        a4a4a4a4a4a4: Mounted from library/busybox

        """)
  }

  @Test func `lines stay whole when many threads report`() async throws {
    let display = Display(.pull())
    let digests = try (0..<64).map { try display.digest($0) }
    await withTaskGroup(of: Void.self) { group in
      for digest in digests {
        group.addTask {
          display.report(digest, .queued)
          display.report(digest, .complete)
        }
      }
    }
    let expected = digests.flatMap { digest in
      ["Pulling fs layer", "Download complete", "Pull complete"].map { "\(digest.short): \($0)" }
    }
    #expect(display.text.split(separator: "\n").map(String.init).sorted() == expected.sorted())
  }
}
