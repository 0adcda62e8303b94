import ByteStreams
import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite struct CancellationTests {
  let transport = HTTPTransport()

  /// Lets a server's thread tell the test that something happened.
  final class Signal: Sendable {
    private let state = Condition(0)
    func fire() {
      state.withLock { $0 += 1 }
      state.broadcast()
    }
    func wait() async throws {
      let state = state
      try await BlockingThreads.run { state.wait { $0 > 0 ? () : nil } }
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"])
  func `a stalled exchange ends when its task is cancelled`(sent: String) async throws {
    let stalled = Signal()
    let closed = Signal()
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      try connection.send(sent)
      stalled.fire()
      connection.waitForClose()
      closed.fire()
    }
    let url = try HTTPURL(server.url)
    let task = Task { try await transport.send(HTTPRequest(.get, url)) }
    try await stalled.wait()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    try await closed.wait()
  }

  @Test(.timeLimit(.minutes(1))) func `an upload whose source waits ends when its task is cancelled`() async throws {
    let begun = Signal()
    let server = try ScriptedServer { connection in
      begun.fire()
      _ = try connection.request()
    }
    let pipe = BytePipe()
    let url = try HTTPURL(server.url)
    let task = Task { try await transport.send(HTTPRequest(.put, url, body: .stream(pipe, length: nil))) }
    try await begun.wait()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(throws: CancellationError.self) { try pipe.write([1]) }
  }

  @Test func `a task that is cancelled already sends nothing`() async throws {
    let server = try ScriptedServer(answering: { _ in ScriptedServer.response("200 OK") })
    let url = try HTTPURL(server.url)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await transport.send(HTTPRequest(.get, url))
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(server.requests.isEmpty)
  }
}
