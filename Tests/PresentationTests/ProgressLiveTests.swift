import ContentStore
import ImageSpec
import Presentation
import Testing

@Suite struct ProgressLiveTests {
  private let layer: Digest
  private let other: Digest
  private let blanks = String(repeating: " ", count: 49)

  init() throws {
    layer = try Digest(
      algorithm: .sha256, hex: "e492950cb212" + String(repeating: "0", count: 52))
    other = try Digest(
      algorithm: .sha256, hex: "4214b6643b0f" + String(repeating: "0", count: 52))
  }

  /// The recording of a docker CLI on a terminal of 120 columns; line feeds as a program writes them.
  @Test func `one layer is drawn as docker draws it`() {
    let display = Display(.pull(), terminal: (120, 50))
    display.report(layer, .queued)
    #expect(display.taken() == "\n\u{1B}[1A\u{1B}[2K\re492950cb212: Pulling fs layer \r\u{1B}[1B")
    display.report(layer, .transferring, 32_768, of: 1_036_000)
    #expect(
      display.taken()
        == "\u{1B}[1A\u{1B}[2K\re492950cb212: Downloading [=>\(blanks)]  32.77kB/1.036MB\r\u{1B}[1B")
    display.wait(.milliseconds(100))
    display.report(layer, .transferring, 1_036_000, of: 1_036_000)
    let full = String(repeating: "=", count: 50)
    #expect(
      display.taken() == "\u{1B}[1A\u{1B}[2K\re492950cb212: Downloading [\(full)>]  1.036MB/1.036MB\r\u{1B}[1B")
    display.report(layer, .complete)
    #expect(display.taken() == "\u{1B}[1A\u{1B}[2K\re492950cb212: Pull complete \r\u{1B}[1B")
  }

  @Test func `a push draws all its layers at once and then each in its line`() throws {
    let display = Display(.push(layers: [(layer, layer), (other, other)]), terminal: (120, 50))
    display.report(layer, .queued)
    #expect(
      display.taken() == "\n\u{1B}[1A\u{1B}[2K\r4214b6643b0f: Preparing \r\u{1B}[1B"
        + "\n\u{1B}[1A\u{1B}[2K\re492950cb212: Preparing \r\u{1B}[1B")
    display.report(other, .exists)
    #expect(display.taken() == "\u{1B}[2A\u{1B}[2K\r4214b6643b0f: Layer already exists \r\u{1B}[2B")
    display.report(layer, .transferring, 512, of: 42)
    let full = String(repeating: "=", count: 50)
    #expect(display.taken() == "\u{1B}[1A\u{1B}[2K\re492950cb212: Pushing [\(full)>]     512B\r\u{1B}[1B")
  }

  @Test func `there is no bar up to 110 columns, and no total where it is not known`() {
    let display = Display(.pull(), terminal: (110, 50))
    display.report(layer, .transferring, 32_768, of: 1_036_000)
    #expect(display.taken().contains("\re492950cb212: Downloading  32.77kB/1.036MB\r"))
    display.report(other, .transferring, 32_768, of: 0)
    #expect(display.taken().contains("\r4214b6643b0f: Downloading  32.77kB\r"))
  }

  @Test func `numbers are drawn at most ten times a second, and the last ones are not lost`() {
    let display = Display(.pull(), terminal: (80, 24))
    display.report(layer, .queued)
    var frames = 0
    _ = display.taken()
    for step in 1...1000 {
      display.report(layer, .transferring, Int64(step))
      display.wait(.milliseconds(1))
      if !display.taken().isEmpty { frames += 1 }
    }
    #expect(frames == 10)
    display.renderer.finish()
    #expect(display.taken().contains("Downloading      1kB/1kB"))
    display.renderer.finish()
    #expect(display.taken() == "")
  }

  @Test func `a change of state is drawn at once, with what waited`() {
    let display = Display(.pull(), terminal: (80, 24))
    display.report(layer, .transferring, 1)
    display.report(layer, .transferring, 2)
    _ = display.taken()
    display.report(other, .queued)
    display.report(other, .complete)
    #expect(display.text.contains("4214b6643b0f: Download complete"))
    #expect(display.text.contains("e492950cb212: Downloading       2B/1kB"))
  }

  @Test func `a line is never as wide as the terminal, and one out of reach is left alone`() {
    let narrow = Display(.pull(), terminal: (20, 24))
    narrow.report(layer, .queued)
    #expect(narrow.taken() == "\n\u{1B}[1A\u{1B}[2K\re492950cb212: Pulli\r\u{1B}[1B")
    let low = Display(.pull(), terminal: (80, 2))
    low.report(layer, .queued)
    low.report(other, .queued)
    _ = low.taken()
    low.report(layer, .complete)
    #expect(low.taken() == "")
    low.report(other, .complete)
    #expect(low.taken() == "\u{1B}[1A\u{1B}[2K\r4214b6643b0f: Pull complete \r\u{1B}[1B")
  }
}
