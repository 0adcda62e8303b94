/// What goes wrong. The words in the comments are those of the rules' grammar, see ``WeatherRule``.
///
/// A number behind `@` counts bytes of the body that the request carries: of an upload those that come in, else those of
/// the answer. A fault meets only what it can harm: `reset@4096` passes a body of 4,096 bytes and a `HEAD`.
public enum WeatherFault: Hashable, Sendable {
  /// `reset`, `reset@4096`, `close`, `close@4096`: the connection breaks, without any answer where no byte is told; the
  /// request is not carried out then.
  case broken(Delivery.Break, at: Int64?)
  /// `lost-answer`: the request is carried out, and the connection is reset in the place of its answer.
  case lostAnswer
  /// `stall`, `stall@4096`: nothing more moves, and the connection stays. An upload is not read any more, and
  /// ends after ten minutes: of a client that was killed with much of it unsent nothing tells.
  case stall(at: Int64?)
  /// `endless`: the body never ends, and its length is not told.
  case endless
  /// `drip=10`: so many bytes every second, all at once.
  case drip(Int64)
  /// `slow=64k`: so many bytes a second, evenly.
  case slow(Int64)
  /// `delay=250ms`: time passes before the answer.
  case delay(milliseconds: Int64)
  /// `flip`, `flip@100`: the byte there has one wrong bit; the one in the middle where no byte is told.
  case flip(at: Int64?)
  /// `length=+10`, `length=-10`: `Content-Length` tells more or less than there is.
  case length(Int64)
  /// `wrong-digest`: `Docker-Content-Digest` is that of other content.
  case wrongDigest
  /// `no-digest`: there is no `Docker-Content-Digest`.
  case noDigest
  /// `503`, `429 retry-after=2`: the request is refused with that status. 416 meets requests for a part only.
  case status(Int, retry: Retry?)
  /// `stale-token`: the request's token is good no more; a new one is, until the rule strikes again.
  case staleToken
  /// `redirect=loop`, `redirect=/path`, `redirect=http://host`: the client is sent there.
  case redirect(Target)
  /// `no-range`: `Range` is ignored, the whole comes with 200.
  case noRange
  /// `html`: a page of a proxy in the place of the body.
  case html
  /// `bad-json`: the document breaks off in its middle, and the length fits.
  case badJSON
  /// `huge-json=64M`: a JSON document of so many bytes.
  case hugeJSON(Int64)
  /// `media-type=application/x-new`: `Content-Type` is that.
  case mediaType(String)
  /// `header=Location:http://host/`, `header=Link:`: the answer's header field is that, or is absent; `%20` is a blank.
  case header(String, value: String?)
  /// `hostile`: control characters and escapes in the message of a refusal; in lists and searches, in the names.
  case hostile
  /// `skew=-1h`: the registry's clock goes wrong by so many seconds, in `Date` and in a token's times.
  case skew(seconds: Int64)

  /// What `Retry-After` says, in seconds from now.
  public enum Retry: Hashable, Sendable {
    /// `retry-after=2`: as a number of seconds.
    case after(Int64)
    /// `retry-at=2`: as the date that is so many seconds away.
    case date(Int64)
  }

  /// Where a redirect leads.
  public enum Target: Hashable, Sendable {
    /// To where the request came.
    case loop
    /// To a path, or to a URL with its path.
    case location(String)
    /// To the same path on another host: `http://host:port`.
    case host(String)
  }
}
