import ContentStore
import ImageCommands
import ImageOperations
import Worlds

extension Lesson {
  /// Looks at what a command of the learner's did: whether it brought the step on, went wrong, or was free play.
  ///
  /// - Parameters:
  ///   - turn: the command.
  ///   - effects: what it changed, in words; empty where nothing.
  ///   - voice: says what came of it.
  /// - Throws: what keeps the looking from being done.
  func follow(_ turn: Turn, effects: String, _ voice: LessonVoice) async throws {
    guard var current else { return }
    // A sweep takes what only a snapshot needs.
    if turn.isDone, turn.command is CollectCommand || turn.command is SystemPruneCommand { snapshots = [:] }
    let scene = Scene(world: checked.world, start: current.start, now: turn.after, turn: turn)
    var isBrought = false
    for (position, task) in current.plan.tasks.enumerated() where !current.done[position] {
      if try await task.goal.isMet(in: scene) {
        current.done[position] = true
        current.hints = 0
        isBrought = true
      } else if task.goal.isState {
        break
      }
    }
    self.current = current
    if current.open.isEmpty {
      let judged = await judge(current.plan.step.checks)
      guard judged.hold else { return tell(judged, voice) }
      return try await pass(effects, voice)
    }
    if isBrought {
      voice.blank()
      let count = current.done.count { $0 }
      voice.say("Right", "\(effects.isEmpty ? "" : effects + ". ")That was \(count) of \(current.done.count).")
      if let open = current.open.first { voice.say("Goal", "\(open.goal.text).") }
    } else if try await !tellWrongTurn(turn, in: scene, voice) {
      await tellLack(voice)
    }
  }

  /// Says what is wrong with a command of the step's kind.
  ///
  /// - Returns: whether it was one.
  private func tellWrongTurn(_ turn: Turn, in scene: Scene, _ voice: LessonVoice) async throws -> Bool {
    guard let current else { return false }
    for (position, task) in current.plan.tasks.enumerated() where !current.done[position] {
      if let wrong = try? await task.goal.wrongTurn(turn, in: scene) {
        voice.blank()
        voice.say("Not yet", wrong.seen)
        voice.say("Expected", wrong.expected)
        voice.say("Next", wrong.next)
        return true
      }
    }
    return false
  }

  /// Everything was done, and still the page's own check does not hold.
  private func tell(_ judged: Assertions, _ voice: LessonVoice) {
    guard let finding = judged.findings.first else { return }
    voice.blank()
    voice.say("Not yet", "The goal is met, but a check of the page is not: \(finding.expected).")
    if !finding.seen.isEmpty { voice.say("Seen", finding.seen) }
    voice.say("Next", "'retry' takes you back to the beginning of the step.")
  }

  private func pass(_ effects: String, _ voice: LessonVoice) async throws {
    guard let current else { return }
    voice.blank()
    voice.say("Right", effects.isEmpty ? "that is what the step looks at." : "\(effects).")
    try await leave(current, as: .done, voice)
  }

  /// Leaves a step that is done, and goes on with the next.
  func leave(_ current: Current, as mark: Mark, _ voice: LessonVoice) async throws {
    if let tip = current.plan.step.tip {
      voice.blank()
      voice.tip(tip)
    }
    pair(current.plan, from: current.start, to: try await WorldState(of: checked.world))
    await self.mark(mark, voice)
    try await enter(index + 1, voice)
  }
}
