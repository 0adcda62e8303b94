import ImageSpec
import Presentation
import Testing

@Suite struct AgeTests {
  private static let minute: Int64 = 60
  private static let hour: Int64 = 3600
  private static let day: Int64 = 86_400

  @Test(
    "Spans as docker words them",
    arguments: [
      (-5, "Less than a second"), (0, "Less than a second"), (1, "1 second"), (2, "2 seconds"), (59, "59 seconds"),
      (60, "About a minute"), (119, "About a minute"), (120, "2 minutes"), (59 * minute + 59, "59 minutes"),
      (hour, "About an hour"), (5399, "About an hour"), (5400, "2 hours"), (47 * hour + 29 * minute, "47 hours"),
      (47 * hour + 30 * minute, "2 days"), (13 * day + 23 * hour + 29 * minute, "13 days"),
      (13 * day + 23 * hour + 30 * minute, "2 weeks"), (59 * day, "8 weeks"), (60 * day, "2 months"),
      (365 * day, "12 months"), (729 * day, "24 months"), (729 * day + 86_040, "1 years"), (730 * day, "2 years"),
      (3 * 365 * day, "3 years"), (Int64.max, "292471208677 years"),
    ] as [(Int64, String)])
  func spans(seconds: Int64, expected: String) {
    #expect(Age.text(seconds: seconds) == expected)
  }

  @Test(
    "Ages cut parts of a second",
    arguments: [
      (Timestamp(seconds: 100), Timestamp(seconds: 102), "2 seconds ago"),
      (Timestamp(seconds: 100, nanoseconds: 2), Timestamp(seconds: 102, nanoseconds: 1), "1 second ago"),
      (Timestamp(seconds: 100, nanoseconds: 2), Timestamp(seconds: 101, nanoseconds: 1), "Less than a second ago"),
      (Timestamp(seconds: 200), Timestamp(seconds: 102), "Less than a second ago"),
      (Timestamp(seconds: -1 << 62), Timestamp(seconds: 1 << 62), "292471208677 years ago"),
      (Timestamp(seconds: 0), Timestamp(seconds: 1_795_000_000), "56 years ago"),
    ] as [(Timestamp, Timestamp, String)])
  func ages(moment: Timestamp, now: Timestamp, expected: String) {
    #expect(Age.ago(moment, now: now) == expected)
  }

  @Test func `a history has no age for what dates from before 2000`() throws {
    let now = Timestamp(seconds: 1_795_000_000)
    #expect(Age.inHistory(nil, now: now) == "N/A")
    #expect(Age.inHistory(Timestamp(seconds: 0), now: now) == "N/A")
    #expect(Age.inHistory(Timestamp(parsing: "2000-01-01T00:00:00Z"), now: now) == "N/A")
    #expect(Age.inHistory(Timestamp(parsing: "2023-11-14T22:13:20Z"), now: now) == "3 years ago")
  }
}
