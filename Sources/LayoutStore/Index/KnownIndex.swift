import Glibc
import ImageSpec

/// What a process remembers of the index's file, and how it sees whether that still holds.
struct KnownIndex {
  /// The file as it was when it was read.
  let status: FileStatus
  /// The digest of its bytes.
  let digest: Digest
  /// Whether every later change shows in the file's status; see ``isSettled(_:now:)``.
  let isSettled: Bool
  /// What the bytes say, where somebody asked.
  var index: LayoutIndex?
  /// The names, where somebody asked, and the platform by which images of several were chosen.
  var names: (platform: Platform, list: NameList)?

  /// Whether a file was left alone for so long that a change of now would give it another time: two writes within one
  /// tick of the kernel's clock leave the same time, and a new file may get the number of one that went.
  static func isSettled(_ status: FileStatus, now: timespec = coarseNow) -> Bool {
    let age =
      (Int64(now.tv_sec) - status.modified) * 1000
      + (Int64(now.tv_nsec) - status.modifiedNanoseconds) / 1_000_000
    // Some file systems keep whole seconds, or two.
    return age > (status.modifiedNanoseconds == 0 ? 2_500 : 100)
  }

  /// The clock that the kernel stamps files with, which is no world's time.
  private static var coarseNow: timespec {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &now)
    return now
  }
}
