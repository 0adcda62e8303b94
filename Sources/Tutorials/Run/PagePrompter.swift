import ByteStreams
import ImageCommands
import RegistryClient

/// Answers a command's prompts as the page's reader would: with what the sample shows, and where the page hides it, with
/// the page's `answers` or an account of the world. What is typed stands in the transcript, secrets don't.
final class PagePrompter: Prompter {
  private let sample: Sample
  private let frontMatter: FrontMatter
  private let environment: [String: String]
  private let accounts: [Credential]
  private let recorder: TranscriptRecorder
  private let input: [UInt8]?
  private let state: Locked<State>

  private struct State {
    var username: String?
    var answered = 0
    var lack: Finding?
    var secrets: Set<String> = []
  }

  /// - Parameters:
  ///   - command: the command that asks.
  ///   - page: what the page says about itself.
  ///   - environment: the variables that answers may come from.
  ///   - accounts: the world's.
  ///   - input: what is redirected into the command.
  ///   - recorder: takes prompts and answers.
  init(
    _ command: PageCommand, _ page: FrontMatter, environment: [String: String], accounts: [Credential],
    input: [UInt8]?, recorder: TranscriptRecorder
  ) {
    sample = command.sample
    frontMatter = page
    self.environment = environment
    self.accounts = accounts
    self.input = input
    self.recorder = recorder
    state = Locked(State(username: Self.username(command.words)))
    line = command.line
  }

  private let line: Int

  /// What could not be answered, if anything: the step is unmet for that.
  var lack: Finding? { state.withLock { $0.lack } }

  /// The secrets that were typed.
  var secrets: Set<String> { state.withLock { $0.secrets } }

  var isInteractive: Bool { true }

  func answer(_ question: String) async -> String? {
    if let consent = consent(to: question) {
      recorder.write("\(question)\(consent)\n", on: .prompt)
      return consent
    }
    let prompt = Self.name(question)
    let shown = sample.answers.first { $0.prompt.lowercased() == prompt && !$0.isSecret && !$0.answer.isEmpty }?.answer
    let answer = shown ?? fromPage(prompt) ?? (prompt == "username" ? accounts.first?.username : nil)
    recorder.write("\(question)\(answer ?? "")\n", on: .prompt)
    if prompt == "username" { state.withLock { $0.username = answer } }
    return answer
  }

  /// What a page's reader says to a question for consent: what the sample shows, and yes where it shows nothing, for
  /// the page wants it done.
  private func consent(to question: String) -> String? {
    guard question.contains("[y/N]") else { return nil }
    let asked = LinePattern.folded(question)
    let shown = sample.lines.lazy.map { LinePattern.folded($0.text) }.first { $0.hasPrefix(asked) }
    guard let shown else { return sample.isEmpty ? "y" : nil }
    return String(shown.dropFirst(asked.count)).trimmed
  }

  func secret(_ question: String) async -> String? {
    recorder.write("\(question)\n", on: .prompt)
    return secret(named: Self.name(question))
  }

  func standardInput(limit: Int) async -> [UInt8] {
    if let input { return Array(input.prefix(limit)) }
    return secret(named: "password").map { Array($0.utf8) } ?? []
  }

  private func secret(named prompt: String) -> String? {
    guard let secret = fromPage(prompt) ?? accountSecret() else { return nil }
    state.withLock { _ = $0.secrets.insert(secret) }
    return secret
  }

  /// The password of the account whose name was given, else of the first one.
  private func accountSecret() -> String? {
    guard let username = state.withLock({ $0.username }) else { return accounts.first?.secret }
    if let account = accounts.first(where: { $0.username == username }) { return account.secret }
    fail(
      "this world has no account \(username); add to its fixture: accounts: [{username: \(username), password: …}]")
    return nil
  }

  /// What the front matter answers.
  private func fromPage(_ prompt: String) -> String? {
    switch frontMatter.answers[prompt] {
    case nil: return nil
    case .text(let text): return text
    case .environment(let name):
      guard let value = environment[name], !value.isEmpty else {
        fail("the page takes the answer to \"\(prompt)\" from the variable \(name), which is not set")
        return nil
      }
      return value
    }
  }

  private func fail(_ reason: String) {
    state.withLock { state in
      state.lack = state.lack ?? Finding(line: line, kind: .world, verdict: .unmet, reason: reason, unmetName: "login")
    }
  }

  /// `Username (alice): ` asks for `username`.
  private static func name(_ question: String) -> String {
    String(question.prefix { $0 != ":" && $0 != "(" }).trimmed.lowercased()
  }

  private static func username(_ words: [String]) -> String? {
    for (word, next) in zip(words, words.dropFirst() + [""]) {
      if word == "-u" || word == "--username" { return next }
      for start in ["--username=", "-u="] where word.hasPrefix(start) { return String(word.dropFirst(start.count)) }
    }
    return nil
  }
}
