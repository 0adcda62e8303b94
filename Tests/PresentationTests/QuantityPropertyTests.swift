import ImageSpec
import Presentation
import Testing

/// What holds for every size and every age, docker's quirks included.
@Suite struct QuantityPropertyTests {
  /// What is written reads back as nearly what it was: half a unit of the last digit shown, and no more.
  @Test(arguments: 0..<300)
  func `A size comes back from its text`(_ seed: UInt64) throws {
    var random = Seeded(state: seed)
    let magnitude = Int64.random(in: 0...14, using: &random)
    let limit = (0..<magnitude).reduce(Int64(10)) { limit, _ in limit * 10 }
    let bytes = Int64.random(in: 0..<limit, using: &random)
    for (precision, digits) in [(ByteSize.Precision.three, 3.0), (.four, 4)] {
      let text = ByteSize.text(bytes, precision: precision)
      // docker reads no exponent, though it writes one where rounding reaches the next unit.
      let readable = text.replacing("1e+03", with: "1000")
      let read = try ByteSize.parse(readable)
      let error = Double(abs(read - bytes)) / Double(max(1, bytes))
      #expect(error <= 0.5 / (digits == 3 ? 100 : 1000) * 1.01, "\(bytes) is \(text)")
      #expect(text.contains("e+") == (text.hasPrefix("1e+03")), "\(text)")
      #expect(!text.contains(" "))
    }
  }

  @Test(arguments: 0..<300)
  func `A larger size never reads as a smaller one`(_ seed: UInt64) throws {
    var random = Seeded(state: seed)
    let one = Int64.random(in: 0..<1 << 50, using: &random) >> Int64.random(in: 0..<50, using: &random)
    let other = one + Int64.random(in: 0...max(1, one / 50), using: &random)
    func read(_ bytes: Int64) throws -> Int64 {
      try ByteSize.parse(ByteSize.text(bytes).replacing("1e+03", with: "1000"))
    }
    #expect(try read(one) <= read(other))
  }

  /// A text stands for at least half of the time that went by and at most for a half more; it never goes back.
  @Test(arguments: 0..<300)
  func `An age tells about how long it was`(_ seed: UInt64) throws {
    var random = Seeded(state: seed)
    let seconds = Int64.random(in: 0..<1 << 33, using: &random) >> Int64.random(in: 0..<33, using: &random)
    let told = try #require(Self.seconds(Age.text(seconds: seconds)))
    #expect(Double(told) <= Double(seconds) * 1.5 + 1, "\(seconds)")
    #expect(Double(told) >= Double(seconds) * 0.5 - 1, "\(seconds)")
  }

  @Test func `An age grows, but for the one year that docker counts from 729 and a half days on`() throws {
    var last: Int64 = 0
    for seconds in stride(from: Int64(0), to: 800 * 86_400, by: 601) {
      let told = try #require(Self.seconds(Age.text(seconds: seconds)))
      let isQuirk = Age.text(seconds: seconds) == "1 years"
      #expect(told >= last || isQuirk, "\(seconds)")
      if !isQuirk { last = told }
    }
  }

  /// The least time that docker's words stand for.
  private static func seconds(_ text: String) -> Int64? {
    switch text {
    case "Less than a second": return 0
    case "About a minute": return 60
    case "About an hour": return 3600
    default: break
    }
    let words = text.split(separator: " ")
    let units: [String: Int64] = [
      "second": 1, "seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400, "weeks": 604_800, "months": 2_592_000,
      "years": 31_536_000,
    ]
    guard words.count == 2, let count = Int64(words[0]), let unit = units[String(words[1])] else { return nil }
    return count * unit
  }

  @Test(
    arguments: [
      (0, "1970-01-01 00:00:00 +0000 UTC", "1970-01-01T00:00:00Z"),
      (1_700_000_000, "2023-11-14 22:13:20 +0000 UTC", "2023-11-14T22:13:20Z"),
      (-62_135_596_800, "0001-01-01 00:00:00 +0000 UTC", "0001-01-01T00:00:00Z"),
    ] as [(Int64, String, String)])
  func `Moments as Go prints them`(_ seconds: Int64, _ text: String, _ rfc3339: String) {
    let moment = Timestamp(seconds: seconds, nanoseconds: 5)
    #expect(GoTime.text(moment) == text)
    #expect(GoTime.rfc3339(moment) == rfc3339)
  }
}
