import TestSupport

extension Subject {
  /// The times from the start of the process to its prompt.
  func firstPrompts(_ count: Int) async throws -> [Duration] {
    try await repeated(count) { _ in
      let start = ContinuousClock.now
      let shell = try await started()
      defer { shell.send("\u{4}") }
      return ContinuousClock.now - start
    }
  }

  /// The times from a key to its echo, of a line that the history knows.
  func echoes(_ count: Int) async throws -> [Duration] {
    let shell = try await started()
    var times: [Duration] = []
    for _ in 0..<max(count / 20, 1) {
      for key in "pull registry.example/team-7/service-127" {
        let column = shell.screen.cursor.column
        times.append(
          try await time(shell, key: String(key), until: "an echo") { $0.cursor.column == column + 1 })
      }
      try await clear(shell)
    }
    shell.send("\u{4}")
    return times
  }

  /// The times from the first Tab of a process to what it completes.
  func firstTabs(_ count: Int) async throws -> [Duration] {
    try await repeated(count) { number in
      let shell = try await started()
      let time = try await tab(shell, completions[number % completions.count])
      try await clear(shell)
      shell.send("\u{4}")
      return time
    }
  }

  /// The times from a later Tab to what it completes.
  func nextTabs(_ count: Int) async throws -> [Duration] {
    let shell = try await started()
    _ = try await tab(shell, completions[0])
    return try await repeated(count) { number in
      try await clear(shell)
      return try await tab(shell, completions[(number + 1) % completions.count])
    }
  }

  private func repeated(_ count: Int, _ body: (Int) async throws -> Duration) async throws -> [Duration] {
    var times: [Duration] = []
    for number in 0..<count { times.append(try await body(number)) }
    return times
  }

  private func started() async throws -> PtySession {
    let shell = try PtySession(program, arguments, environment: environment, columns: 200)
    try await waitForPrompt(shell)
    return shell
  }

  private func waitForPrompt(_ shell: PtySession) async throws {
    let prompt = prompt
    try await shell.wait(for: "the prompt") { $0.lines.last == prompt && $0.cursor.column == prompt.count + 1 }
  }

  private func clear(_ shell: PtySession) async throws {
    shell.send("\u{15}")
    try await waitForPrompt(shell)
  }

  private func tab(_ shell: PtySession, _ completion: (typed: String, completed: String)) async throws -> Duration {
    shell.send(completion.typed)
    try await shell.wait(for: "what is typed") { $0.lines.last?.contains(completion.typed) == true }
    return try await time(shell, key: "\t", until: completion.completed) {
      $0.lines.last?.contains(completion.completed) == true
    }
  }

  private func time(
    _ shell: PtySession, key: String, until wish: String, _ isMet: @escaping @Sendable (TerminalScreen) -> Bool
  ) async throws -> Duration {
    let start = ContinuousClock.now
    shell.send(key)
    try await shell.wait(for: wish, isMet)
    return ContinuousClock.now - start
  }
}
