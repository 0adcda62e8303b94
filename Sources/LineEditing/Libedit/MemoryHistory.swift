import CLibedit

/// The lines that the arrows reach: libedit's list, without adjacent repeats.
final class MemoryHistory {
  let list: OpaquePointer?

  init() {
    list = history_init()
    // The size is zero at first, and entries vanish.
    limit(to: Int(Int32.max))
    if let list { _ = libedit_history_int(list, H_SETUNIQUE, 1) }
  }

  deinit { if let list { history_end(list) } }

  func limit(to count: Int) {
    if let list { _ = libedit_history_int(list, H_SETSIZE, Int32(clamping: count)) }
  }

  func enter(_ line: String) {
    if let list { _ = libedit_history_enter(list, line) }
  }
}
