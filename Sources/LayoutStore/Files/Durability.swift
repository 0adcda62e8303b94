/// Whether writes wait for the disk.
public enum Durability: Sendable {
  /// Every write is on the disk before it is believed, so that a power cut loses nothing that was reported done.
  case durable
  /// Writes are left to the system: for scratch stores that nobody misses. Atomic all the same.
  case scratch
}
