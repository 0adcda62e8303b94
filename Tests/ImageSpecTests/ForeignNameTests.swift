import ImageSpec
import Testing

@Suite struct `Names that are no UTF-8 lose nothing as text` {
  @Test(
    arguments: [
      [], Array("etc/passwd".utf8), Array("ü€😀".utf8), [0xFF], [0x61, 0xC3, 0x28], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
      [0xED, 0xA0, 0x80], [0xC0, 0xAF],
      // The private scalar that stands for the byte 0xFF.
      [0xF4, 0x8F, 0x83, 0xBF],
    ] as [[UInt8]]) func `Every name comes back`(_ bytes: [UInt8])
  {
    let text = ForeignName.text(bytes)
    #expect(ForeignName.bytes(text) == bytes)
    #expect(ForeignName.holdsForeign(text) == (String(validating: bytes, as: UTF8.self) == nil || bytes.first == 0xF4))
  }

  @Test func `Random names come back, and different names have different texts`() {
    var generator = SystemRandomNumberGenerator()
    var texts: [String: [UInt8]] = [:]
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        [0xF4, 0x8F, 0x82, 0x83, 0x80, 0xBF, 0x41, UInt8.random(in: 0...255, using: &generator)].randomElement() ?? 0
      }
      let text = ForeignName.text(bytes)
      #expect(ForeignName.bytes(text) == bytes)
      #expect(texts[text] == nil || texts[text] == bytes)
      texts[text] = bytes
    }
  }
}
