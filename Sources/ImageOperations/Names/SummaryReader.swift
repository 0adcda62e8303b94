import ImageSpec
import LayoutStore

/// Sums images up out of their documents. Blocks.
struct SummaryReader: Sendable {
  private let store: LayoutStore
  private let selection: PlatformSelection

  init(_ store: LayoutStore, preferring platform: Platform) {
    self.store = store
    selection = PlatformSelection(wanted: platform)
  }

  /// What an image is in a few words.
  ///
  /// - Parameters:
  ///   - root: the digest of its manifest or index.
  ///   - sizes: the sizes of layers that were looked up already: many images share layers.
  /// - Returns: the summary; nil for what can't be read.
  func summary(of root: Digest, sizes: inout [Digest: Int64?]) -> ImageSummary? {
    guard let json = store.json(of: root) else { return nil }
    let cursor = JSONCursor(root: json)
    guard let index = try? Index(decoding: cursor) else {
      return (try? Manifest(decoding: cursor)).flatMap { summary(of: $0, root, &sizes) }
    }
    for entry in selection.matches(in: index) + index.images {
      guard let json = store.json(of: entry.digest), let manifest = try? Manifest(decoding: JSONCursor(root: json)),
        let found = summary(of: manifest, entry.digest, &sizes)
      else { continue }
      return found
    }
    return nil
  }

  private func summary(of manifest: Manifest, _ digest: Digest, _ sizes: inout [Digest: Int64?]) -> ImageSummary? {
    let size = size(of: manifest, &sizes)
    guard manifest.isImage else { return ImageSummary(id: digest, created: nil, size: size, platform: nil) }
    guard let json = store.json(of: manifest.configuration.digest),
      let configuration = try? ImageConfiguration(decoding: JSONCursor(root: json))
    else { return nil }
    return ImageSummary(
      id: manifest.configuration.digest, created: configuration.created.flatMap { Timestamp(parsing: $0) }?.seconds,
      size: size, platform: configuration.platform.description)
  }

  /// The uncompressed size, if all layers were looked at already; foreign ones that are not here count as their
  /// descriptors say.
  private func size(of manifest: Manifest, _ sizes: inout [Digest: Int64?]) -> Int64? {
    var total: Int64 = 0
    for layer in manifest.layers {
      let known = sizes[layer.digest] ?? store.knownContentSize(of: layer.digest)
      sizes[layer.digest] = .some(known)
      guard let size = known ?? (layer.mediaType.isNonDistributable ? layer.size : nil) else { return nil }
      let (sum, overflows) = total.addingReportingOverflow(size)
      if overflows { return nil }
      total = sum
    }
    return total
  }
}
