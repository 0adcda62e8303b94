import ImageCommands
import ImageOperations
import RegistryClient
import Worlds

extension Lesson {
  /// Says what the lesson is, and begins with the first step that is not done yet.
  func begin(_ voice: LessonVoice) async throws {
    voice.heading("\(page.title): \(page.steps.count) steps")
    for note in checked.notes { voice.say(note) }
    voice.say(
      "You work in the \(checked.label), away from your own images. Any command may be tried. 'hint' helps, 'where' "
        + "shows the steps, 'stop' leaves.")
    earlier = try await keeper.marks(of: page)
    if (0..<page.steps.count).allSatisfy({ earlier[$0] != nil }) {
      earlier = [:]
      voice.say("You have done this page before; it begins anew.")
    }
    try await enter(0, voice)
  }

  /// Goes to a step, past those that are done or can't be done here, and shows it. What was done in earlier lessons is
  /// done again by the page's own commands.
  func enter(_ position: Int, _ voice: LessonVoice) async throws {
    index = position
    current = nil
    var isResumed = false
    while index < page.steps.count {
      let plan = try await plan(index)
      let start = try await WorldState(of: checked.world)
      if let mark = earlier[index] {
        snapshots[index] = try? await checked.world.snapshot(withFiles: true)
        try await play(plan.step)
        marks[index] = mark
        isResumed = true
      } else if plan.isPassedOver {
        try await passOver(plan, voice)
      } else if try await isDoneAlready(plan, start) {
        voice.blank()
        voice.say("Step \(index + 1) is done already: \(plan.tasks.map(\.goal.text).joined(separator: "; ")).")
        pair(plan, from: start, to: start)
        await mark(.done, voice)
      } else {
        if isResumed { voice.say("Continuing at step \(index + 1); 'reset' starts over.") }
        snapshots[index] = try? await checked.world.snapshot(withFiles: true)
        current = Current(plan: plan, start: start, done: plan.tasks.map { _ in false })
        return await show(voice)
      }
      index += 1
    }
    finish(voice)
  }

  /// A step that can't be done here: it is told why; what can be done of it is done.
  private func passOver(_ plan: StepPlan, _ voice: LessonVoice) async throws {
    try await play(plan.step)
    marks[index] = .passedOver
    // Who goes on where he stopped was told before.
    guard earlier.keys.allSatisfy({ $0 < index }) else { return }
    voice.blank()
    let reasons = plan.step.switches.skip ? ["the page says so"] : plan.obstacles
    voice.say("Step \(index + 1)\(heading(plan.step)) is passed over:")
    for reason in reasons { voice.say("- \(reason)") }
  }

  /// Notes what became of the current step, here and for later lessons.
  func mark(_ mark: Mark, _ voice: LessonVoice) async {
    marks[index] = mark
    do { try await keeper.note(mark, of: page.steps[index]) } catch {
      voice.say("Note", "what you did is not kept for later: \(ErrorWording.headline(of: error)).")
    }
  }

  func heading(_ step: Step) -> String { step.heading.map { " (\($0))" } ?? "" }

  /// Runs a step's own commands in the learner's world.
  @discardableResult
  func play(_ step: Step) async throws -> StepReport? {
    let plan = try await plan(step.ordinal - 1)
    let start = try await WorldState(of: checked.world)
    let before = player
    // Half a step, after Ctrl-C, is nothing that anybody could go on from.
    player = try await Task {
      var player = before
      try await player.judge(step)
      return player
    }.value
    pair(plan, from: start, to: try await WorldState(of: checked.world))
    return player.reports.last
  }

  /// Whether the learner ran ahead: everything is so, without the page's own doing.
  private func isDoneAlready(_ plan: StepPlan, _ start: WorldState) async throws -> Bool {
    let scene = Scene(world: checked.world, start: start, now: start, turn: nil)
    for task in plan.tasks {
      guard task.goal.isState, try await task.goal.isMet(in: scene) else { return false }
    }
    return await judge(plan.step.checks).hold
  }

  func judge(_ checks: [Step.PlacedCheck]) async -> Assertions { await player.judge(checks) }

  // MARK: Showing

  /// Shows the current step.
  func show(_ voice: LessonVoice) async {
    guard let current else { return }
    let step = current.plan.step
    voice.blank()
    voice.heading("Step \(step.ordinal) of \(page.steps.count)" + (step.heading.map { ": \($0)" } ?? ""))
    voice.blank()
    if !step.prose.isEmpty {
      tell(prose: step.prose, voice)
      voice.blank()
    }
    for obstacle in current.plan.obstacles { voice.say("Not here", obstacle) }
    tellGoals(voice)
    await tellLack(voice)
  }

  /// Says what is to be done, and what is done of it.
  func tellGoals(_ voice: LessonVoice) {
    guard let current else { return }
    let tasks = current.plan.tasks
    for (position, task) in tasks.enumerated() {
      let number = tasks.count == 1 ? "Goal" : "Goal \(position + 1) of \(tasks.count)"
      voice.say(number, "\(task.goal.text)." + (current.done[position] ? " Done." : ""))
    }
    if tasks.contains(where: { $0.goal is LoginGoal }), let account = checked.accounts.first {
      voice.say(
        "This world has an account for that: the name is \(account.username), the password is \"\(account.secret)\"."
          + (checked.accounts.count > 1 ? " There are \(checked.accounts.count - 1) more." : ""))
    }
  }

  /// Says what the step needs and the world has not.
  ///
  /// - Returns: whether something is missing.
  @discardableResult
  func tellLack(_ voice: LessonVoice) async -> Bool {
    guard let current, !current.toldLack else { return false }
    var missing: [String] = []
    for fact in current.plan.needs(of: current.open) where await !player.isThere(fact) {
      missing.append("\(FactKey(fact))")
    }
    guard !missing.isEmpty else { return false }
    self.current?.toldLack = true
    voice.say(
      "This step needs the \(missing.joined(separator: " and the ")), and that is not here. 'retry' puts everything back "
        + "as the page has it before this step.")
    return true
  }

  /// Says that the lesson is left, and where it goes on.
  func farewell(_ voice: LessonVoice) throws {
    guard index < page.steps.count else { return voice.say("You left \(page.title).") }
    voice.say(
      "You left \(page.title) at step \(index + 1) of \(page.steps.count). 'tutorial learn \(name)' goes on there.")
  }

  private func finish(_ voice: LessonVoice) {
    voice.blank()
    if !page.epilogue.isEmpty {
      tell(prose: page.epilogue, voice)
      voice.blank()
    }
    let skipped = marks.values.count { $0 == .skipped }
    voice.say(
      "That was the last step of \(page.title)." + (skipped > 0 ? " Of its steps \(skipped) were skipped." : "")
        + " The world stays open to look around; 'stop' leaves it, 'reset' begins anew.")
  }
}
