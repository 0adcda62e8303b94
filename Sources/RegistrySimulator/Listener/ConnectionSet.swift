import ByteStreams
import NIOCore

/// The connections of a listener, so that a stop can end them.
final class ConnectionSet: Sendable {
  private struct State {
    var connections: [ObjectIdentifier: Connection] = [:]
    var isStopping = false
  }

  private let state = Locked(State())

  /// Serves every connection that a server channel accepts, until it is closed and they all ended.
  func serve(
    _ server: NIOAsyncChannel<Connection.Stream, Never>, _ registry: RegistrySimulator,
    _ configuration: ListenerConfiguration
  ) async {
    await withDiscardingTaskGroup { group in
      try? await server.executeThenClose { inbound in
        for try await stream in inbound {
          let connection = Connection(stream, registry, configuration)
          guard add(connection) else {
            stream.channel.close(promise: nil)
            continue
          }
          group.addTask {
            await connection.serve()
            self.remove(connection)
          }
        }
      }
    }
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

  private func add(_ connection: Connection) -> Bool {
    state.withLock { state in
      if state.isStopping { return false }
      state.connections[ObjectIdentifier(connection)] = connection
      return true
    }
  }

  private func remove(_ connection: Connection) {
    state.withLock { $0.connections[ObjectIdentifier(connection)] = nil }
  }
}
