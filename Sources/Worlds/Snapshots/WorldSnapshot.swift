import ImageSpec
import LayoutStore
import RegistryClient
import RegistrySimulator

/// A simulated world at one moment: names, containers, credentials, what its registries show, clock and randomness,
/// never the bytes of images.
///
/// While a snapshot lives, a sweep must keep its ``roots``.
public struct WorldSnapshot: Sendable {
  let index: LayoutIndex
  let containers: ContainersSnapshot
  let files: FilesSnapshot?
  let credentials: [RegistryHost: Credential]
  let registries: (registries: [RegistryHost: RegistrySnapshot], others: RegistrySnapshot)
  let clock: Timestamp
  let seed: UInt64?

  /// The images that restoring needs: a sweep must keep what they reach.
  public var roots: [Descriptor] { index.images.map(\.descriptor) }

  /// A real world can't be taken back: others work in it, and what left the machine is gone.
  public struct RealWorld: Error, Hashable {}
}

extension World {
  /// Notes the state of a simulated world. No verb may run meanwhile.
  ///
  /// - Parameter withFiles: whether the files of the working folder are kept as well.
  /// - Returns: the state.
  /// - Throws: ``WorldSnapshot/RealWorld``, and what the stores throw.
  public func snapshot(withFiles: Bool = false) async throws -> WorldSnapshot {
    guard let simulation else { throw WorldSnapshot.RealWorld() }
    return WorldSnapshot(
      index: try await store.index(), containers: try await simulation.snapshot(of: containers),
      files: withFiles ? try await simulation.snapshot(of: folder) : nil,
      credentials: simulation.credentials.all, registries: simulation.snapshot(), clock: clock.now(),
      seed: random.seed)
  }

  /// Takes the world back to a state that it had; images are named again, and their bytes must still be there. No verb
  /// may run meanwhile. Idempotent; the files of the working folder stay as they are, unless the snapshot has them.
  ///
  /// - Throws: ``WorldSnapshot/RealWorld``, and what the stores throw.
  public func restore(_ snapshot: WorldSnapshot) async throws {
    guard let simulation else { throw WorldSnapshot.RealWorld() }
    _ = try await store.update { $0 = snapshot.index }
    try await simulation.restore(snapshot.containers, of: containers)
    if let files = snapshot.files { try await simulation.restore(files, of: folder) }
    simulation.credentials.all = snapshot.credentials
    try await simulation.restore(snapshot.registries)
    simulation.clock.set(snapshot.clock)
    random.restore(seed: snapshot.seed)
  }
}
