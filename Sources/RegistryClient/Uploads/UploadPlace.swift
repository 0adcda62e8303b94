import DistributionSpec
import HTTPTransport

/// Where an upload goes on: its session's address, and how many bytes the registry has.
struct UploadPlace: Sendable {
  let session: HTTPURL
  let offset: Int64

  /// Reads the answer to the question how far a session is; nil where it does not say so, or says what can't be.
  ///
  /// `0-0` is what registries say of nothing and of one byte, so it is no answer.
  init?(_ response: HTTPResponse, asked: HTTPURL, size: Int64) {
    guard response.head.isSuccess, var text = response.headers["Range"]?[...] else { return nil }
    if text.hasPrefix("bytes=") { text = text.dropFirst(6) }
    guard let range = ContentRange(parsing: String(text))?.bytes, range.lowerBound == 0, range.upperBound > 1,
      range.upperBound <= size
    else { return nil }
    session = (try? BlobUpload.location(response)) ?? asked
    offset = range.upperBound
  }

  /// The beginning of a new session.
  init(_ session: HTTPURL) {
    self.session = session
    offset = 0
  }
}
