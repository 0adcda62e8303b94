/// What a registry may be told to do beyond the distribution specification 1.1.
public enum RegistryExtra: String, Hashable, Sendable, CaseIterable {
  /// A manifest may name parts that its repository lacks, as a registry may take it that has them elsewhere or gets them
  /// later.
  case missingParts = "missing-parts"
  /// `?tag=A&tag=B` names a manifest that is pushed by its digest, and `OCI-Tag` says so, as the specification's
  /// development version has it.
  case severalTags = "several-tags"
}
