import Foundation
import TestSupport
import Worlds

/// The fixtures that ship with the program, and worlds made of them.
enum Shipped {
  static func fixture(_ name: String) throws -> Fixture {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appending(path: "tutorials/fixtures/\(name).yaml")
    return try Fixture(parsing: try String(contentsOf: file, encoding: .utf8), name: name)
  }

  /// Runs a test in a fixture's world and ends the world.
  static func withWorld<Result>(_ name: String, _ body: (World) async throws -> Result) async throws -> Result {
    try await withWorld(try fixture(name), body)
  }

  static func withWorld<Result>(_ fixture: Fixture, _ body: (World) async throws -> Result) async throws -> Result {
    _ = OpenFileLimit.isRaised
    let world = try await World.simulated(fixture: fixture, temporaryFolder: NSTemporaryDirectory())
    do {
      let result = try await body(world)
      await world.close()
      return result
    } catch {
      await world.close()
      throw error
    }
  }
}
