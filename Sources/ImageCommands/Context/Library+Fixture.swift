import Glibc
import Worlds

extension Library {
  /// Reads a fixture: a file as it is, else a name in the library.
  ///
  /// - Throws: ``NotFound`` with the names that there are, ``FileFailure``, and what breaks the rules of fixtures.
  public func loadFixture(_ name: String) throws -> Fixture {
    let path = try fixture(name)
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let ending = [".yaml", ".yml"].first(where: file.hasSuffix) ?? ""
    return try Fixture(parsing: try Self.text(of: path), name: String(file.dropLast(ending.count)))
  }

  /// At most one byte more than a fixture may have: the fixture's own reader then says that it is too long.
  private static func text(of path: String) throws(FileFailure) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure(name: path, errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= Fixture.maximumSize {
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { break }
      if count > 0 { bytes += chunk[..<count] } else if errno != EINTR { throw FileFailure(name: path, errno: errno) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension CommandContext {
  /// Reads a fixture from the library, see ``Library/loadFixture(_:)``.
  func fixture(_ name: String) throws -> Fixture { try library.loadFixture(name) }
}
