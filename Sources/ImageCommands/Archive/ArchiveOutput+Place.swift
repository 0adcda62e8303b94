import ImageOperations
import Presentation
import Worlds

extension ArchiveOutput {
  /// Where a command's archive goes: the file behind `-o`, checked before anything else is done, else standard output.
  ///
  /// - Parameters:
  ///   - name: the file as the user called it.
  ///   - task: what the command does, for errors: `save image`.
  ///   - context: of the command.
  /// - Returns: the place; nothing is written yet.
  /// - Throws: ``ArchiveToTerminal``, ``OutputPath/Refused``, `WorkingFolder.Refused`.
  static func place(_ name: String?, to task: String, in context: CommandContext) throws -> ArchiveOutput {
    guard let name, !name.isEmpty else {
      guard !context.byteOutput.isTerminal else { throw ArchiveToTerminal() }
      return .stream(context.byteOutput)
    }
    let path = try context.world.folder.resolve(name)
    try OutputPath(path, named: name, to: task).check()
    return .file(path: path, name: name)
  }
}

/// The archive would go to a terminal.
struct ArchiveToTerminal: WordedError, Hashable {
  var words: ErrorText { ErrorText("cowardly refusing to save to a terminal. Use the -o flag or redirect") }
}
