import CPty
import Dispatch
import Foundation

/// A program on a terminal of its own: what is typed goes to it, what it draws is on ``screen``.
///
/// `@unchecked Sendable`: `state` is used under `lock` only; the descriptor and the process id never change.
public final class PtySession: @unchecked Sendable {
  /// A wait that met its deadline, with what stood on the screen.
  public struct Timeout: Error, CustomStringConvertible {
    public let awaited: String
    public let screen: String
    public var description: String { "waited in vain for \(awaited); the screen:\n\(screen)" }
  }

  /// How a program ended.
  public enum Ending: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  private struct State {
    var screen: TerminalScreen
    var output: [UInt8] = []
    var hasEnded = false
    var ending: Ending?
  }

  public let processID: pid_t
  private let terminal: Int32
  private let lock = NSLock()
  private var state: State

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: an absolute path.
  ///   - arguments: without the program's name.
  ///   - environment: all of it; nothing is inherited.
  ///   - columns: of the window.
  ///   - rows: of the window.
  public init(
    _ program: String, _ arguments: [String] = [], environment: [String: String], columns: Int = 80, rows: Int = 24
  ) throws {
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var terminal: Int32 = -1
    let processID = pty_spawn(program, &argv, &envp, UInt16(rows), UInt16(columns), &terminal)
    guard processID > 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    (self.processID, self.terminal) = (processID, terminal)
    _ = fcntl(terminal, F_SETFD, FD_CLOEXEC)
    state = State(screen: TerminalScreen(columns: columns, rows: rows))
  }

  deinit {
    if state.ending == nil {
      kill(processID, SIGKILL)
      waitpid(processID, nil, 0)
    }
    close(terminal)
  }

  /// The program that the package has built beside the tests.
  public static func built(_ name: String) -> String {
    let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
    return "\(folder)/\(name)"
  }

  /// What the program has drawn so far.
  public var screen: TerminalScreen { lock.withLock { state.screen } }

  /// All that the program has written so far, control sequences included.
  public var output: String { lock.withLock { String(decoding: state.output, as: UTF8.self) } }

  /// The bytes that the program has written so far, and the screen that they make.
  public var transcript: (bytes: [UInt8], screen: TerminalScreen) { lock.withLock { (state.output, state.screen) } }

  /// Types text: `\r` is Enter, `\u{3}` Ctrl-C.
  public func send(_ text: String) { send(Array(text.utf8)) }

  /// Types bytes.
  public func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(count, 0))
    }
  }

  /// Gives the window another size.
  public func resize(columns: Int, rows: Int) {
    lock.withLock { state.screen.resize(columns: columns, rows: rows) }
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
  }

  /// The terminal's settings: whether it echoes and reads by lines.
  public var isCooked: Bool {
    var settings = termios()
    tcgetattr(terminal, &settings)
    return settings.c_lflag & tcflag_t(ECHO) != 0 && settings.c_lflag & tcflag_t(ICANON) != 0
  }

  /// Waits until the screen shows a text.
  public func wait(for text: String, seconds: Double = 20) async throws {
    try await wait(for: "‘\(text)’", seconds: seconds) { $0.text.contains(text) }
  }

  /// Waits until the screen is as wished.
  public func wait(
    for wish: String, seconds: Double = 20, _ isMet: @escaping @Sendable (TerminalScreen) -> Bool
  ) async throws {
    let isDone = try await onThread { session in
      let deadline = Date().addingTimeInterval(seconds)
      while true {
        if isMet(session.screen) { return true }
        if session.lock.withLock({ session.state.hasEnded }) || !session.readMore(until: deadline) { return false }
      }
    }
    if !isDone { throw Timeout(awaited: wish, screen: screen.text) }
  }

  /// Waits until the program has ended.
  public func waitForEnd(seconds: Double = 20) async throws -> Ending {
    let ending = try await onThread { session -> Ending? in
      let deadline = Date().addingTimeInterval(seconds)
      while !session.lock.withLock({ session.state.hasEnded }) {
        guard session.readMore(until: deadline) else { return nil }
      }
      var status: Int32 = 0
      guard waitpid(session.processID, &status, 0) == session.processID else { return nil }
      let ending: Ending = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: status & 0x7F)
      session.lock.withLock { session.state.ending = ending }
      return ending
    }
    guard let ending else { throw Timeout(awaited: "the end", screen: screen.text) }
    return ending
  }

  /// Takes what the program writes; false at the deadline.
  private func readMore(until deadline: Date) -> Bool {
    var wait = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    let ready = poll(&wait, 1, Int32(max(deadline.timeIntervalSinceNow, 0) * 1000))
    guard ready != 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = read(terminal, &chunk, chunk.count)
    lock.withLock {
      // EIO: nobody has the terminal open any more.
      if count > 0 {
        state.screen.feed(chunk[..<count])
        state.output += chunk[..<count]
      } else if count == 0 || errno != EINTR {
        state.hasEnded = true
      }
    }
    return true
  }

  /// A blocking wait does not belong on the pool that the tests run on.
  private func onThread<Result: Sendable>(_ body: @escaping @Sendable (PtySession) -> Result) async throws -> Result {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: body(self)) }
    }
  }
}
