import Testing

@testable import LineEditing

@Suite struct RecentLinesTests {
  private static func lines(_ all: String..., limit: Int = 100) -> RecentLines {
    var lines = RecentLines(limit: limit)
    for line in all { lines.append(line) }
    return lines
  }

  @Test func `A hint is the newest longer line that is accepted, whatever was typed before`() {
    var lines = Self.lines("pull a", "pull b", "push c", "pull", "pu🐳")
    #expect(lines.newest(beginningWith: "pu") { _ in true } == "pu🐳")
    #expect(lines.newest(beginningWith: "pul") { _ in true } == "pull")
    #expect(lines.newest(beginningWith: "pull") { _ in true } == "pull b")
    #expect(lines.newest(beginningWith: "pull a") { _ in true } == nil)
    #expect(lines.newest(beginningWith: "pull") { _ in true } == "pull b")
    #expect(lines.newest(beginningWith: "p") { !$0.hasPrefix("pu🐳") && $0 != "pull" } == "push c")
    #expect(lines.newest(beginningWith: "pus") { _ in true } == "push c")
    lines.append("pusher", isForeign: true)
    #expect(lines.newest(beginningWith: "push") { _ in true } == "pusher")
    #expect(lines.newest(beginningWith: "x") { _ in true } == nil)
    #expect(lines.newest(beginningWith: "xy") { _ in true } == nil)
    #expect(lines.newest(beginningWith: "") { _ in true } == "pusher")
  }

  @Test func `The arrows reach what begins alike and is this shell's own, each once in a row`() {
    var lines = Self.lines("pull a", "tag", "pull b", "pull b", "pull a")
    lines.append("pull c", isForeign: true)
    let first = lines.older(than: lines.end, beginningWith: "pull", unlike: "pull")
    #expect(first?.line == "pull a")
    let second = lines.older(than: first?.place ?? 0, beginningWith: "pull", unlike: "pull a")
    #expect(second?.line == "pull b")
    #expect(lines.older(than: second?.place ?? 0, beginningWith: "pull", unlike: "pull b")?.line == "pull a")
    #expect(lines.newer(than: second?.place ?? 0, beginningWith: "pull", unlike: "pull b")?.line == "pull a")
    #expect(lines.newer(than: first?.place ?? 0, beginningWith: "pull", unlike: "pull a") == nil)
    #expect(lines.older(than: 0, beginningWith: "", unlike: "") == nil)
  }

  @Test func `A search finds parts, other shells' too, and minds capitals only where it has some`() {
    var lines = Self.lines("pull App", "pull app")
    lines.append("push größe", isForeign: true)
    func found(_ pattern: String) -> String? {
      lines.older(than: lines.end, holding: SearchPattern(pattern), unlike: nil)?.line
    }
    #expect(found("APP") == nil)
    #expect(found("App") == "pull App")
    #expect(found("app") == "pull app")
    #expect(found("röß") == "push größe")
    #expect(SearchPattern("ße").place(in: "push größe") == 8)
    #expect(SearchPattern("").place(in: "x") == 0)
  }

  @Test func `The oldest lines go when there are too many`() {
    var lines = RecentLines(limit: 3)
    for number in 0..<100 {
      lines.append("line \(number)")
      #expect(lines.end <= 6)
    }
    #expect(lines.newest(beginningWith: "line") { _ in true } == "line 99")
    #expect(lines.older(than: lines.end, beginningWith: "line 97", unlike: "")?.line == "line 97")
  }
}
