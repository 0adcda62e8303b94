import ByteStreams
import ImageCommands
import Worlds

/// Where a session keeps the lesson that is open in it.
final class LessonStage: Sendable {
  private let open = Locked<Lesson?>(nil)

  /// The lesson that is open; nil for none.
  var lesson: Lesson? { open.withLock { $0 } }

  /// Opens a lesson in place of another one, which is closed.
  func put(_ lesson: Lesson?) async {
    let former = open.withLock { open in
      let former = open
      open = lesson
      return former
    }
    await former?.close()
  }
}
