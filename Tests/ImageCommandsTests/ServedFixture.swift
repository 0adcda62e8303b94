import TestSupport
import Worlds

/// Serves a fixture's repositories on loopback for as long as a test runs; the body gets the host with its port.
func serving(_ fixture: Fixture, _ body: (String) async throws -> Void) async throws {
  _ = OpenFileLimit.isRaised
  let server = try await RegistryServer.start(host: "127.0.0.1", port: 0, fixture: fixture)
  do { try await body("127.0.0.1:\(server.port)") } catch {
    await server.stop()
    throw error
  }
  await server.stop()
}

extension Fixture {
  /// Images of one small layer each, under the names of their platforms, and what else a test puts behind them.
  ///
  /// - Parameters:
  ///   - platforms: `OS/ARCH`, with a Windows version in brackets perhaps; an image's name is the platform's.
  ///   - indexes: an index's name and its platforms.
  ///   - tags: of the repository `app`: a tag and the image or the index that it means.
  static func platforms(
    _ platforms: [String], indexes: [String: [String]] = [:], tags: [String: String]
  ) throws -> Fixture {
    var text = "title: platforms\nplatform: linux/amd64\nclock: 2026-01-15T12:00:00Z\nseed: 1\nlayers:\n"
    for (number, _) in platforms.enumerated() { text += "  layer-\(number): {files: {name: \"image \(number)\\n\"}}\n" }
    text += "images:\n"
    for (number, platform) in platforms.enumerated() {
      text +=
        "  image-\(number):\n    platform: \(platform)\n    created: 2025-12-01T00:00:00Z\n    history: [{layer: layer-\(number), by: make}]\n"
    }
    func name(_ image: String) -> String { platforms.firstIndex(of: image).map { "image-\($0)" } ?? image }
    if !indexes.isEmpty { text += "indexes:\n" }
    for (index, entries) in indexes { text += "  \(index): [\(entries.map(name).joined(separator: ", "))]\n" }
    text += "registries:\n  docker.io:\n    repositories:\n      app:\n        tags:\n"
    for (tag, image) in tags { text += "          \"\(tag)\": \(name(image))\n" }
    return try Fixture(parsing: text, name: "platforms")
  }
}
