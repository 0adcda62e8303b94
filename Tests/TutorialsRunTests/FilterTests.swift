import Testing

@testable import Tutorials

/// The filters of pipes, against what the programs themselves print.
@Suite struct FilterTests {
  static let text = "delta 10\nalpha 9\n\nalpha 9\nBeta:x:y 30\n"

  static let cases: [(words: [String], output: String, status: Int)] = [
    (["grep", "alpha"], "alpha 9\nalpha 9\n", 0), (["grep", "-i", "beta"], "Beta:x:y 30\n", 0),
    (["grep", "-v", "a"], "\n", 0), (["grep", "-c", "alpha"], "2\n", 0), (["grep", "nothing"], "", 1),
    (["grep", "-n", "^d"], "1:delta 10\n", 0), (["grep", "-E", "delta|Beta"], "delta 10\nBeta:x:y 30\n", 0),
    (["grep", "-F", "."], "", 1), (["grep", "-w", "alph"], "", 1), (["grep", "-q", "alpha"], "", 0),
    (["head", "-n", "1"], "delta 10\n", 0), (["head", "-2"], "delta 10\nalpha 9\n", 0),
    (["tail", "-n", "1"], "Beta:x:y 30\n", 0), (["tail", "-n", "+5"], "Beta:x:y 30\n", 0),
    (["wc", "-l"], "5\n", 0), (["wc", "-w"], "8\n", 0), (["wc", "-c"], "38\n", 0),
    (["sort", "-u"], "\nBeta:x:y 30\nalpha 9\ndelta 10\n", 0),
    (["sort", "-k", "2", "-n"], "\nalpha 9\nalpha 9\ndelta 10\nBeta:x:y 30\n", 0),
    (["sort", "-r"], "delta 10\nalpha 9\nalpha 9\nBeta:x:y 30\n\n", 0),
    (["uniq", "-d"], "", 0), (["cut", "-d", ":", "-f", "1,3"], "delta 10\nalpha 9\n\nalpha 9\nBeta:y 30\n", 0),
    (["cut", "-c", "1-2"], "de\nal\n\nal\nBe\n", 0), (["tr", "a-z", "A-Z"], text.uppercased(), 0),
    (["tr", "-d", "a"], "delt 10\nlph 9\n\nlph 9\nBet:x:y 30\n", 0), (["tr", "-s", " "], text, 0),
  ]

  @Test(arguments: cases.indices) func aFilterDoesWhatTheProgramDoes(index: Int) throws {
    let one = Self.cases[index]
    let result = try TextFilter(one.words).run(on: Self.text)
    #expect(result.text == one.output, "\(one.words)")
    #expect(result.status == one.status, "\(one.words)")
  }

  @Test(arguments: [
    ["grep", "a\\|b"], ["grep", "-P", "a"], ["grep", "a", "file"], ["head", "-c", "3"], ["sort", "-M"], ["tr", "a"],
    ["cut", "-f", "x"], ["awk", "{}"],
  ])
  func whatIsNotFollowedIsRefused(words: [String]) {
    #expect(throws: TextFilter.Unsupported.self) { try TextFilter(words) }
  }
}
