import Archive
import ByteStreams
import NIOCore
import NIOPosix

/// A registry on a socket: HTTP/1.1 with keep-alive, every body streamed, within the limits of a
/// ``ListenerConfiguration``.
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
    case running(MultiThreadedEventLoopGroup, any Channel)
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
    let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, configuration.threads))
    do {
      let server = try await bind(group)
      state.withLock { $0 = .running(group, server) }
      return server.localAddress?.port ?? configuration.port
    } catch {
      state.withLock { $0 = .stopped }
      try? await group.shutdownGracefully()
      let address = "\(configuration.host):\(configuration.port)"
      let reason = (error as? IOError).map { SystemError(call: "bind", path: address, number: $0.errnoCode).reason }
      throw ListenerError.cannotListen(
        host: configuration.host, port: configuration.port, reason: reason ?? "\(error)")
    }
  }

  /// Takes no more connections, lets answers under way end, and closes. Idempotent.
  public func stop() async {
    let running = state.withLock { state -> (MultiThreadedEventLoopGroup, any Channel)? in
      defer { state = .stopped }
      guard case .running(let group, let server) = state else { return nil }
      return (group, server)
    }
    guard let (group, server) = running else { return }
    try? await server.close()
    connections.closeIdle()
    let cut = group.any().scheduleTask(in: TimeAmount(configuration.stopTimeout)) { [connections] in
      connections.closeAll()
    }
    await connections.ended()
    cut.cancel()
    try? await group.shutdownGracefully()
  }

  private func bind(_ group: MultiThreadedEventLoopGroup) async throws -> any Channel {
    let (connections, registry, configuration) = (self.connections, self.registry, self.configuration)
    return try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: configuration.backlog)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ConnectionGate(limit: max(1, configuration.connections)))
        }
      }
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      // A client that has sent its request may close its side and still get the answer.
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      // Read only what somebody waits for.
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(
        .recvAllocator,
        value: AdaptiveRecvByteBufferAllocator(
          minimum: 1_024, initial: 4_096, maximum: max(1_024, configuration.pieceSize))
      )
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try connections.serve(channel, registry, configuration) }
      }
      .bind(host: configuration.host, port: configuration.port).get()
  }
}
