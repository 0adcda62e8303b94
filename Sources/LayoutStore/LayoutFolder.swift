import ImageSpec

/// The paths of an image layout: the only place where names become paths, and only digests that were parsed do.
///
/// See [Image layout](https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md).
struct LayoutFolder: Sendable {
  /// The layout's folder, without a trailing slash.
  let path: String

  var marker: String { "\(path)/oci-layout" }
  var index: String { "\(path)/index.json" }
  var lock: String { "\(path)/lock" }
  var leases: String { "\(path)/leases" }
  var blobs: String { "\(path)/blobs" }
  var ingest: String { "\(path)/ingest" }
  var cache: String { "\(path)/cache" }
  var names: String { "\(cache)/names" }
  var layerCache: String { "\(cache)/layers" }

  func blobs(_ algorithm: Digest.Algorithm) -> String { "\(blobs)/\(algorithm.rawValue)" }
  func blob(_ digest: Digest) -> String { "\(blobs(digest.algorithm))/\(digest.hex)" }

  /// The file of an interrupted download, which a later process resumes.
  func partial(_ digest: Digest) -> String { "\(ingest)/\(digest.algorithm.rawValue)-\(digest.hex).partial" }
  /// A file for a download whose partial file another process is writing.
  func temporary(_ digest: Digest) -> String {
    "\(ingest)/\(digest.algorithm.rawValue)-\(digest.hex).\(FileSystem.uniqueSuffix())"
  }

  func layerFacts(_ digest: Digest) -> String { "\(layerCache)/\(digest.algorithm.rawValue)-\(digest.hex).json" }
  func fileIndex(_ digest: Digest) -> String { "\(layerCache)/\(digest.algorithm.rawValue)-\(digest.hex).files" }
}
