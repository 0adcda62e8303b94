import ByteStreams
import ContainerStore
import ImageCommands
import ImageOperations
import ImageSpec
import Worlds

/// A page that is being learnt: its steps one after the other, in a world of its own, judged by what the learner's
/// commands do there.
///
/// The session gives it one command after the other; nothing is asked of it meanwhile but ``world`` and the prompt's
/// segment.
actor Lesson {
  /// What became of a step, in a word.
  enum Mark: String {
    case done
    case skipped
    case passedOver = "passed over"
  }

  /// What the page is called.
  nonisolated let name: String
  let keeper: ProgressKeeper
  let page: Page
  let source: any WorldSource
  /// How the page's own commands are run: for the model as `check` does it, for the learner perhaps shown.
  let check: TutorialCheck
  let shownCheck: TutorialCheck
  let echo = StepEcho()

  /// The learner's world.
  var checked: CheckedWorld
  /// Runs the page's own commands there, and its checks.
  var player: PageRun
  /// The world beside it, in which the page is done as it stands.
  var modelWorld: CheckedWorld
  var model: ModelRun
  /// What the page's own commands did, step by step, as far as they were run.
  var runs: [(traces: [ModelRun.Trace], report: StepReport?, previous: WorldState)] = []

  /// The current step, from 0; as many as there are steps when the page is done.
  var index = 0
  var marks: [Int: Mark] = [:]
  /// What became of steps in earlier lessons, as far as they are not begun anew.
  var earlier: [Int: Mark] = [:]
  var current: Current?
  /// The world before a step.
  var snapshots: [Int: WorldSnapshot] = [:]
  /// What of the world beside is what of the learner's, by ids.
  var counterparts: [String: String] = [:]

  private nonisolated let place: Locked<World?>

  /// The step that the learner is at.
  struct Current {
    let plan: StepPlan
    let start: WorldState
    var done: [Bool]
    /// How many hints were given for the open task.
    var hints = 0
    /// Whether it was told that something is missing that the step needs.
    var toldLack = false

    /// The tasks that are open.
    var open: [StepPlan.Task] { zip(plan.tasks, done).filter { !$0.1 }.map(\.0) }
  }

  /// Opens a page's world, and one beside it.
  ///
  /// - Parameters:
  ///   - page: the page.
  ///   - name: what it is called.
  ///   - source: opens its world.
  ///   - check: how its own commands are run.
  ///   - keeper: keeps what became of its steps.
  /// - Throws: what kept the worlds from being opened; nothing is left behind then.
  init(
    _ page: Page, named name: String, in source: any WorldSource, by check: TutorialCheck, keeper: ProgressKeeper
  ) async throws {
    self.page = page
    self.keeper = keeper
    self.name = name
    self.source = source
    self.check = check
    var shownCheck = check
    shownCheck.executor = echo.executor(check.executor)
    self.shownCheck = shownCheck
    checked = try await source.open(for: page)
    do { modelWorld = try await source.open(for: page) } catch {
      await checked.close()
      throw error
    }
    player = PageRun(check: shownCheck, page: page, checked: checked)
    model = ModelRun(check, page, in: modelWorld)
    place = Locked(checked.world)
  }

  /// The world that the learner works in; nil when the lesson is closed.
  nonisolated var world: World? { place.withLock { $0 } }

  /// Page and step for the prompt: `first-steps 3/11`.
  var segment: String {
    let count = page.steps.count
    return index < count ? "\(name) \(index + 1)/\(count)" : "\(name) done"
  }

  /// Ends both worlds. Idempotent.
  func close() async {
    place.withLock { $0 = nil }
    await checked.close()
    await modelWorld.close()
  }

  /// Opens the learner's world anew, as the fixture has it.
  func reopen() async throws {
    let fresh = try await source.open(for: page)
    await checked.close()
    checked = fresh
    player = PageRun(check: shownCheck, page: page, checked: fresh)
    place.withLock { $0 = fresh.world }
    snapshots = [:]
    counterparts = [:]
  }

  // MARK: What a step asks

  /// What a step asks, in the words of the learner's world.
  func plan(_ position: Int) async throws -> StepPlan {
    while runs.count <= position {
      let previous = try await WorldState(of: modelWorld.world)
      let (before, step) = (model, page.steps[runs.count])
      // Half a step, after Ctrl-C, would be the beginning of all further ones.
      let (after, traces, report) = try await Task {
        var model = before
        let (traces, report) = try await model.next(step)
        return (model, traces, report)
      }.value
      model = after
      runs.append((traces, report, previous))
    }
    let run = runs[position]
    let goals = Goals(table: check.table, laterContainers: containersNamed(after: position))
    return StepPlan(page.steps[position], run.traces, run.report, from: run.previous, goals) { _, trace in
      trace.words.map(translated)
    }
  }

  /// The names of containers that later steps speak of.
  private func containersNamed(after position: Int) -> Set<String> {
    var names: Set<String> = []
    for step in page.steps[position...] {
      for command in step.commands where step.ordinal > position + 1 || command != step.commands.first {
        let story = (try? Dispatcher(check.table).parse(command.words))?.storyIfAny ?? Story()
        for case .container(let name) in story.requires + story.removes { names.insert(name) }
      }
      for case .file(let name, _) in step.checks.map(\.check) { names.insert(name) }
    }
    return names
  }

  /// A word of the world beside, with the learner's ids.
  private func translated(_ word: String) -> String {
    var word = word
    for (model, own) in counterparts where word.contains(model.prefix(12)) {
      word =
        word.contains(model) ? word.replacing(model, with: own) : word.replacing(model.prefix(12), with: own.prefix(12))
    }
    return word
  }

  // MARK: What is the same in both worlds

  /// Notes what in the learner's world a step made in the place of what it makes in the world beside, and what the page's
  /// ids stand for.
  func pair(_ plan: StepPlan, from start: WorldState, to now: WorldState) {
    let known = Set(start.containers.map(\.id))
    let new = now.containers.filter { !known.contains($0.id) }
    for trace in plan.tasks.map(\.trace) {
      let (old, images) = (Set(trace.before.containers.map(\.id)), Set(trace.before.images.all.map(\.id)))
      for container in trace.after.containers where !old.contains(container.id) {
        let own = now.containers.first { $0.name == container.name } ?? (new.count == 1 ? new[0] : nil)
        if let own { counterparts[container.id.description] = own.id.description }
      }
      for image in trace.after.images.all where !images.contains(image.id) {
        guard let own = image.references.lazy.compactMap({ now.images.named($0) }).first else { continue }
        counterparts[image.id.hex] = own.id.hex
      }
    }
    counterparts = counterparts.filter { $0.key != $0.value }
    for command in plan.step.commands {
      for id in PageWords.ids(in: command.sample) {
        guard player.bindings.id(id) == nil, let real = model.run.bindings.id(id) else { continue }
        _ = player.bindings.bind(id: id, to: translated(real), line: command.line)
      }
      for name in command.sample.lines.flatMap({ PageWords.placeholders(in: $0.text) }) {
        guard let real = model.run.bindings.value(of: name) else { continue }
        _ = player.bindings.bind(name: name, to: translated(real), line: command.line)
      }
    }
  }
}

extension DrydockCommand {
  /// The story; nil where an argument can't be read.
  var storyIfAny: Story? { try? story }
}
