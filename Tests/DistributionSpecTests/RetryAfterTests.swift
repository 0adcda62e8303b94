import DistributionSpec
import Testing

@Suite struct RetryAfterTests {
  @Test(
    arguments: [
      ("0", RetryAfter.seconds(0)), (" 120 ", .seconds(120)), ("Sun, 06 Nov 1994 08:49:37 GMT", .moment(784_111_777)),
      ("Thu, 01 Jan 1970 00:00:00 GMT", .moment(0)), ("Tue, 29 Feb 2000 23:59:59 GMT", .moment(951_868_799)),
      ("Thu, 26 Nov 2026 12:00:00 GMT", .moment(1_795_694_400)), ("", nil), ("-1", nil), ("1.5", nil), ("soon", nil),
      ("99999999999999999999", nil), ("Sun, 06 Nov 1994 08:49:37", nil), ("Sun, 06 Foo 1994 08:49:37 GMT", nil),
      ("Sun, 06 Nov 1994 24:49:37 GMT", nil), ("Sun, 06 Nov 1994 8 49 GMT", nil),
    ] as [(String, RetryAfter?)])
  func aHeader(header: String, value: RetryAfter?) { #expect(RetryAfter(parsing: header) == value) }

  @Test(arguments: [784_111_777, 0, 951_782_399, 951_782_400, 1_500_000_000, 4_102_444_800])
  func aDateReadsAsItIsWritten(seconds: Int64) {
    #expect(RetryAfter(parsing: HTTPDate.text(seconds: seconds)) == .moment(seconds))
  }

  @Test(arguments: [
    (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
  ])
  func aDateHasItsDayOfTheWeek(seconds: Int64, text: String) { #expect(HTTPDate.text(seconds: seconds) == text) }
}
