import ByteStreams
import ImageSpec
import Presentation

/// Writes lines with foreign names: escaped where a person reads them, as they are where a program does, so that a list
/// can be piped.
struct NameOutput {
  private let context: CommandContext

  init(_ context: CommandContext) { self.context = context }

  /// Writes our own text and a foreign name behind it.
  func line(_ front: String, _ name: String) throws {
    if context.terminal.isTerminal {
      try context.output.line(front + Escaping.line(name))
    } else if ForeignName.holdsForeign(name), !(context.byteOutput is NoByteOutput) {
      try context.byteOutput.write(Array(front.utf8) + ForeignName.bytes(name) + [UInt8(ascii: "\n")])
    } else {
      try context.output.line(front + name)
    }
  }
}
