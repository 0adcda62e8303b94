extension WeatherRule: CustomStringConvertible {
  /// The rule in its grammar; reading it gives the same rule.
  public var description: String {
    var words = [fault.description]
    let methods = RequestSelection.Method.allCases.filter(requests.methods.contains).map(\.rawValue)
    let kinds = RequestKind.allCases.filter(requests.kinds.contains).map(\.rawValue)
    if !methods.isEmpty || !kinds.isEmpty { words.append("on") }
    if !methods.isEmpty { words.append(methods.joined(separator: ",")) }
    if !kinds.isEmpty { words.append(kinds.joined(separator: ",")) }
    if let repository = requests.repository { words += ["of", repository] }
    if let path = requests.path { words += ["at", path] }
    if occurrence.after > 0 { words += ["after", String(occurrence.after)] }
    if occurrence.millionths < Occurrence.certain { words += ["with", Self.percentage(occurrence.millionths)] }
    if let limit = occurrence.limit { words += limit == 1 ? ["once"] : [String(limit), "times"] }
    return words.joined(separator: " ")
  }

  private static func percentage(_ millionths: Int) -> String {
    var text = String(millionths / 10_000)
    if millionths % 10_000 > 0 {
      var digits = String(10_000 + millionths % 10_000).dropFirst()
      while digits.hasSuffix("0") { digits.removeLast() }
      text += ".\(digits)"
    }
    return text + "%"
  }
}

extension WeatherFault: CustomStringConvertible {
  /// The fault in its grammar.
  public var description: String {
    func at(_ place: Int64?) -> String { place.map { "@\(Quantity.bytes($0))" } ?? "" }
    func signed(_ number: Int64, _ text: String) -> String { (number < 0 ? "-" : "+") + text }
    return switch self {
    case .broken(let way, let place): way.rawValue + at(place)
    case .lostAnswer: "lost-answer"
    case .stall(let place): "stall" + at(place)
    case .endless: "endless"
    case .drip(let bytes): "drip=\(Quantity.bytes(bytes))"
    case .slow(let bytes): "slow=\(Quantity.bytes(bytes))"
    case .delay(let milliseconds): "delay=\(Quantity.time(milliseconds: milliseconds))"
    case .flip(let place): "flip" + at(place)
    case .length(let bytes): "length=" + signed(bytes, Quantity.bytes(abs(bytes)))
    case .wrongDigest: "wrong-digest"
    case .noDigest: "no-digest"
    case .status(let status, nil): "\(status)"
    case .status(let status, .after(let seconds)?): "\(status) retry-after=\(seconds)"
    case .status(let status, .date(let seconds)?): "\(status) retry-at=\(seconds)"
    case .staleToken: "stale-token"
    case .redirect(.loop): "redirect=loop"
    case .redirect(.location(let place)), .redirect(.host(let place)): "redirect=\(place)"
    case .noRange: "no-range"
    case .html: "html"
    case .badJSON: "bad-json"
    case .hugeJSON(let bytes): "huge-json=\(Quantity.bytes(bytes))"
    case .mediaType(let type): "media-type=\(type)"
    case .header(let name, let value): "header=\(name):\(HeaderText.escaped(value ?? ""))"
    case .hostile: "hostile"
    case .skew(let seconds): "skew=" + signed(seconds, Quantity.time(milliseconds: abs(seconds) * 1_000))
    }
  }
}
