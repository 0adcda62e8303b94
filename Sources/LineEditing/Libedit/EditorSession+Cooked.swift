import Glibc

/// Reads that need no editing: secrets and answers.
extension EditorSession {
  /// Reads one line as the terminal itself edits it.
  func readCooked(prompt: Prompt, echo: Bool, request: ReadRequest) throws -> LineRead {
    try reading(prompt, request) {
      let mode = try TerminalMode(of: configuration.input)
      let wanted = echo ? mode : mode.withoutEcho
      try wanted.apply(to: configuration.input)
      writer.write(prompt.text)
      var bytes = takeReadAhead(echo: echo)
      var chunk = [UInt8](repeating: 0, count: 4096)
      while bytes.last != UInt8(ascii: "\n") {
        guard try mailbox.wake.waitForInput(on: configuration.input) else {
          if let ending = try handleCookedEvents(mode: mode, wanted: wanted) {
            writer.write("\n")
            self.ending = ending
            return try outcome(of: ending)
          }
          continue
        }
        let count = read(configuration.input, &chunk, chunk.count)
        if count > 0 { bytes += chunk[..<count] }
        if count == 0 || count < 0 && errno == EIO {
          if !bytes.isEmpty { break }
          writer.write("\n")
          return .endOfInput
        }
        guard count > 0 || errno == EINTR || errno == EAGAIN else {
          throw LineEditingError.system(call: "read", errno: errno)
        }
      }
      // The Enter that ends it was not shown either.
      if !echo { writer.write("\n") }
      return .line(String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes, as: UTF8.self))
    }
  }

  /// The line, or its beginning, that was read with a paste before it.
  private func takeReadAhead(echo: Bool) -> [UInt8] {
    let line = readAhead.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    let hasEnd = line.count < readAhead.count
    readAhead = readAhead.dropFirst(line.count + (hasEnd ? 1 : 0))
    let bytes = Array(line) + (hasEnd ? [UInt8(ascii: "\n")] : [])
    if echo { writer.write(String(decoding: bytes, as: UTF8.self)) }
    return bytes
  }

  private func handleCookedEvents(mode: TerminalMode, wanted: TerminalMode) throws -> Ending? {
    let events = mailbox.take()
    if request.isCancelled { return .cancelled }
    for event in events {
      switch event {
      case .message(let text): writer.write("\n\(text)\(prompt.text)")
      case .signal(.interrupt): return .interrupted
      case .signal(let signal) where signal == .terminate || signal == .hangup: return .signal(signal)
      case .signal(.suspend):
        try mode.apply(to: configuration.input)
        Interrupts.suspend()
        try wanted.apply(to: configuration.input)
        writer.write("\n\(prompt.text)")
      case .prompt, .signal: break
      }
    }
    return nil
  }
}
