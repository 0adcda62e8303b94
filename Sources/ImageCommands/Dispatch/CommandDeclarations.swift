import ByteStreams

/// What commands declare, each read once: ArgumentParser describes a command as a document, which takes a moment to read.
final class CommandDeclarations: Sendable {
  private let known = Locked<[ObjectIdentifier: DeclaredCommand]>([:])

  /// The declarations of a command.
  func declaration(of command: any DrydockCommand.Type) -> DeclaredCommand {
    let key = ObjectIdentifier(command)
    if let known = known.withLock({ $0[key] }) { return known }
    let read = DeclaredCommand(command)
    known.withLock { $0[key] = read }
    return read
  }
}
