/// What is done with layers that registries need not hold.
public enum ForeignLayerHandling: String, CaseIterable, Sendable, Hashable {
  /// Their descriptors are kept, with the addresses in them.
  case reference
  /// Their bytes are fetched from the addresses in their descriptors, where the registry does not have them.
  case fetch
}
