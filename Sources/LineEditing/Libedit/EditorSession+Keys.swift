import CLibedit
import Glibc

/// Where libedit gets its keys from, and what happens while it waits for one.
extension EditorSession {
  /// EL_GETCFN: 1 with a character; -1 when the read has to end, which `ending` then explains.
  func readCharacter(into character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    guard let character, let scalar = nextScalar() else { return -1 }
    character.pointee = wchar_t(bitPattern: scalar.value)
    return 1
  }

  /// The next character typed; nothing when the read has to end.
  func nextScalar() -> Unicode.Scalar? {
    while ending == nil {
      if !typed.isEmpty { return typed.removeFirst() }
      guard let byte = nextByte() else { return nil }
      typed = decoder.take(byte)
      if typed == [Self.escape], handle?.hasViKeys == true { resolveEscape() }
    }
    return nil
  }

  private static let escape: Unicode.Scalar = "\u{1b}"

  /// What begins other keys' sequences is a key of its own in vi: `[` or `O` behind it makes it a beginning, and nothing
  /// for a moment a key, for a sequence comes in one piece. libedit itself would wait for the next key and drop both.
  private func resolveEscape() {
    typed = [KeyBindings.viEscape]
    guard mailbox.wake.hasInput(on: configuration.input, within: 50), let byte = nextByte() else { return }
    let next = decoder.take(byte).map { $0 == Self.escape ? KeyBindings.viEscape : $0 }
    typed = (next.first == "[" || next.first == "O" ? [Self.escape] : typed) + next
  }

  /// One byte and no more: what is typed ahead may be for the command that the line starts.
  private func nextByte() -> UInt8? {
    do throws(LineEditingError) {
      if needsHistory {
        needsHistory = false
        readHistory()
      }
      while true {
        let isHinted = !mailbox.wake.hasInput(on: configuration.input) && showHint()
        let hasInput = try mailbox.wake.waitForInput(on: configuration.input)
        if isHinted { writer.write("\u{1b}[K") }
        guard hasInput else {
          handleEvents()
          if ending != nil { return nil }
          continue
        }
        var byte: UInt8 = 0
        switch read(configuration.input, &byte, 1) {
        case 1: return byte
        case 0: return end(.inputEnded)
        default:
          if errno == EIO { return end(.inputEnded) }
          guard errno == EINTR || errno == EAGAIN else { throw .system(call: "read", errno: errno) }
        }
      }
    } catch {
      return end(.failed(error))
    }
  }

  private func end(_ ending: Ending) -> UInt8? {
    self.ending = ending
    return nil
  }

  /// Handles what came from other threads. While a list is paged only what ends the read counts; the rest waits.
  func handleEvents() {
    deferred += mailbox.take()
    if request.isCancelled {
      leaveLine("")
      ending = .cancelled
    }
    while ending == nil, let event = nextEvent() {
      switch event {
      case .message(let text): showAbove(text)
      case .signal(.interrupt):
        leaveLine("^C")
        ending = .interrupted
      case .signal(let signal) where signal == .terminate || signal == .hangup:
        leaveLine("")
        ending = .signal(signal)
      case .signal(.suspend): suspend()
      case .signal(.windowChange): resize()
      case .signal: break
      }
    }
  }

  private func nextEvent() -> EditorMailbox.Event? {
    let next = deferred.firstIndex { event in
      switch event {
      case .signal(.interrupt), .signal(.terminate), .signal(.hangup): true
      default: !isListing
      }
    }
    return next.map { deferred.remove(at: $0) }
  }

  private func suspend() {
    guard let editor else { return }
    leaveLine("")
    if isANSI { writer.write("\u{1b}[?2004l") }
    _ = libedit_set_int(editor, EL_PREP_TERM, 0)
    Interrupts.suspend()
    _ = libedit_set_int(editor, EL_PREP_TERM, 1)
    if isANSI { writer.write("\u{1b}[?2004h") }
    el_resize(editor)
    _ = libedit_refresh(editor)
  }

  private func resize() {
    guard let editor else { return }
    eraseLine()
    el_resize(editor)
    _ = libedit_refresh(editor)
  }
}
