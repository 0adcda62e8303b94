import ByteStreams
import Foundation
import ImageSpec
import RegistrySimulator
import TestSupport
import Testing

/// A conversation that clients have with a registry, changed at random places thousands of times: nothing of it may
/// bring the listener down, and no answer is 500.
@Suite struct ListenerFuzzTests {
  private static let rounds = 1_500
  private static let clients = 4

  @Test(arguments: [UInt64(1), 2]) func noBytesBringTheListenerDown(seed: UInt64) async throws {
    let test = try await TestRegistry()
    try await test.pushImage("app", "1")
    let conversation = try Self.conversation()
    try await listening(test) { host in
      let problems = try await withThrowingTaskGroup(of: [String].self) { group in
        for number in 0..<Self.clients {
          group.addTask {
            try await BlockingThreads.run {
              var random = Seeded(seed, stream: number)
              return try (0..<Self.rounds / Self.clients).compactMap { _ in
                try Self.problem(of: host, sending: Self.mutated(conversation, &random))
              }
            }
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(problems == [])
      let pulled = try await exchange(host, "GET /v2/app/manifests/1 HTTP/1.0\r\n\r\n")
      #expect(pulled.hasPrefix("HTTP/1.1 200"), "\(pulled)")
    }
  }

  /// What is wrong with the answers to some bytes.
  private static func problem(of host: String, sending bytes: [UInt8]) throws -> String? {
    let client = try Connected(host)
    client.send(bytes)
    client.finishSending()
    let answers = client.receiveAll()
    let text = answers.head + String(decoding: answers.body, as: UTF8.self)
    if answers.head.isEmpty || answers.head.hasPrefix("HTTP/1.1 "), !text.contains("HTTP/1.1 500") { return nil }
    return "\(String(decoding: bytes, as: UTF8.self).debugDescription) -> \(text.debugDescription)"
  }

  /// Requests of all kinds over one connection, some with bodies of each form.
  private static func conversation() throws -> [UInt8] {
    let blob = Array("some bytes of a layer".utf8)
    let digest = try Digest(of: blob)
    let manifest = try Image(layer: Array("layer".utf8)).manifest
    func request(_ line: String, _ fields: String...) -> String {
      ([line + " HTTP/1.1", "Host: localhost:5000"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
    }
    let text = [
      request("GET /v2/", "Accept: */*", "Connection: keep-alive"),
      request("HEAD /v2/app/blobs/\(digest)"),
      request("POST /v2/app/blobs/uploads/?digest=\(digest)", "Content-Length: \(blob.count)"),
      String(decoding: blob, as: UTF8.self),
      request("GET /v2/app/blobs/\(digest)", "Range: bytes=2-9"),
      request("PATCH /v2/app/blobs/uploads/none", "Transfer-Encoding: chunked", "Content-Range: 0-4"),
      "5\r\nabcde\r\n0\r\nTrailer: x\r\n\r\n",
      request("POST /v2/other/blobs/uploads/?mount=\(digest)&from=app", "Content-Length: 0"),
      request(
        "PUT /v2/app/manifests/2", "Content-Type: \(manifest.mediaType)", "Content-Length: \(manifest.bytes.count)"),
      String(decoding: manifest.bytes, as: UTF8.self),
      request("GET /v2/app/manifests/2", "Accept: \(manifest.mediaType)", "If-None-Match: \"\(digest)\""),
      request("GET /v2/app/tags/list?n=1&last=%31", "Authorization: Basic YTpi"),
      request("GET /v2/app/referrers/\(digest)?artifactType=a%2Fb"),
      request("DELETE /v2/app/manifests/2"),
      request("GET /token?service=x&scope=repository:app:pull"),
      request("GET /v1/search?q=app&n=5"),
      request("PUT /v2/app/manifests/3", "Expect: 100-continue", "Content-Length: 2"), "{}",
      request("GET /v2/_catalog", "Connection: close"),
    ]
    return Array(text.joined().utf8)
  }

  /// The conversation with up to four changes: bits, bytes, cuts, repetitions, and words that parsers stumble over.
  private static func mutated(_ conversation: [UInt8], _ random: inout Seeded) -> [UInt8] {
    let words = [
      "\r\n", "\r\n\r\n", "\n", "\0", "%", "%00", "%2e%2e/", "..", "/", ":", "-1", "99999999999999999999", "0x10",
      "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "Expect: 100-continue\r\n", "Connection: close\r\n",
      "Range: bytes=-0\r\n", "Content-Range: 9-1\r\n", "sha256:", "sha512:", "\u{FEFF}", "é", "ffffffff\r\n",
    ].map { Array($0.utf8) }
    var bytes = conversation
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      if bytes.isEmpty { break }
      let place = Int.random(in: bytes.indices, using: &random)
      let length = min(bytes.count - place, 1 << Int.random(in: 0...9, using: &random))
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.removeSubrange(place..<(place + length))
      case 3: bytes.insert(contentsOf: bytes[place..<(place + length)], at: place)
      case 4: bytes.removeSubrange(place...)
      case 5: bytes.insert(contentsOf: words[Int.random(in: words.indices, using: &random)], at: place)
      default:
        let word = words[Int.random(in: words.indices, using: &random)]
        bytes.replaceSubrange(place..<min(bytes.count, place + word.count), with: word)
      }
    }
    return bytes
  }
}
