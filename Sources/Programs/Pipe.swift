import CLinux
import Glibc

/// A pipe of the system: what one program writes another one reads.
public struct Pipe: Sendable {
  /// The end that is read.
  public let reader: Int32
  /// The end that is written.
  public let writer: Int32

  /// Makes a pipe that no child inherits unless it is handed over. Whoever makes one closes both ends.
  ///
  /// - Throws: ``ProgramError/notStarted(_:errno:)`` in the name of the program that it is for.
  public init(for program: String) throws(ProgramError) {
    var ends: [Int32] = [-1, -1]
    guard linux_pipe(&ends, Int32(O_CLOEXEC)) == 0 else { throw .notStarted(program, errno: errno) }
    (reader, writer) = (ends[0], ends[1])
  }
}
