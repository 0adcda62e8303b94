import ImageCommands
import ImageOperations

/// What a step asks of the learner.
struct StepPlan: Sendable {
  /// A goal, with the page's command that it is drawn from.
  struct Task: Sendable {
    let goal: any Goal
    let command: PageCommand
    let trace: ModelRun.Trace
    /// What the page's command needs and leaves behind.
    let story: Story
  }

  /// The step.
  let step: Step
  /// What is to be done, in order; nothing where the step can't be done here.
  let tasks: [Task]
  /// Why commands of the step can't be done here, a line each.
  let obstacles: [String]
  /// Whether there is nothing to do in the step.
  var isPassedOver: Bool { tasks.isEmpty }

  /// Whether the step's own commands did what there is to do, whatever is wrong with what the page shows of them.
  func isDone(by report: StepReport?) -> Bool {
    tasks.allSatisfy { task in
      let status = report?.commands.first { $0.line == task.command.line }?.status
      return status.map { ($0 == 0) != task.command.expectsFailure } ?? false
    }
  }

  /// What must be there for tasks to be done: what their commands found when they were run as the page has them, and
  /// none of the tasks before provides.
  func needs(of tasks: some Sequence<Task>) -> [Story.Fact] {
    var needs: [Story.Fact] = []
    var known: Set<FactKey> = []
    for task in tasks {
      for fact in task.story.requires
      where task.trace.before.holds(fact) != false && known.insert(FactKey(fact)).inserted {
        needs.append(fact)
      }
      known.formUnion(task.story.provides.map { FactKey($0) })
    }
    return needs
  }
}

extension StepPlan {
  /// Plans a step by what its commands did when they were run as the page has them.
  ///
  /// - Parameters:
  ///   - step: the step.
  ///   - traces: what its commands did.
  ///   - report: what was found.
  ///   - previous: the state before the step.
  ///   - goals: draws goals.
  ///   - words: the words of a command as the learner's world has them.
  init(
    _ step: Step, _ traces: [ModelRun.Trace], _ report: StepReport?, from previous: WorldState, _ goals: Goals,
    words: (PageCommand, ModelRun.Trace) -> [String]
  ) {
    var tasks: [Task] = []
    var obstacles: [String] = []
    var state = previous
    for command in step.commands {
      let findings = report?.findings.filter { $0.line == command.line && $0.verdict > .drift } ?? []
      guard let trace = traces.first(where: { $0.line == command.line }), Self.isSame(trace.before, state) else {
        // What can't be run, or was judged on a branch of the world, can't be done at the prompt either.
        obstacles.append(Self.obstacle(command, findings))
        continue
      }
      state = trace.after
      let words = words(command, trace)
      guard (trace.status == .success) != command.expectsFailure,
        let parsed = try? Dispatcher(goals.table).parse(words),
        let goal = try? goals.goal(trace, as: parsed, words, command)
      else {
        obstacles.append(Self.obstacle(command, findings))
        continue
      }
      tasks.append(Task(goal: goal, command: command, trace: trace, story: parsed.storyIfAny ?? Story()))
    }
    self.step = step
    self.tasks = tasks
    self.obstacles = obstacles
  }

  private static func isSame(_ one: WorldState, _ other: WorldState) -> Bool {
    one.names == other.names && one.containers == other.containers && one.logins == other.logins
  }

  private static func obstacle(_ command: PageCommand, _ findings: [Finding]) -> String {
    let reason = findings.max { $0.verdict < $1.verdict }?.reason ?? "it does not do here what the page says"
    return "'\(command.source.split(separator: "\n").joined(separator: " "))': \(reason)"
  }
}
