import ImageOperations
import ImageSpec
import Testing

/// What filters mean, apart from any command.
@Suite struct ListFilterTests {
  /// Go's own examples of path.Match, and docker's of names.
  private static let fits: [(String, String, Bool)] = [
    ("abc", "abc", true), ("*", "abc", true), ("*c", "abc", true), ("a*", "a", true), ("a*", "ab/c", false),
    ("a*/b", "abc/b", true), ("a*/b", "a/c/b", false), ("a*b*c*d*e*/f", "axbxcxdxe/f", true),
    ("a*b*c*d*e*/f", "axbxcxdxexxx/f", true), ("a*b*c*d*e*/f", "axbxcxdxe/xxx/f", false),
    ("a*b?c*x", "abxbbxdbxebxczzx", true), ("a*b?c*x", "abxbbxdbxebxczzy", false), ("ab[c]", "abc", true),
    ("ab[b-d]", "abc", true), ("ab[e-g]", "abc", false), ("ab[^c]", "abc", false), ("ab[^e-g]", "abc", true),
    ("a\\*b", "a*b", true), ("a\\*b", "ab", false), ("a?b", "a☺b", true), ("a[^a]b", "a☺b", true),
    ("a???b", "a☺b", false), ("[a-ζ]*", "α", true), ("*[a-ζ]", "A", false), ("a?b", "a/b", false),
    ("a*b", "a/b", false),
    ("[\\]a]", "]", true), ("[x\\-]", "-", true), ("*x", "xxx", true), ("**", "abc", true), ("", "", true),
    ("", "x", false),
  ]

  @Test(arguments: fits)
  func `A pattern fits`(_ pattern: String, _ text: String, _ fits: Bool) throws {
    #expect(try ReferencePattern(parsing: pattern).matches(text) == fits)
  }

  @Test(arguments: ["[", "[]a]", "[-]", "[x-]", "[^bc", "a[", "a\\", "[a-b-c]", "[-x]"])
  func `A pattern without its end is refused`(_ pattern: String) {
    #expect(throws: FilterError.badPattern(pattern)) { try ReferencePattern(parsing: pattern) }
  }

  private static let moments: [(String, Int64)] = [
    ("24h", 1_700_000_000 - 86_400), ("1h30m", 1_700_000_000 - 5400), ("1.5s", 1_700_000_000 - 1),
    ("2023-11-14", 1_699_920_000), ("2023-11-14T22", 1_699_999_200), ("2023-11-14T22:13:20", 1_700_000_000),
    ("2023-11-14T22:13:20Z", 1_700_000_000), ("2023-11-14T23:13:20+01:00", 1_700_000_000),
    ("1700000000", 1_700_000_000),
    ("1700000000.25", 1_700_000_000),
  ]

  @Test(arguments: moments)
  func `A moment in the past is read`(_ text: String, _ seconds: Int64) {
    #expect(PastMoment.parse(text, now: Timestamp(seconds: 1_700_000_000))?.seconds == seconds)
  }

  @Test(arguments: ["", "x", "h", "24", "1d", "2023-13-01", "1700000000.", "99999999999999999999h"])
  func `No moment`(_ text: String) {
    let moment = PastMoment.parse(text, now: Timestamp(seconds: 1_700_000_000))
    #expect(moment == (text == "24" ? Timestamp(seconds: 24) : nil))
  }
}
