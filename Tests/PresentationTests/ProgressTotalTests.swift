import ContentStore
import ImageSpec
import Presentation
import Testing

/// The total, the rate and the time left of long work.
@Suite struct ProgressTotalTests {
  private static let megabyte: Int64 = 1_000_000

  @Test func `On a terminal what lasts has a line of its total below the layers, which goes at the end`() throws {
    let display = Display(.pull(), terminal: (120, 50))
    let (first, second) = try (display.digest(1), display.digest(2))
    for layer in [first, second] { display.report(layer, .queued, of: 100 * Self.megabyte) }
    display.wait(.seconds(1))
    display.report(first, .transferring, 10 * Self.megabyte, of: 100 * Self.megabyte)
    #expect(!display.taken().contains("Total"))
    display.wait(.seconds(1))
    display.report(first, .transferring, 20 * Self.megabyte, of: 100 * Self.megabyte)
    #expect(display.taken().hasSuffix("\r\u{1B}[2BTotal: 20MB/200MB (10%), 10MB/s, 18s left\n"))
    // The layers' lines are one line further up now.
    display.wait(.seconds(1))
    display.report(second, .complete, 100 * Self.megabyte, of: 100 * Self.megabyte)
    let frame = display.taken()
    #expect(frame.contains("\u{1B}[2A\u{1B}[2K\r020202020202: Download complete \r\u{1B}[2B"))
    #expect(frame.hasSuffix("\u{1B}[1A\u{1B}[2K\rTotal: 120MB/200MB (60%), 40MB/s, 2s left\r\u{1B}[1B"))
    display.report(first, .complete, 100 * Self.megabyte, of: 100 * Self.megabyte)
    #expect(display.taken().hasSuffix("\u{1B}[1A\u{1B}[2K\r"))
    display.renderer.finish()
    #expect(display.taken() == "")
  }

  @Test func `What stalls says so though no event comes, and the rate is that of the last seconds`() throws {
    let display = Display(.pull(), terminal: (120, 50))
    let layer = try display.digest(1)
    display.report(layer, .transferring, 0, of: 100 * Self.megabyte)
    for second in 1...20 {
      display.wait(.seconds(1))
      display.report(layer, .transferring, Int64(second) * Self.megabyte, of: 100 * Self.megabyte)
    }
    for _ in 1...5 {
      display.wait(.seconds(1))
      display.renderer.tick()
    }
    #expect(display.taken().contains("Total: 20MB/100MB (20%), 500kB/s, 2m 40s left"))
    for _ in 1...10 {
      display.wait(.seconds(1))
      display.renderer.tick()
    }
    #expect(display.taken().contains("Total: 20MB/100MB (20%), stalled"))
  }

  @Test func `A layer that is taken over or was there needs no time`() throws {
    let layers = try (1...3).map { try Display(.pull()).digest($0) }
    let display = Display(.push(layers: layers.map { ($0, $0) }), terminal: (120, 50))
    for layer in layers { display.report(layer, .queued, of: 10 * Self.megabyte) }
    try display.report(layers[0], .mounted(from: RepositoryName(parsing: "base")), of: 10 * Self.megabyte)
    display.report(layers[1], .exists, of: 10 * Self.megabyte)
    display.wait(.seconds(3))
    display.report(layers[2], .transferring, 3 * Self.megabyte, of: 10 * Self.megabyte)
    #expect(display.taken().hasSuffix("Total: 3MB/10MB (30%), 1MB/s, 7s left\n"))
  }

  @Test func `Off a terminal long work tells a log now and then, ever more rarely`() throws {
    let display = Display(.push(layers: [(try Display(.pull()).digest(1), try Display(.pull()).digest(1))]))
    let layer = try display.digest(1)
    let hour: Int64 = 3600
    display.report(layer, .queued, of: 5 * hour * Self.megabyte)
    var notes: [Int64] = []
    for second in 1...(5 * hour) {
      display.wait(.seconds(1))
      display.report(layer, .transferring, second * Self.megabyte, of: 5 * hour * Self.megabyte)
      if display.notes.count > notes.count { notes.append(second) }
    }
    #expect(display.notes.first == "Pushed 10MB of 18GB (0%), 1MB/s, 4h 59m left\n")
    #expect(notes.prefix(4) == [10, 40, 70, 100] && notes.count < 60)
    display.report(layer, .complete, 5 * hour * Self.megabyte, of: 5 * hour * Self.megabyte)
    #expect(display.text == "010101010101: Preparing\n010101010101: Pushed\n")
  }

  @Test func `Quick work tells a log nothing, a stall does`() throws {
    let display = Display(.pull())
    let layer = try display.digest(1)
    display.report(layer, .transferring, 500)
    display.wait(.seconds(9))
    display.renderer.tick()
    #expect(display.notes == [])
    display.wait(.seconds(1))
    display.renderer.tick()
    display.renderer.tick()
    #expect(display.notes == ["Downloaded 500B of 1kB (50%), 50B/s, 10s left\n"])
    display.wait(.seconds(60))
    display.renderer.tick()
    #expect(display.notes.last == "Downloaded 500B of 1kB (50%), stalled\n")
    display.report(layer, .complete)
    display.wait(.seconds(60))
    display.renderer.tick()
    #expect(display.notes.count == 2)
  }

  @Test func `A wait for a document is seen`() throws {
    let live = Display(.pull(), terminal: (80, 24))
    let document = try live.digest(9)
    live.report(document, .retrying(seconds: 30), of: 0)
    #expect(live.taken() == "Retrying in 30 seconds\n")
    try live.report(live.digest(1), .queued)
    #expect(live.taken() == "\u{1B}[1A\u{1B}[2K\r\n\u{1B}[1A\u{1B}[2K\r010101010101: Pulling fs layer \r\u{1B}[1B")
    let plain = Display(.pull())
    plain.report(document, .retrying(seconds: 1), of: 0)
    #expect(plain.notes == ["Retrying in 1 second\n"] && plain.text == "")
  }

  @Test func `What is said besides stands below the layers, and in the log when all is done`() throws {
    let live = Display(.pull(), terminal: (80, 24))
    try live.report(live.digest(1), .queued)
    _ = live.taken()
    live.renderer.say("Notice: wait")
    #expect(live.taken() == "Notice: wait\n" && live.notes == [])
    try live.report(live.digest(1), .complete)
    #expect(live.taken().hasSuffix("\u{1B}[1A\u{1B}[2K\r"))
    live.renderer.finish()
    live.renderer.finish()
    #expect(live.notes == ["Notice: wait\n"])
    let plain = Display(.pull())
    plain.renderer.say("Notice: wait")
    #expect(plain.notes == ["Notice: wait\n"])
  }

  @Test func `A terminal that becomes narrow gets the lines anew below, one that becomes wide does not`() throws {
    let display = Display(.pull(), terminal: (100, 24))
    let layer = try display.digest(1)
    display.report(layer, .transferring, 10, of: 1000)
    display.resize((120, 24))
    display.wait(.milliseconds(500))
    display.report(layer, .transferring, 20, of: 1000)
    #expect(!display.taken().contains("010101010101: Downloading       20B/1kB\n"))
    display.resize((30, 24))
    display.wait(.milliseconds(500))
    display.report(layer, .transferring, 30, of: 1000)
    let frame = display.taken()
    #expect(frame.hasPrefix("010101010101: Downloading [=>\n\u{1B}[1A"), "\(frame.debugDescription)")
    #expect(frame.hasSuffix("\u{1B}[2K\r010101010101: Downloading    \r\u{1B}[1B"), "\(frame.debugDescription)")
  }
}
