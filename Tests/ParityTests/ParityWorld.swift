import Foundation
import TestSupport
import Testing

/// What the recordings were made with: an open registry with their images, one that asks for a password, a search.
///
/// A recorded port means one of these; each stands on a port of as many digits, so that columns keep their widths.
final class ParityWorld: Sendable {
  let open: RealRegistry
  let closed: RealRegistry
  let search: ScriptedServer
  /// Where nobody listens.
  let dead: Int
  /// The digests of the images by repository and tag.
  let digests: [String: String]

  init() async throws {
    open = try RealRegistry(ports: 1024...9999)
    closed = try RealRegistry(user: ("username", "password"), ports: 1024...9999)
    search = try ScriptedServer(port: FreePort.find()) { request in Self.searchAnswer(request) }
    dead = try FreePort.find()
    let made = try await Program.run(
      "/usr/bin/python3", [Recording.folder.appending(path: "images.py").path, "\(open.port)"],
      environment: ["PATH": "/usr/bin:/bin"], folder: NSTemporaryDirectory(), input: nil)
    try #require(made.status == 0, "\(made.errors)")
    digests = Dictionary(
      made.output.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        return words.count == 2 ? (String(words[0]), String(words[1].dropFirst("sha256:".count))) : nil
      }, uniquingKeysWith: { $1 })
  }

  /// A recorded text with this world's ports.
  func localised(_ text: String) -> String {
    var text = text
    for (recorded, ours) in [(5000, open.port), (5001, closed.port), (5003, search.port), (5999, dead)] {
      text.replace("127.0.0.1:\(recorded)", with: "127.0.0.1:\(ours)")
    }
    return text
  }

  private static func searchAnswer(_ request: ScriptedServer.Request) -> String {
    guard request.target.hasPrefix("/v1/search") else { return response("404 Not Found", "{}") }
    func row(_ name: String, _ stars: Int, _ text: String, official: Bool = false, automated: Bool = false) -> String {
      """
      {"name": "\(name)", "description": "\(text)", "star_count": \(stars), "is_official": \(official), \
      "is_automated": \(automated)}
      """
    }
    let rows = [
      row("busybox", 3000, "Busybox base image.", official: true),
      row("progrium/busybox", 72, "", automated: true),
      row(
        "radial/busyboxplus", 55,
        "Full-chain, Internet enabled, busybox made from scratch. Comes in git and cURL flavors.", automated: true),
      row(
        "someone/unicode", 0,
        "ünïcode déscription — very long text that should be truncated somewhere around here ok\\nsecond line"),
    ]
    return response(
      "200 OK", "{\"num_results\": 4, \"query\": \"busybox\", \"results\": [\(rows.joined(separator: ", "))]}")
  }

  private static func response(_ status: String, _ body: String) -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }
}
