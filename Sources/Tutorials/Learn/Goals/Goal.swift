import ImageCommands
import ImageOperations
import Worlds

/// What a step asks for, as the effect of one of its commands: met by whatever brings it about.
protocol Goal: Sendable {
  /// What is to be so, or to be done, in one clause: goes behind `Goal: `.
  var text: String { get }
  /// What is looked at to know whether it is met, in one clause.
  var evidence: String { get }
  /// Whether the world alone shows that it is met; else the learner's command does, as one that only looks.
  var isState: Bool { get }

  /// Whether it is met now, by the state of the world or by what the learner just did.
  func isMet(in scene: Scene) async throws -> Bool

  /// What is wrong with a command of this goal's kind that did not meet it; nil for free play.
  func wrongTurn(_ turn: Turn, in scene: Scene) async throws -> WrongTurn?
}

extension Goal {
  var isState: Bool { true }
}

/// A moment of a lesson.
struct Scene: Sendable {
  /// The learner's world.
  let world: World
  /// The world as it was when the step began.
  let start: WorldState
  /// The world as it is.
  let now: WorldState
  /// What the learner just did; nil where only the state is asked for.
  let turn: Turn?
}

/// A command line of the learner's that was run.
struct Turn: Sendable {
  /// The words, without the CLI's name.
  let words: [String]
  /// The command that they call.
  let command: any DrydockCommand
  /// How it ended.
  let status: ExitStatus
  /// The world before it.
  let before: WorldState
  /// The world after it.
  let after: WorldState

  /// What it needs and leaves behind, as far as its words say it.
  var story: Story { (try? command.story) ?? Story() }
  /// Whether it only told what it would do.
  var isDry: Bool { words.contains("--dry-run") }
  /// Whether it did what it says.
  var isDone: Bool { status == .success && !isDry }
}

/// A command that was of the step's kind and missed the goal.
struct WrongTurn: Hashable, Sendable {
  /// What was seen, a sentence.
  let seen: String
  /// What was expected, a sentence.
  let expected: String
  /// One thing to do next, a sentence.
  let next: String
}
