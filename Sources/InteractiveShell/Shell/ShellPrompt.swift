import ImageCommands
import LineEditing
import Presentation
import Worlds

/// What the prompt says: a simulated world's name, what extensions add, and the last status when it was not 0. A world
/// that the shell did not begin in is an extension's, which names it; of that the prompt says that it is simulated.
///
/// In words and signs throughout: colour only repeats them.
struct ShellPrompt {
  let world: World.Origin
  let isOwnWorld: Bool
  let segments: [String]
  let status: ExitStatus

  func prompt(style: Style) -> LineEditing.Prompt {
    var text = style.bold("drydock")
    if case .simulated(let fixture) = world {
      text += " " + style.yellow("(\(isOwnWorld ? Escaping.line(fixture) : "simulated"))")
    }
    for segment in segments { text += " " + style.cyan("[\(Escaping.line(segment))]") }
    if status != .success { text += " " + style.red("[\(status.rawValue)]") }
    return LineEditing.Prompt(text + "> ")
  }
}
