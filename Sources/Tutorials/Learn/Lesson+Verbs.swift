import ImageCommands
import ImageOperations
import Worlds

extension Lesson {
  /// `goal`: what is to be done.
  func goal(_ voice: LessonVoice) {
    guard current != nil else { return tellDone(voice) }
    tellGoals(voice)
  }

  private func tellDone(_ voice: LessonVoice) {
    voice.say("All steps are done. 'reset' begins anew, 'back' goes to the last step, 'stop' leaves.")
  }

  /// `hint`: helps a little more each time, up to the whole command.
  func hint(_ voice: LessonVoice) {
    guard let current, let task = current.open.first else { return tellDone(voice) }
    let hint = CommandHint(command: task.command, table: check.table, bindings: player.bindings)
    let texts = current.plan.step.hints
    let level = current.hints - texts.count
    self.current?.hints += 1
    if current.hints < texts.count {
      voice.heading("Hint:")
      return voice.prose(texts[current.hints])
    }
    switch level {
    case 0 where texts.isEmpty: voice.say("Hint", hint.nudge)
    case ...(texts.isEmpty ? 1 : 0): voice.say("Hint", "The verb is '\(hint.verb)'; 'help \(hint.verb)' explains it.")
    case ...(texts.isEmpty ? 2 : 1):
      voice.say("Hint", "The command looks like this:")
      voice.commands(hint.withBlanks)
    default:
      voice.say("Hint", "The whole command is:")
      voice.commands(hint.whole)
    }
  }

  /// `answer`: shows the commands that are left to do.
  func answer(_ voice: LessonVoice) {
    guard let current else { return tellDone(voice) }
    for task in current.open {
      voice.commands(CommandHint(command: task.command, table: check.table, bindings: player.bindings).whole)
    }
  }

  /// `skip`: shows the step's commands, runs them, and goes on.
  func skip(_ voice: LessonVoice) async throws {
    guard let current else { return tellDone(voice) }
    // What was done of the step by hand would be in the way of its own commands.
    if current.done.contains(true) { try await putBack() }
    var report = try await echo.show(on: voice.output) { try await play(current.plan.step) }
    if !current.plan.isDone(by: report) {
      try await putBack()
      report = try await echo.show(on: voice.output) { try await play(current.plan.step) }
    }
    guard current.plan.isDone(by: report) else {
      let reason = report?.findings.max { $0.verdict < $1.verdict }?.reason
      return voice.say("That did not work\(reason.map { ": \($0)" } ?? ""). 'reset' begins the page anew.")
    }
    voice.say("Skipped: the commands were run.")
    try await leave(current, as: .skipped, voice)
  }

  /// `retry`: the world is again as it was before the step.
  func retry(_ voice: LessonVoice) async throws {
    guard current != nil else { return tellDone(voice) }
    try await putBack()
    voice.say("Everything is again as it was before this step.")
    try await enter(index, voice)
  }

  /// Takes the world back to the beginning of the current step, and where that lacks what the step needs, to what the
  /// page's own commands leave behind.
  private func putBack() async throws {
    if let snapshot = snapshots[index], (try? await checked.world.restore(snapshot)) != nil {
      var isWhole = true
      let needs = current.map { $0.plan.needs(of: $0.plan.tasks) } ?? []
      for fact in needs where await !player.isThere(fact) { isWhole = false }
      if isWhole { return }
    }
    try await rebuild(to: index)
  }

  /// Opens the world anew and runs the page's own commands before a step.
  func rebuild(to position: Int) async throws {
    try await reopen()
    for step in page.steps.prefix(position) {
      snapshots[step.ordinal - 1] = try? await checked.world.snapshot(withFiles: true)
      try await play(step)
    }
  }

  /// `back`: the step before, with the world as it was then.
  func back(_ voice: LessonVoice) async throws {
    guard let target = (0..<index).last(where: { marks[$0] != .passedOver }) else {
      return voice.say("This is the first step.")
    }
    index = target
    current = nil
    let plan = try await plan(target)
    current = Current(
      plan: plan, start: try await WorldState(of: checked.world), done: plan.tasks.map { _ in false })
    try await putBack()
    for position in target..<page.steps.count { (marks[position], earlier[position]) = (nil, nil) }
    try await enter(target, voice)
  }

  /// `reset`: the page from its beginning.
  func reset(_ voice: LessonVoice) async throws {
    try await reopen()
    (marks, earlier) = ([:], [:])
    try await keeper.forget()
    voice.say("The page begins anew, and so does its world.")
    try await enter(0, voice)
  }

  /// `why`: what is looked at to know whether the step is done.
  func why(_ voice: LessonVoice) {
    guard let current else { return tellDone(voice) }
    for (task, isDone) in zip(current.plan.tasks, current.done) {
      voice.say(isDone ? "Done" : "Looked at", "\(task.goal.evidence).")
    }
    for placed in current.plan.step.checks { voice.say("Checked", placed.check.text) }
  }

  /// `where`: the steps, with what became of them in words.
  func outline(_ voice: LessonVoice) {
    voice.heading("\(page.title), in the \(checked.label)")
    var heading: String?
    for (position, step) in page.steps.enumerated() {
      if step.heading != heading, let text = step.heading { voice.say(text) }
      heading = step.heading
      let mark = position == index ? "you are here" : marks[position]?.rawValue ?? "to do"
      voice.say("  step \(step.ordinal): \(mark)")
    }
  }
}
