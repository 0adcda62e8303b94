import DistributionSpec
import Testing

@Suite struct RangeTests {
  @Test(
    arguments: [
      ("bytes=0-0", ByteRange.bounded(0, 0)), ("bytes=5-9", .bounded(5, 9)), ("Bytes = 5 - 9", .bounded(5, 9)),
      ("bytes=7-", .from(7)), ("bytes=-3", .last(3)), ("bytes=9-5", .bounded(9, 5)), ("bytes=", nil), ("bytes=-", nil),
      ("bytes=1-2,4-5", nil), ("items=1-2", nil), ("bytes=a-b", nil), ("bytes=--3", nil), ("bytes=+1-2", nil),
      ("bytes=99999999999999999999-", nil), ("", nil),
    ] as [(String, ByteRange?)])
  func aRangeHeader(header: String, range: ByteRange?) { #expect(ByteRange(parsing: header) == range) }

  @Test(
    arguments: [
      (ByteRange.bounded(0, 0), 10, 0..<1), (.bounded(5, 99), 10, 5..<10), (.bounded(10, 11), 10, nil),
      (.bounded(0, .max), 10, 0..<10), (.bounded(9, 5), 10, nil), (.from(9), 10, 9..<10), (.from(10), 10, nil),
      (.last(3), 10, 7..<10),
      (.last(99), 10, 0..<10), (.last(0), 10, nil), (.last(1), 0, nil), (.from(0), 0, nil), (.last(.max), 10, 0..<10),
    ] as [(ByteRange, Int64, Range<Int64>?)])
  func aRangeOfContent(range: ByteRange, length: Int64, bytes: Range<Int64>?) {
    #expect(range.resolved(length: length) == bytes)
  }

  @Test(
    arguments: [
      ("0-0", 0..<1, nil), ("5-9", 5..<10, nil), ("bytes 5-9/20", 5..<10, 20), ("Bytes 0-9/*", 0..<10, nil),
      ("9-5", nil, nil), ("5-", nil, nil), ("-5", nil, nil), ("bytes */20", nil, nil), ("a-b", nil, nil),
      ("0-9223372036854775807", nil, nil), ("1-2/3/4", nil, nil), ("+1-2", nil, nil), ("", nil, nil),
    ] as [(String, Range<Int64>?, Int64?)])
  func aContentRange(header: String, bytes: Range<Int64>?, length: Int64?) {
    let range = ContentRange(parsing: header)
    #expect(range?.bytes == bytes)
    #expect(range?.length == length)
  }

  @Test(
    arguments: [
      ("0-0", 0..<1), ("5-9", 5..<10), ("bytes 5-9", nil), ("5-9/20", nil), ("9-5", nil), ("5-", nil), ("", nil),
    ] as [(String, Range<Int64>?)])
  func theRangeOfAChunk(header: String, bytes: Range<Int64>?) {
    #expect(ContentRange(chunk: header)?.bytes == bytes)
  }

  @Test func aContentRangeIsWrittenInTwoForms() {
    let range = ContentRange(5..<10, length: 20)
    #expect(range.answerHeader == "bytes 5-9/20")
    #expect(range.uploadHeader == "5-9")
    #expect(ContentRange(0..<1).answerHeader == "bytes 0-0/*")
    #expect(ContentRange(parsing: range.answerHeader) == range)
  }

  @Test(
    arguments: [
      (#"</v2/a/tags/list?n=2&last=b>; rel="next""#, "/v2/a/tags/list?n=2&last=b"), ("</x>;rel=next", "/x"),
      (#"</p>; rel="prev", </n>; title="a, b"; REL="Next""#, "/n"), (#"</p>; rel="prev""#, nil), ("/x; rel=next", nil),
      ("</x", nil), ("", nil), (#"</x>; rel="prev next""#, "/x"),
    ] as [(String, String?)])
  func aLink(header: String, next: String?) { #expect(LinkHeader(parsing: header)?.next == next) }

  @Test func aLinkIsWrittenAsItIsRead() {
    let link = LinkHeader(next: "/v2/_catalog?n=1&last=a%2Fb")
    #expect(LinkHeader(parsing: link.header) == link)
  }
}
