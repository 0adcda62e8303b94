import ImageCommands
import Testing
import Tutorials

/// Something plausible that a command may do in the place of what it says, with status 0: no step may pass with it.
struct WrongOutcome: Sendable {
  let name: String
  /// The commands that can go wrong like this.
  let verb: String
  let double: CommandDouble
  /// Whether it can be done with a command at all.
  let isMeant: @Sendable (PlacedCommand) -> Bool

  init(
    _ name: String, _ verb: String, where isMeant: @escaping @Sendable (PlacedCommand) -> Bool = { _ in true },
    _ double: @escaping CommandDouble
  ) {
    self.name = name
    self.verb = verb
    self.double = double
    self.isMeant = isMeant
  }

  static let all = changing + listing + sharing

  /// A wrong outcome of one command of a shipped page.
  struct Placed: Sendable, CustomTestStringConvertible {
    let command: PlacedCommand
    let outcome: WrongOutcome
    var testDescription: String { "\(command.page):\(command.line) \(command.source): \(outcome.name)" }
  }

  /// Every outcome with the first command of each page that it can happen to.
  static let placed: [Placed] = Pages.shipped.flatMap { page in
    let commands = PlacedCommand.all.filter { $0.page == page }
    let done = commands.filter { !$0.expectsFailure }
    let refusals = commands.filter(\.expectsFailure)
    return all.compactMap { outcome in
      done.first { $0.verb == outcome.verb && outcome.isMeant($0) }.map { Placed(command: $0, outcome: outcome) }
    } + refused.compactMap { outcome in refusals.first.map { Placed(command: $0, outcome: outcome) } }
  }

  /// What can become of a command that the page shows being refused.
  static let refused = [
    WrongOutcome("it is not refused", "") { call, context in
      for line in call.command.sample.lines { try context.errors.line(line.text) }
      return .success
    },
    WrongOutcome("it is refused for another reason", "") { call, context in
      try context.errors.line("Error response from daemon: no space left on device")
      return call.command.expectedStatus == 125 ? .badFlag : .failure
    },
    WrongOutcome("it is refused, and something changed", "") { call, context in
      let status = await Dispatcher(context.table).run(call.words, in: context)
      _ = try await context.anotherImage(named: "left-behind")
      return status
    },
  ]
}
