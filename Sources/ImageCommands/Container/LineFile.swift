import Archive
import ByteStreams
import Glibc
import ImageSpec

/// A file of variables or labels, one a line: `NAME=VALUE`, or `NAME`. Lines that begin with `#` are comments.
struct LineFile {
  /// The most bytes that are read.
  private static let limit = 1 << 20

  /// The lines that say something.
  let lines: [String]

  /// Reads a file.
  ///
  /// - Throws: ``FileFailure``, and ``UsageError`` with the line that is none.
  init(_ path: String, named name: String) throws {
    let sink = MemorySink(limit: Self.limit)
    do { try OpenFile(path).copy(into: sink) } catch let error as SystemError {
      throw FileFailure(name: "open \(name)", errno: error.number)
    }
    var bytes = sink.bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw UsageError.invalidValue("env file \(name) contains invalid utf8 bytes", command: "create")
    }
    var lines: [String] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.drop { $0.isWhitespace }
      if line.isEmpty || line.hasPrefix("#") { continue }
      let variable = line.prefix { $0 != "=" }
      guard !variable.contains(where: \.isWhitespace) else {
        throw UsageError.invalidValue(
          "poorly formatted environment: variable '\(variable)' contains whitespaces", command: "create")
      }
      lines.append(String(line))
    }
    self.lines = lines
  }
}

/// A new file that gets a container's id.
struct IdentityFile {
  private let file: OpenFile

  /// Makes the file, so that a command that can't have it creates no container.
  ///
  /// - Throws: ``FileFailure``, also where there is one already.
  init(_ path: String, named name: String) throws {
    do { file = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o644) } catch {
      throw FileFailure(name: name, errno: error.number)
    }
  }

  func write(_ text: String) throws { try file.write(Array(text.utf8)) }
}
