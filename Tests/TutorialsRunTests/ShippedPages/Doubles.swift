import ContainerStore
import Foundation
import ImageCommands
import ImageOperations
import ImageSpec
import RegistryClient
import Testing
import Tutorials
import Worlds

/// What is done in a command's place.
typealias CommandDouble = @Sendable (CommandCall, CommandContext) async throws -> ImageCommands.ExitStatus

extension TutorialCheck {
  /// The same check with a double for one command.
  func replacing(_ isMeant: @escaping @Sendable (CommandCall) -> Bool, by double: @escaping CommandDouble)
    -> TutorialCheck
  {
    var check = self
    let real = executor
    check.executor = { call, context in
      guard isMeant(call) else { return await real(call, context) }
      do { return try await double(call, context) } catch {
        Issue.record(error)
        return .success
      }
    }
    return check
  }
}

enum Doubles {
  /// Prints what the page shows, and does nothing.
  static let sample: CommandDouble = { call, context in
    for line in call.command.sample.lines { try context.output.line(line.text) }
    return .success
  }

  /// Prints what the page shows. Where that would be so in every world, this world is made another: the double of
  /// `verify` finds a layer damaged, that of a dry removal nothing to remove.
  static let claim: CommandDouble = { call, context in
    if call.words.first == "verify" {
      let image = try #require(try await LocalImages(in: context.world).all.first)
      try context.damage(try #require(image.manifest.body.layers.last))
    }
    if call.words.starts(with: ["registry", "rm", "--dry-run"]) {
      await context.silently("registry", "rm", try #require(call.words.last))
    }
    return try await sample(call, context)
  }

  /// Runs another command line in the place of the page's.
  static func instead(_ words: [String]) -> CommandDouble {
    { _, context in await Dispatcher(context.table).run(words, in: context) }
  }

  /// Runs the page's command, then something more.
  static func then(_ more: @escaping @Sendable (World) async throws -> Void) -> CommandDouble {
    { call, context in
      let status = await Dispatcher(context.table).run(call.words, in: context)
      try await more(context.world)
      return status
    }
  }

  /// Runs the page's command and changes what it prints.
  static func printing(_ change: @escaping @Sendable (String) -> String) -> CommandDouble {
    { call, context in
      var context = context
      context.output = ChangedOutput(next: context.output, change: change)
      return await Dispatcher(context.table).run(call.words, in: context)
    }
  }

  private struct ChangedOutput: TextOutput {
    let next: any TextOutput
    let change: @Sendable (String) -> String
    func write(_ text: String) throws { try next.write(change(text)) }
  }
}
