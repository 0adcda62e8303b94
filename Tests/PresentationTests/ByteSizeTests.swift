import Presentation
import Testing

@Suite struct ByteSizeTests {
  @Test(
    "Sizes as docker writes them, in three and in four digits",
    arguments: [
      (0, "0B", "0B"), (999, "999B", "999B"), (1000, "1kB", "1kB"), (1234, "1.23kB", "1.234kB"),
      (9999, "10kB", "9.999kB"), (99_950, "100kB", "99.95kB"), (999_499, "999kB", "999.5kB"),
      (999_500, "1e+03kB", "999.5kB"), (999_999, "1e+03kB", "1000kB"), (9_344_000_000, "9.34GB", "9.344GB"),
      (1_982_335, "1.98MB", "1.982MB"), (Int64.max, "9.22EB", "9.223EB"), (32_768, "32.8kB", "32.77kB"),
    ] as [(Int64, String, String)])
  func human(bytes: Int64, three: String, four: String) {
    #expect(ByteSize.text(bytes) == three)
    #expect(ByteSize.text(bytes, precision: .four) == four)
  }

  @Test func `in 2016 a blank stood before the unit`() {
    #expect(ByteSize.text(793_300_000, precision: .four, separator: " ") == "793.3 MB")
    #expect(ByteSize.text(9_176_000_000, precision: .four, separator: " ") == "9.176 GB")
    #expect(ByteSize.text(0, precision: .four, separator: " ") == "0 B")
  }

  @Test(
    "Sizes that people write",
    arguments: [
      ("0", 0), ("512", 512), ("512b", 512), ("1k", 1000), ("1KB", 1000), ("1kib", 1000), ("1.5 GB", 1_500_000_000),
      ("10M", 10_000_000), ("2t", 2_000_000_000_000), ("1p", 1_000_000_000_000_000), ("0.5kB", 500), ("1.9b", 1),
      ("5 ", 5),
    ] as [(String, Int64)])
  func reading(text: String, bytes: Int64) throws {
    #expect(try ByteSize.parse(text) == bytes)
  }

  @Test func `memory counts in powers of 1024`() throws {
    #expect(try ByteSize.parse("64m", base: .binary) == 64 << 20)
    #expect(try ByteSize.parse("1GiB", base: .binary) == 1 << 30)
  }

  @Test(
    "What is no size is refused",
    arguments: [
      ("", ByteSizeError.notANumber("")), ("MB", .notANumber("MB")), ("-1k", .notANumber("-1k")),
      (" 5", .notANumber(" 5")), ("1 2k", .notANumber("1 2k")), ("1.2.3", .notANumber("1.2.3")),
      ("5x", .unknownUnit("5x")), ("5kx", .unknownUnit("5kx")), ("5bb", .unknownUnit("5bb")),
      ("5kibs", .unknownUnit("5kibs")), ("5 kB ", .notANumber("5 kB ")), ("99999p", .tooLarge("99999p")),
    ] as [(String, ByteSizeError)])
  func refusals(text: String, error: ByteSizeError) {
    #expect(throws: error) { try ByteSize.parse(text) }
  }
}
