import CLibedit

/// The lines that libedit's own keys reach, such as vi's `k` and `/`: its list, without adjacent repeats.
final class MemoryHistory {
  let list: OpaquePointer?

  /// Makes an empty list that keeps the last `limit` lines.
  init(limit: Int) {
    list = history_init()
    guard let list else { return }
    // The size is zero at first, and entries vanish.
    _ = libedit_history_int(list, H_SETSIZE, Int32(clamping: limit))
    _ = libedit_history_int(list, H_SETUNIQUE, 1)
  }

  deinit { if let list { history_end(list) } }

  func enter(_ line: String) {
    if let list { _ = libedit_history_enter(list, line) }
  }
}
