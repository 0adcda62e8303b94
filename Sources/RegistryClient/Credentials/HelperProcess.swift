import Glibc

/// Runs a helper program: no shell, input and output through descriptors, an end to its time and to its output. Blocks;
/// to be called on a thread that may.
struct HelperProcess: Sendable {
  let program: String
  let environment: [String: String]
  let timeout: Duration

  /// The most bytes that a program may say.
  static let outputLimit = 1 << 20

  /// Runs the program with one argument and returns what it says on standard output.
  func run(_ argument: String, input: [UInt8]) throws -> [UInt8] {
    guard let path = path() else { throw CredentialHelperError.notFound(program: program) }
    let (inputReader, inputWriter) = try connectedPair()
    let outputReader: Int32
    let outputWriter: Int32
    do { (outputReader, outputWriter) = try connectedPair() } catch {
      close(inputReader)
      close(inputWriter)
      throw error
    }
    defer { close(outputReader) }
    let spawned = spawn(path, argument, standardInput: inputReader, standardOutput: outputWriter)
    close(inputReader)
    close(outputWriter)
    defer { close(inputWriter) }
    let process = try spawned.get()
    send(input, to: inputWriter)
    shutdown(inputWriter, Int32(SHUT_WR))
    let deadline = ContinuousClock.now + timeout
    let output: [UInt8]
    let status: Int32
    do {
      output = try collect(outputReader, until: deadline)
      status = try wait(process, until: deadline)
    } catch {
      kill(-process, SIGKILL)
      var ignored: Int32 = 0
      while waitpid(process, &ignored, 0) < 0, errno == EINTR {}
      throw error
    }
    guard status == 0 else {
      let message = String(decoding: output.prefix(1024), as: UTF8.self)
      throw CredentialHelperError.failed(program: program, status: status, message: message)
    }
    return output
  }

  /// Two connected descriptors that no other child inherits. Sockets, not a pipe: writing to one whose reader is gone is
  /// an error code and no signal.
  private func connectedPair() throws -> (Int32, Int32) {
    var pair: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &pair) == 0 else {
      throw CredentialHelperError.notStarted(program: program, errno: errno)
    }
    return (pair[0], pair[1])
  }

  private func path() -> String? {
    for folder in (environment["PATH"] ?? "").split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/\(program)"
      if access(path, X_OK) == 0 { return path }
    }
    return nil
  }

  private func spawn(
    _ path: String, _ argument: String, standardInput: Int32, standardOutput: Int32
  ) -> Result<pid_t, CredentialHelperError> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, standardInput, 0)
    posix_spawn_file_actions_adddup2(&actions, standardOutput, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

    // A thread of ours may have signals blocked, the process some ignored; the child begins with neither.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    // A group of its own: what it starts ends with it, and a terminal's Ctrl-C is ours to pass on.
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(argument), nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process = pid_t()
    var status = posix_spawn(&process, path, &actions, &attributes, &arguments, &variables)
    // A program that was just written may still be open for writing in a child that another thread is starting.
    for _ in 0..<200 where status == ETXTBSY {
      poll(nil, 0, 10)
      status = posix_spawn(&process, path, &actions, &attributes, &arguments, &variables)
    }
    return status == 0 ? .success(process) : .failure(.notStarted(program: program, errno: status))
  }

  /// A program that does not read all of its input may have a reason; what it says then counts.
  private func send(_ input: [UInt8], to socket: Int32) {
    var rest = input[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private func collect(_ reader: Int32, until deadline: ContinuousClock.Instant) throws -> [UInt8] {
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let left = (deadline - ContinuousClock.now).components
      let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
      guard milliseconds > 0 else { throw CredentialHelperError.timedOut(program: program) }
      var wanted = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
      let ready = poll(&wanted, 1, Int32(clamping: milliseconds))
      if ready < 0, errno != EINTR { throw CredentialHelperError.unusableAnswer(program: program) }
      guard ready > 0 else { continue }
      let count = read(reader, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0, output.count + count <= Self.outputLimit else {
        throw CredentialHelperError.unusableAnswer(program: program)
      }
      if count == 0 { return output }
      output.append(contentsOf: chunk[..<count])
    }
  }

  /// Waits for the end of a program that has closed its output; an exit status, or 128 and the signal's number.
  private func wait(_ process: pid_t, until deadline: ContinuousClock.Instant) throws -> Int32 {
    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F) }
      if ended < 0, errno != EINTR { throw CredentialHelperError.unusableAnswer(program: program) }
      guard ContinuousClock.now < deadline else { throw CredentialHelperError.timedOut(program: program) }
      // Its output is closed, so it is about to end: a short nap is all that this ever takes.
      poll(nil, 0, 5)
    }
  }
}
