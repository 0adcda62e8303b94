import ByteStreams
import Glibc
import ImageCommands

/// What stands behind `<`: standard input is a file, and nobody is there to ask.
struct FileInput: Prompter {
  let path: String
  let name: String

  var isInteractive: Bool { false }

  func answer(_ question: String) async throws -> String? { nil }

  func secret(_ question: String) async throws -> String? { nil }

  func standardInput(limit: Int) async throws -> [UInt8] {
    let (path, name) = (path, name)
    return try await BlockingThreads.run {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileFailure(name: name, errno: errno) }
      defer { close(descriptor) }
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 64 << 10)
      while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count == 0 { return bytes }
        if count > 0 { bytes += chunk[..<count] } else if errno != EINTR { throw FileFailure(name: name, errno: errno) }
        guard bytes.count <= limit else { throw MemorySink.LimitExceeded(limit: limit) }
      }
    }
  }
}
