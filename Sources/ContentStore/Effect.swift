import ImageSpec

/// One change that a verb makes to a world, with what was before and after where there is such.
///
/// Plans promise effects, outcomes state those that happened; the journal, `undo`, tutorial checks and `--dry-run` read
/// the same values.
public enum Effect: Hashable, Sendable {
  /// A name in the store was set (`after`) or removed (`after` is nil).
  case reference(ImageReference, before: Descriptor?, after: Descriptor?)
  /// An image came into the store's list, named or not.
  case imageAdded(Descriptor)
  /// An image left the store's list: nothing names it any more, and it is not dangling either.
  case imageRemoved(Descriptor)
  /// Content came into the store.
  case contentAdded(Digest)
  /// Content left the store.
  case contentRemoved(Digest)
  /// A container was made over an image.
  case containerCreated(id: String, name: String, image: Digest)
  /// A container's changes grew or shrank.
  case containerChanged(id: String)
  /// A container went.
  case containerRemoved(id: String)
  /// A removed container's files went for good.
  case containerPurged(id: String)
  /// A credential was stored for a registry. Its secret is nobody's business.
  case credentialStored(RegistryHost, username: String)
  /// A registry's credential was erased.
  case credentialErased(RegistryHost)
  /// A name in a registry was set or removed; this can't be undone from here.
  case remoteReference(ImageReference, before: Digest?, after: Digest?)
}
