/// The body of a request on its way through bad weather.
///
/// Not sendable: it belongs to the task that answers its request, as the body does.
final class FaultedUpload {
  private let source: RequestBody
  private var rest: ArraySlice<UInt8> = []
  private var position: Int64 = 0
  private var flip: Int64?
  private var end: (place: Int64, delivery: Delivery.End)?
  private var pace: Delivery.Pace?
  /// What became of the answer, once the body reached the place where it breaks.
  private(set) var struck: Delivery.End?

  /// Sends a body through faults; nil where none of them is about a request's body.
  init?(_ request: RegistryRequest, _ faults: [WeatherFault]) {
    source = request.body
    for fault in faults {
      switch fault {
      case .broken(let way, let place?): end = (place, .broken(way, .start))
      case .stall(let place?): end = (place, .stalled(.start))
      case .flip(let place): flip = place ?? (request.contentLength ?? 0) / 2
      case .drip(let bytes): pace = .drip(bytes)
      case .slow(let bytes): pace = .link(bytes)
      default: break
      }
    }
    if flip == nil, end == nil, pace == nil { return nil }
  }

  /// The body as it arrives.
  var body: RequestBody { RequestBody { try await self.next() } }

  /// Reads on where nobody else did, so that what breaks within the body breaks whoever reads it.
  func finish() async {
    guard end != nil else { return }
    while struck == nil, let chunk = try? await next(), !chunk.isEmpty {}
  }

  private func next() async throws -> [UInt8]? {
    if let end, position >= end.place {
      struck = end.delivery
      throw Broken()
    }
    if rest.isEmpty {
      guard let chunk = try await source.next() else { return nil }
      rest = chunk[...]
    }
    var count = rest.count
    if let end { count = Int(min(Int64(count), end.place - position)) }
    if let pace {
      count = min(count, pace.piece)
      if position > 0 { try await source.pause(for: pace.interval) }
    }
    var piece = Array(rest.prefix(count))
    rest = rest.dropFirst(count)
    if let flip, flip >= position, flip - position < Int64(count) { piece[Int(flip - position)] ^= 1 }
    position += Int64(count)
    return piece
  }

  /// The connection broke within the body.
  struct Broken: Error {}
}
