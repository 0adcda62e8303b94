import ByteStreams
import HTTPTransport

extension World {
  /// Streams what a URL serves into a sink. No credential goes along; redirects are followed, but never from https to
  /// http.
  ///
  /// - Throws: ``DownloadRefused``, `HTTPURL.Invalid`, `HTTPError`, and what the sink throws.
  public func download(_ url: String, into sink: any ByteSink) async throws {
    guard origin == .real else { throw DownloadRefused.simulated(url: url) }
    let response = try await transport.send(HTTPRequest(.get, try HTTPURL(url))) { head in
      head.isSuccess ? .sink(sink, limit: nil) : .capture(limit: HTTPBodyDestination.errorBodyLimit)
    }
    guard response.head.isSuccess else { throw DownloadRefused.status(url: url, response.status) }
  }
}

/// Why nothing was fetched from a URL.
public enum DownloadRefused: Error, Hashable {
  /// A simulated world has no web.
  case simulated(url: String)
  /// The server answered with a status that is no success.
  case status(url: String, Int)
}
