import CLibedit
import Glibc

/// Where libedit gets its keys from, and what happens while it waits for one.
extension EditorSession {
  /// EL_GETCFN: 1 with a character; -1 when the read has to end, which `ending` then explains.
  func readCharacter(into character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    mendCursor()
    if lineLength <= UndoLog.longestLine {
      let line = line
      undoLog.note(line)
      mendScreen(line)
    }
    guard let character, let scalar = nextScalar() else { return -1 }
    character.pointee = wchar_t(bitPattern: scalar.value)
    return 1
  }

  /// The next character typed; nothing when the read has to end.
  func nextScalar() -> Unicode.Scalar? {
    while ending == nil {
      if !typed.isEmpty { return typed.removeFirst() }
      guard let byte = nextByte() else { continue }
      typed = decoder.take(byte)
      if typed == [Self.escape], handle?.hasViKeys == true { resolveEscape() }
    }
    return nil
  }

  static let escape: Unicode.Scalar = "\u{1b}"

  /// What begins other keys' sequences is a key of its own in vi: `[` or `O` behind it makes it a beginning, and nothing
  /// for a moment a key, for a sequence comes in one piece. libedit itself would wait for the next key and drop both.
  private func resolveEscape() {
    typed = [KeyBindings.viEscape]
    guard !readAhead.isEmpty || mailbox.wake.hasInput(on: configuration.input, within: 50), let byte = nextByte() else {
      return
    }
    let next = decoder.take(byte).map { $0 == Self.escape ? KeyBindings.viEscape : $0 }
    typed = (next.first == "[" || next.first == "O" ? [Self.escape] : typed) + next
  }

  /// Whether more of a key's sequence is there: it comes in one piece.
  func isFollowed() -> Bool {
    !typed.isEmpty || !readAhead.isEmpty || mailbox.wake.hasInput(on: configuration.input, within: 50)
  }

  /// One byte and no more: what is typed ahead may be for the command that the line starts. Nothing when the read has
  /// to end, or when an event has put a character into `typed`.
  private func nextByte() -> UInt8? {
    if needsHistory { readHistory() }
    if let byte = readAhead.popFirst() { return byte }
    do throws(LineEditingError) {
      while true {
        let isHinted = !mailbox.wake.hasInput(on: configuration.input) && showHint()
        let hasInput = try mailbox.wake.waitForInput(on: configuration.input)
        if isHinted { writer.write("\u{1b}[K") }
        guard hasInput else {
          handleEvents()
          if ending != nil || !typed.isEmpty { return nil }
          continue
        }
        if let bytes = try readInput(atMost: 1) { return bytes.first }
        if ending != nil { return nil }
      }
    } catch {
      ending = .failed(error)
      return nil
    }
  }

  /// What has come in, for who may take more than a byte: empty when nothing comes in time, nil when the read has to
  /// end.
  func nextChunk(within milliseconds: Int32) -> ArraySlice<UInt8>? {
    if !readAhead.isEmpty {
      defer { readAhead = [] }
      return readAhead
    }
    do throws(LineEditingError) {
      while ending == nil {
        guard let hasInput = try mailbox.wake.waitForInput(on: configuration.input, within: milliseconds) else {
          return []
        }
        if !hasInput { handleEvents() } else if let bytes = try readInput(atMost: 64 << 10) { return bytes }
      }
    } catch { ending = .failed(error) }
    return nil
  }

  /// The bytes that are there; nil when there are none after all or, with `ending` set, will be none.
  private func readInput(atMost limit: Int) throws(LineEditingError) -> ArraySlice<UInt8>? {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = read(configuration.input, &bytes, limit)
    if count > 0 { return bytes[..<count] }
    guard count == 0 || errno == EIO else {
      guard errno == EINTR || errno == EAGAIN else { throw .system(call: "read", errno: errno) }
      return nil
    }
    ending = .inputEnded
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
      case .prompt(let prompt): change(to: prompt)
      case .signal(.interrupt) where isSearching: typed.append(Self.cancelKey)
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
      case .prompt: !isListing && !isSearching
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
