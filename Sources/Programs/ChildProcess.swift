import CLinux
import Glibc

/// A program that was started: no shell in between, and nothing inherited but the three standard descriptors.
///
/// Whoever starts one waits for its end, once: until then the system keeps its id.
public struct ChildProcess: Sendable, Hashable {
  /// Who gets the signals of the terminal's keys.
  public enum Group: Sendable {
    /// The program too: Ctrl-C, Ctrl-Z and the window's size reach it as they reach us.
    case ours
    /// We alone, and what the program starts can be ended with it.
    case own
  }

  /// The program's standard descriptors; nil is `/dev/null`. One below 3 has to stand in its own place.
  public struct Descriptors: Sendable {
    /// Standard input.
    public var input: Int32?
    /// Standard output.
    public var output: Int32?
    /// Standard error.
    public var errors: Int32?

    /// Names the three; they stay their owner's.
    public init(input: Int32?, output: Int32?, errors: Int32?) {
      (self.input, self.output, self.errors) = (input, output, errors)
    }
  }

  /// The process's id.
  public let id: pid_t

  /// Starts a program.
  ///
  /// It begins with no signal blocked and none ignored but those that we found ignored; a terminal's signals reach it by
  /// `group`.
  ///
  /// - Throws: ``ProgramError/notStarted(_:errno:)``.
  public init(_ call: ProgramCall, _ descriptors: Descriptors, group: Group) throws(ProgramError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, place) in [(descriptors.input, 0), (descriptors.output, 1), (descriptors.errors, 2)] {
      if let descriptor {
        posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(place))
      } else {
        posix_spawn_file_actions_addopen(&actions, Int32(place), "/dev/null", O_RDWR, 0)
      }
    }
    // Whatever somebody has opened without O_CLOEXEC.
    linux_spawn_close_from(&actions, 3)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A thread of ours may have signals blocked; and SIGPIPE is ignored here for our own writes.
    var (none, ignored) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigemptyset(&ignored)
    sigaddset(&ignored, SIGPIPE)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &ignored)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (group == .own ? POSIX_SPAWN_SETPGROUP : 0)))

    var arguments: [UnsafeMutablePointer<CChar>?] = ([call.name] + call.arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = call.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process = pid_t()
    var status = posix_spawn(&process, call.path, &actions, &attributes, &arguments, &variables)
    // A program that was just written may still be open for writing in a child that another thread is starting.
    for _ in 0..<200 where status == ETXTBSY {
      poll(nil, 0, 10)
      status = posix_spawn(&process, call.path, &actions, &attributes, &arguments, &variables)
    }
    guard status == 0 else { throw .notStarted(call.name, errno: status) }
    id = process
  }

  /// Blocks until the program ends, however often it is stopped and continued.
  public func wait() -> ProcessEnding {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 {
      // Nobody else waits for it, so it was never ours: what is not there has ended.
      if errno != EINTR { return .exited(0) }
    }
    return ProcessEnding(status)
  }

  /// Blocks as ``wait()`` does, and leaves the end to be waited for: the id stays the program's until then.
  public func awaitEnd() {
    var information = siginfo_t()
    while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
  }

  /// Whether the program is stopped, as by Ctrl-Z, or has ended and was not waited for.
  public var isStopped: Bool {
    var information = siginfo_t()
    let found = waitid(P_PID, id_t(id), &information, WSTOPPED | WEXITED | WNOWAIT | WNOHANG)
    return found == 0 && information.si_code != 0
  }

  /// How the program ended, if it has.
  public func ending() -> ProcessEnding? {
    var status: Int32 = 0
    return waitpid(id, &status, WNOHANG) == id ? ProcessEnding(status) : nil
  }

  /// Sends a signal. To be called before the end was waited for only: the id may be another's then.
  public func send(_ signal: Int32) { kill(id, signal) }

  /// Ends the program and what it has started at once, and waits for it. For a program of its own group.
  public func end() {
    kill(-id, SIGKILL)
    _ = wait()
  }
}
