import ByteStreams
import NIOCore
import NIOHTTP1
import NIOPosix

/// A registry on a socket: HTTP/1.1 with keep-alive, one event loop, every body streamed.
///
/// It starts once and stops once.
public final class RegistryListener: Sendable {
  /// The registry that answers.
  public let registry: RegistrySimulator
  /// Its address and limits.
  public let configuration: ListenerConfiguration

  private enum State {
    case idle
    case starting
    case running(MultiThreadedEventLoopGroup, any Channel, Task<Void, Never>)
    case stopped
  }

  private let state = Locked(State.idle)
  private let connections = ConnectionSet()

  /// Puts a registry behind an address, which is taken by ``start()``.
  public init(_ registry: RegistrySimulator, configuration: ListenerConfiguration = ListenerConfiguration()) {
    self.registry = registry
    self.configuration = configuration
  }

  /// Takes the address and serves until ``stop()``.
  ///
  /// - Returns: the port, which is the one asked for unless that was 0.
  /// - Throws: ``ListenerError``.
  @discardableResult
  public func start() async throws -> Int {
    let isFirst = state.withLock { state in
      guard case .idle = state else { return false }
      state = .starting
      return true
    }
    guard isFirst else { throw ListenerError.startedBefore }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let server = try await bind(group)
      let port = server.channel.localAddress?.port ?? configuration.port
      let accepting = Task { [connections, registry, configuration] in
        await connections.serve(server, registry, configuration)
      }
      state.withLock { $0 = .running(group, server.channel, accepting) }
      return port
    } catch {
      state.withLock { $0 = .stopped }
      try? await group.shutdownGracefully()
      throw ListenerError.cannotListen(
        host: configuration.host, port: configuration.port, reason: (error as? IOError)?.description ?? "\(error)")
    }
  }

  /// Takes no more connections, lets answers under way end, and closes. Idempotent.
  public func stop() async {
    let running = state.withLock { state -> (MultiThreadedEventLoopGroup, any Channel, Task<Void, Never>)? in
      defer { state = .stopped }
      guard case .running(let group, let channel, let accepting) = state else { return nil }
      return (group, channel, accepting)
    }
    guard let (group, channel, accepting) = running else { return }
    try? await channel.close()
    connections.closeIdle()
    let cut = group.any().scheduleTask(in: .seconds(configuration.stopTimeout)) { [connections] in
      connections.closeAll()
    }
    await accepting.value
    cut.cancel()
    try? await group.shutdownGracefully()
  }

  private func bind(_ group: MultiThreadedEventLoopGroup) async throws -> NIOAsyncChannel<Connection.Stream, Never> {
    let configuration = self.configuration
    return try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: configuration.backlog)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      // A client that has sent its request may close its side and still get the answer.
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .bind(host: configuration.host, port: configuration.port) { channel in
        channel.eventLoop.makeCompletedFuture { try Connection.configure(channel, configuration) }
      }
  }
}
