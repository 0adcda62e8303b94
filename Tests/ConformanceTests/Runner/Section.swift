/// The section of the specification that a check follows.
///
/// See [the specification, version 1.1](https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md).
enum Section: String, CaseIterable, Sendable {
  case support = "Determining Support"
  case pullManifests = "Pulling manifests"
  case pullBlobs = "Pulling blobs"
  case existence = "Checking if content exists in the registry"
  case proxying = "Registry Proxying"
  case pushWhole = "Pushing a blob monolithically"
  case pushChunks = "Pushing a blob in chunks"
  case cancel = "Cancel a blob upload"
  case mount = "Mounting a blob from another repository"
  case pushManifests = "Pushing Manifests"
  case subject = "Pushing Manifests with Subject"
  case tags = "Listing Tags"
  case referrers = "Listing Referrers"
  case deleteTags = "Deleting tags"
  case deleteManifests = "Deleting Manifests"
  case deleteBlobs = "Deleting Blobs"
  case errors = "Error Codes"
  /// What holds for every HTTP server: RFC 9110.
  case http = "RFC 9110"
  /// The specification's development version.
  case next = "development version"

  /// The workflow that the section belongs to.
  var group: Group {
    switch self {
    case .support, .errors, .http: .base
    case .pullManifests, .pullBlobs, .existence, .proxying: .pull
    case .pushWhole, .pushChunks, .cancel, .mount, .pushManifests, .subject: .push
    case .tags, .referrers: .discovery
    case .deleteTags, .deleteManifests, .deleteBlobs: .management
    case .next: .next
    }
  }
}

/// A workflow category of the specification, and what stands beside them.
enum Group: String, CaseIterable, Sendable {
  case base
  case pull
  case push
  case discovery = "content discovery"
  case management = "content management"
  case next
}
