import Foundation
import Glibc

/// A disk of a few MiB, where this process may mount one.
public final class SmallDisk: Sendable {
  /// Bytes of the disk.
  public static let size = 8 << 20
  /// The folder that it is mounted on.
  public let scratch: ScratchFolder

  /// Mounts a disk; nil where that is not allowed.
  public init?() {
    guard getuid() == 0, let scratch = try? ScratchFolder(),
      Self.run("mount", ["-t", "tmpfs", "-o", "size=\(Self.size)", "none", scratch.path])
    else { return nil }
    self.scratch = scratch
  }

  deinit { _ = Self.run("umount", ["-l", scratch.path]) }

  /// Whether this process may mount one.
  public static let canMount = SmallDisk() != nil

  private static func run(_ program: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
