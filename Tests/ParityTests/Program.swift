import Dispatch
import Foundation
import Glibc
import TestSupport

/// Runs programs off any terminal, many at once.
///
/// By `posix_spawn`: Foundation's `Process` crashed now and then where hundreds were started from several threads.
enum Program {
  /// How a run ended.
  struct Ended: Sendable {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs a program to its end; its input is empty unless it gets one.
  static func run(
    _ path: String, _ arguments: [String], environment: [String: String], folder: String, input: String?
  ) async throws -> Ended {
    let files = try ScratchFolder()
    try (input ?? "").write(toFile: files("0"), atomically: false, encoding: .utf8)
    let process = try spawn(path, arguments, environment, folder, files)
    let status = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        continuation.resume(returning: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F)
      }
    }
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(filePath: files(name))), as: UTF8.self)
    }
    return Ended(status: status, output: try text("1"), errors: try text("2"))
  }

  private static func spawn(
    _ path: String, _ arguments: [String], _ environment: [String: String], _ folder: String, _ files: ScratchFolder
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, files("0"), O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, files("1"), O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, files("2"), O_WRONLY | O_CREAT, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A child of the test process would begin with signals blocked.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // And with SIGPIPE ignored, which `tar | head` would tell now and then.
    var pipe = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &pipe)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let env = "/usr/bin/env"
    var argv: [UnsafeMutablePointer<CChar>?] = ([env, "-C", folder, path] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var process: pid_t = 0
    let error = posix_spawn(&process, env, &actions, &attributes, &argv, &envp)
    guard error == 0 else { throw POSIXError(.init(rawValue: error) ?? .EIO) }
    return process
  }
}
