import ArgumentParser

/// `-f` and `--yes`, of commands that ask before they remove many things.
struct Consent: ParsableArguments, Sendable {
  @Flag(name: [.customShort("f"), .long], help: "Do not ask")
  var force = false
  @Flag(name: .long, help: "The same as --force")
  var yes = false

  init() {}

  /// Whether it shall be done: consent was given, or the person at the prompt says so. Where nobody can be asked, the
  /// question is written as docker writes it, and the answer is no.
  func isGiven(_ warning: String, in context: CommandContext) async throws -> Bool {
    if force || yes { return true }
    try context.output.write("\(warning)\n")
    let question = "Are you sure you want to continue? [y/N] "
    guard context.prompter.isInteractive else {
      try context.output.write(question)
      try context.errors.line("Nothing was removed: there is nobody to ask. Add '-f' to remove without a question.")
      return false
    }
    return try await context.prompter.answer(question)?.lowercased() == "y"
  }
}
