import Glibc
import Programs

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
    let call: ProgramCall
    do { call = try ProgramCall(program, [argument], environment: environment) } catch { throw unusable(error) }
    let (inputReader, inputWriter) = try connectedPair()
    let outputReader: Int32
    let outputWriter: Int32
    do { (outputReader, outputWriter) = try connectedPair() } catch {
      close(inputReader)
      close(inputWriter)
      throw error
    }
    defer { close(outputReader) }
    let started = Result { () throws(CredentialHelperError) in
      try start(call, input: inputReader, output: outputWriter)
    }
    close(inputReader)
    close(outputWriter)
    defer { close(inputWriter) }
    let process = try started.get()
    send(input, to: inputWriter)
    shutdown(inputWriter, Int32(SHUT_WR))
    let deadline = ContinuousClock.now + timeout
    let output: [UInt8]
    let status: Int32
    do {
      output = try collect(outputReader, until: deadline)
      status = try wait(process, until: deadline)
    } catch {
      process.end()
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

  private func start(
    _ call: ProgramCall, input: Int32, output: Int32
  ) throws(CredentialHelperError) -> ChildProcess {
    // A group of its own: what it starts ends with it, and a terminal's Ctrl-C is ours to pass on.
    do { return try ChildProcess(call, .init(input: input, output: output, errors: nil), group: .own) } catch {
      throw unusable(error)
    }
  }

  private func unusable(_ error: ProgramError) -> CredentialHelperError {
    if case .notStarted(_, let errno) = error { return .notStarted(program: program, errno: errno) }
    return .notFound(program: program)
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
  private func wait(_ process: ChildProcess, until deadline: ContinuousClock.Instant) throws -> Int32 {
    while true {
      if let ending = process.ending() { return ending.status }
      guard ContinuousClock.now < deadline else { throw CredentialHelperError.timedOut(program: program) }
      // Its output is closed, so it is about to end: a short nap is all that this ever takes.
      poll(nil, 0, 5)
    }
  }
}
