import Testing

@testable import Tutorials

/// No report holds a secret.
@Suite struct RedactionTests {
  @Test func `a secret is taken out of every text of a report`() {
    let secret = "a simulated password"
    let finding = Reports.finding(
      expected: secret, seen: "x\(secret)", reason: "seen: \(secret)",
      Surroundings(page: .init(before: [secret]), seen: .init(after: [secret])))
    let report = Redaction([secret, "", "pw"]).apply(
      to: Reports.page([[finding]], command: "docker login -p '\(secret)' pw pwd"))
    #expect(!"\(report)".contains(secret))
    #expect(report.steps[0].commands[0].command == "docker login -p '***' *** pwd")
    #expect(report.steps[0].findings[0].seen == "x***")
  }

  @Test func `a page's own password and a verb that prints one stand in no report`() async throws {
    let bench = try Bench()
    let page = try bench.page(
      """
      ```console
      $ docker login -u username -p hunter22
      $ docker login -u username --password=hunter23 registry.example
      ```
      """)
    for words in [[], ["--json"]] {
      let ended = try await bench.run(["tutorial", "check", "--fixture", "windows-2016"] + words + [page])
      #expect(ended.status == 1)
      #expect(ended.output.contains("***"))
      #expect(!ended.all.contains("hunter2"), "\(ended)")
    }
  }
}
