import Archive
import ByteStreams
import Glibc

/// What stands behind `<`: standard input is a file, and nobody is there to ask. The file is opened by who reads.
public struct FileInput: Prompter, ByteInput {
  private let path: String
  private let name: String

  /// - Parameters:
  ///   - path: where the file is.
  ///   - name: what it is called in errors.
  public init(path: String, named name: String) { (self.path, self.name) = (path, name) }

  public var isInteractive: Bool { false }

  public var isTerminal: Bool { false }

  public func answer(_ question: String) async throws -> String? { nil }

  public func secret(_ question: String) async throws -> String? { nil }

  public func standardInput(limit: Int) async throws -> [UInt8] {
    let memory = MemorySink(limit: limit)
    try await read(into: memory)
    return memory.bytes
  }

  public func regularFile() throws -> OpenFile? {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileFailure(name: name, errno: errno) }
    // A pipe is not opened before somebody reads it: that would wait for its writer.
    return status.st_mode & S_IFMT == S_IFREG ? try open() : nil
  }

  public func read(into sink: any ByteSink) async throws {
    let file = try await BlockingThreads.run { try open() }
    try await DescriptorInput.copy(file.descriptor, named: name, into: sink)
  }

  private func open() throws -> OpenFile {
    do { return try OpenFile(path) } catch { throw FileFailure(name: name, errno: error.number) }
  }
}
