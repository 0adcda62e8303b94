import ByteStreams
import ImageCommands

/// Keeps what is said while a program fills the screen, and says it afterwards.
final class HeldOutput: TextOutput {
  private let output: any TextOutput
  private let held = Locked<String?>("")

  init(_ output: any TextOutput) { self.output = output }

  func write(_ text: String) throws {
    let isHeld = held.withLock { held in
      held?.append(text)
      return held != nil
    }
    if !isHeld { try output.write(text) }
  }

  /// Says what was kept, and keeps nothing from now on. Idempotent.
  func release() {
    let text = held.withLock { held in
      defer { held = nil }
      return held ?? ""
    }
    // Nobody is left to tell when the error output is gone.
    if !text.isEmpty { try? output.write(text) }
  }
}
