/// What a replay of a page leaves besides its report, for those who write pages anew. No secret stands in it.
struct Replay: Sendable {
  /// The report.
  let report: PageReport
  /// What the commands printed, as a reader sees it, by their lines on the page.
  let transcripts: [Int: String]
  /// What the page's ids stand for.
  let bindings: Bindings
}
