/// Checks that a registry is known to fail, and why it does.
struct KnownFailure: Sendable {
  let reason: String
  let checks: [String]

  init(_ reason: String, _ checks: String...) {
    self.reason = reason
    self.checks = checks
  }

  /// Debian's `docker-registry` 2.8.
  static let dockerRegistry: [KnownFailure] = [
    KnownFailure(
      "it names every manifest by sha256",
      "manifest by sha512 digest",
      "manifest by sha512 digest tells that digest",
      "sha512 manifest of another repository is 404",
      "HEAD of a manifest by sha512 digest",
      "HEAD of a manifest by sha512 digest tells digest and size",
      "push by sha512 digest",
      "push by sha512 digest tells that digest",
      "an index of sha512 descriptors",
      "digests are not listed as tags",
      "manifest by sha512 digest is deleted at once",
      "tag pushed with its sha512 digest"),
    KnownFailure(
      "it keeps blobs under sha256 and finds them under sha512 only where they were pushed",
      "blob by sha512 digest tells that digest",
      "HEAD of a blob by sha512 digest tells digest and size",
      "POST then PUT tells the digest, sha512",
      "mount, sha512"),
    KnownFailure(
      "it takes docker's manifest for the default and OCI's only where it is named",
      "Accept never changes a manifest"),
    KnownFailure(
      "its 416 announces the length of the blob and breaks off",
      "range beyond the end is 416",
      "range beyond the end, open is 416",
      "range last before first is 416",
      "range of an unknown unit gets the whole",
      "malformed range gets the whole, or 416"),
    KnownFailure(
      "Go's file server serves it",
      "range of the last 0 bytes is 416",
      "range does not count for HEAD"),
    KnownFailure(
      "it does not look at Content-Range",
      "chunk behind a gap is 416",
      "chunk behind a gap with the closing PUT is 416",
      "416 for a chunk behind a gap tells Location and Range",
      "chunk that overlaps is 416",
      "chunk that overlaps with the closing PUT is 416",
      "416 for a chunk that overlaps tells Location and Range",
      "chunk sent before is 416",
      "chunk sent before with the closing PUT is 416",
      "416 for a chunk sent before tells Location and Range",
      "first chunk that does not begin with 0 is 416",
      "only chunk with the PUT that does not begin with 0 is 416",
      "malformed Content-Range is refused",
      "malformed Content-Range with the closing PUT is refused",
      "chunk of another length than its range is refused",
      "last chunk of another length than its range is refused"),
    KnownFailure(
      "it answers 400 where a manifest is too large",
      "manifest too large for any client is 413"),
    KnownFailure(
      "it does not look at sizes",
      "manifest of a negative size is refused"),
    KnownFailure(
      "it lists all tags at once",
      "first tags: ?n=2",
      "tags behind one: ?n=2&last=b",
      "tags behind one that is not there: ?n=2&last=bb",
      "tags behind the last one: ?n=2&last=e",
      "tags behind all names: ?n=2&last=zzzz",
      "last tags: ?n=5&last=c",
      "last without n",
      "n=0 is an empty list without Link"),
    KnownFailure(
      "a repository without a tag is unknown to it",
      "list of tags of a repository without tags"),
    KnownFailure(
      "it has another code",
      "unknown upload is BLOB_UPLOAD_UNKNOWN"),
    KnownFailure(
      "it knows no HEAD of lists",
      "HEAD equals GET for tags"),
    KnownFailure(
      "its router redirects",
      "POST without the last slash"),
    KnownFailure(
      "its router answers what is malformed with a page of its own, and lets upper-case letters pass",
      "errors are JSON",
      "name with an upper-case letter is 400 in JSON",
      "name with an empty component is 400 in JSON",
      "name with a dash in front is 400 in JSON",
      "name with a dash at the end is 400 in JSON",
      "name with two dots is 400 in JSON",
      "name with three underscores is 400 in JSON",
      "name with a dot and an underscore is 400 in JSON",
      "name with an underscore in front is 400 in JSON",
      "name with a blank is 400 in JSON",
      "name with a letter that is not ASCII is 400 in JSON",
      "name with a NUL is 400 in JSON",
      "name with 256 characters is 400 in JSON",
      "name with an upper-case letter to push to is 400 in JSON",
      "name with an empty component to push to is 400 in JSON",
      "name with a dash in front to push to is 400 in JSON",
      "name with a dash at the end to push to is 400 in JSON",
      "name with two dots to push to is 400 in JSON",
      "name with three underscores to push to is 400 in JSON",
      "name with a dot and an underscore to push to is 400 in JSON",
      "name with an underscore in front to push to is 400 in JSON",
      "name with a blank to push to is 400 in JSON",
      "name with a letter that is not ASCII to push to is 400 in JSON",
      "name with a NUL to push to is 400 in JSON",
      "name with 256 characters to push to is 400 in JSON",
      "blob digest with no digits is 400 in JSON",
      "manifest digest with no digits is 400 in JSON",
      "manifest pushed by a digest with no digits is 400 in JSON",
      "tag with a dot in front is 400 in JSON",
      "tag with a dash in front is 400 in JSON",
      "tag with 129 characters is 400 in JSON",
      "tag with a plus is 400 in JSON",
      "tag with a blank is 400 in JSON",
      "tag with a letter that is not ASCII is 400 in JSON",
      "digest of a blob without an algorithm is 400 in JSON",
      "405 tells which methods there are"),
    KnownFailure(
      "a malformed digest of a manifest makes it answer 500",
      "manifest digest with too few digits is 400 in JSON",
      "manifest digest with too many digits is 400 in JSON",
      "manifest digest with upper-case digits is 400 in JSON",
      "manifest digest with no hexadecimal digits is 400 in JSON",
      "manifest digest with an unknown algorithm is 400 in JSON",
      "manifest digest with sha512 of sha256's length is 400 in JSON",
      "manifest pushed by a digest with too few digits is 400 in JSON",
      "manifest pushed by a digest with too many digits is 400 in JSON",
      "manifest pushed by a digest with upper-case digits is 400 in JSON",
      "manifest pushed by a digest with no hexadecimal digits is 400 in JSON",
      "manifest pushed by a digest with an unknown algorithm is 400 in JSON",
      "manifest pushed by a digest with sha512 of sha256's length is 400 in JSON"),
    KnownFailure(
      "it looks for one entity tag without quotes",
      "If-None-Match of what is there is 304"),
    KnownFailure(
      "it is older than this",
      "tag pushed with a wrong sha256 digest is 400",
      "tag pushed with a wrong sha512 digest is 400",
      "upload opened for an unknown algorithm is 400"),
  ]
}
