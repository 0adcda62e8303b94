import ByteStreams
import NIOCore

/// The connections of a listener, so that a stop can end them.
final class ConnectionSet: Sendable {
  private struct State {
    var connections: [ObjectIdentifier: Connection] = [:]
    var isStopping = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Locked(State())

  /// Serves a connection from now on, on its own event loop; one that comes after a stop is closed.
  func serve(_ channel: any Channel, _ registry: RegistrySimulator, _ configuration: ListenerConfiguration) throws {
    let connection = try Connection(channel, registry, configuration)
    guard add(connection) else { throw ChannelError.ioOnClosedChannel }
    let executor = LoopExecutor(channel.eventLoop)
    let task = Task(executorPreference: executor) {
      await connection.serve()
      // Other loops hear of its close; they must not end before.
      try? await channel.closeFuture.get()
      self.remove(connection)
    }
    // A client that is gone needs no answer: whatever still waits to be sent, or for the client, ends.
    channel.closeFuture.whenComplete { _ in task.cancel() }
  }

  /// Closes the connections that wait for a request, and the others after their answer.
  func closeIdle() {
    let all = state.withLock { state in
      state.isStopping = true
      return Array(state.connections.values)
    }
    for connection in all { connection.finish() }
  }

  /// Closes all connections at once.
  func closeAll() {
    for connection in state.withLock({ Array($0.connections.values) }) { connection.close() }
  }

  /// Waits until the last connection has ended. Called once, after ``closeIdle()``.
  func ended() async {
    await withCheckedContinuation { continuation in
      let isEmpty = state.withLock { state in
        if !state.connections.isEmpty { state.waiter = continuation }
        return state.connections.isEmpty
      }
      if isEmpty { continuation.resume() }
    }
  }

  private func add(_ connection: Connection) -> Bool {
    state.withLock { state in
      if state.isStopping { return false }
      state.connections[ObjectIdentifier(connection)] = connection
      return true
    }
  }

  private func remove(_ connection: Connection) {
    let waiter = state.withLock { state in
      state.connections[ObjectIdentifier(connection)] = nil
      defer { if state.connections.isEmpty { state.waiter = nil } }
      return state.connections.isEmpty ? state.waiter : nil
    }
    waiter?.resume()
  }
}
